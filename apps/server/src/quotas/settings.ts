import { z } from 'zod';

const rate = z.int().min(1).max(2_000_000_000).nullable().default(null);

const rates = z.strictObject({
  /** Requests within a minute. */
  rpm: rate,
  /** Tokens within a minute, input and output together. */
  tpm: rate,
  /** Calls under way at once. */
  concurrency: rate,
});

/** The `quotas` part of config.yaml: how fast everybody may call, unless the operator set otherwise for a person. */
export const quotasSettings = z.strictObject({
  /** Each person, over all their keys. */
  user: rates.prefault({}),
  /** Each person, at one model. */
  models: z.record(z.string().min(1).max(128), rates).default({}),
  /** Wrong keys from one address within a minute; beyond it, keys this server does not know are not looked up. */
  wrongKeysPerMinute: z.int().min(1).max(1_000_000).default(60),
  /** How often servers tell each other what they counted. */
  shareMs: z.int().min(50).max(10_000).default(250),
  /** Keys, people and models counted at once; beyond it the one not used for longest is forgotten. */
  subjects: z.int().min(100).max(1_000_000).default(20_000),
});

export type QuotasSettings = z.infer<typeof quotasSettings>;
