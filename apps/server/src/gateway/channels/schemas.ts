import { z } from '@hono/zod-openapi';
import { Moment } from '../../http/schemas.ts';

const seconds = z.int().openapi({ description: 'Seconds until it may be asked again; 0 = now.' });

const Key = z.object({
  endsIn: z.string().nullable().openapi({ description: 'Its last four characters; null for no key at all.' }),
  setAside: z.string().nullable().openapi({ description: 'Why it is not used now; null = it is.' }),
  secondsLeft: seconds,
});

export const ChannelHealth = z
  .object({
    id: z.string(),
    type: z.enum(['openai', 'azure', 'anthropic', 'demo']),
    address: z.string().nullable(),
    models: z.array(z.object({ id: z.string(), upstreamModel: z.string() })),
    priority: z.int(),
    weight: z.int(),
    state: z.enum(['healthy', 'cooling', 'trial']).openapi({
      description: 'cooling: left alone after failures; trial: one call at a time tries it.',
    }),
    secondsLeft: seconds,
    underWay: z.int(),
    concurrent: z.int().openapi({ description: 'The most calls at once.' }),
    failuresInARow: z.int(),
    lastMinute: z.object({ calls: z.int(), failures: z.int(), errorRate: z.number() }),
    firstByteMs: z.object({ p50: z.int(), p95: z.int(), p99: z.int() }).nullable().openapi({
      description: 'Of the last 512 answers; null before the first.',
    }),
    keys: z.array(Key),
  })
  .openapi('ChannelHealth');

export const ChannelList = z.object({
  since: Moment.openapi({ description: 'When the process that answers began; each knows only its own calls.' }),
  data: z.array(ChannelHealth),
});

export const TestChannel = z
  .strictObject({
    model: z.string().min(1).max(128).optional().openapi({ description: 'One that it serves; its first by default.' }),
    key: z
      .string()
      .min(1)
      .max(8)
      .optional()
      .openapi({ description: 'The key that ends so; the next in turn by default.' }),
  })
  .openapi('TestChannel');

export const ChannelTest = z
  .object({
    ok: z.boolean(),
    model: z.string(),
    upstreamModel: z.string(),
    key: z.string().nullable().openapi({ description: 'What the key ends in.' }),
    latencyMs: z.int(),
    fault: z.string().nullable().openapi({ description: 'Names and codes, never the upstream’s words.' }),
  })
  .openapi('ChannelTest');

export type ChannelHealthBody = z.infer<typeof ChannelHealth>;
export type ChannelTestBody = z.infer<typeof ChannelTest>;
