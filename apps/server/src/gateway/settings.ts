import { z } from 'zod';
import { priceSetting } from '../pricing/index.ts';
import { channel, channelsProblem, failover, name } from './channels/settings.ts';

const model = z.strictObject({
  id: name,
  /** Who serves it: one channel, or several that fail over to each other. */
  channel: name.optional(),
  channels: z.array(name).min(1).max(100).optional(),
  upstreamModel: z.string().min(1).optional(),
  /** Without one here the database must have one: a model that has none is refused. */
  price: priceSetting.optional(),
  /** What the operator pays upstream, in the same figures; customers never see it. */
  cost: z.record(z.string(), z.unknown()).pipe(priceSetting).optional(),
  /** The output limit of a call that names none, and the highest one may name. */
  maxOutputTokens: z.number().int().min(1).max(10_000_000),
  /** The model's whole window: no call can have more input than this. */
  contextTokens: z.number().int().min(1).max(100_000_000).optional(),
  ownedBy: z.string().min(1).default('farebox'),
  /** Tools that the upstream runs itself read and bill what nobody can foresee, so they are refused unless allowed. */
  hostedTools: z.boolean().default(false),
  /** So many calls of such tools in one request; the limit is sent upstream. */
  maxToolCalls: z.number().int().min(1).max(128).default(4),
});

/** How many input tokens to set credits aside for. */
const estimate = z.strictObject({
  /** 2 covers prose, code, JSON and emoji; 1 is the mathematical bound, for any text whatever. */
  bytesPerToken: z.coerce.number().min(1).max(4).default(2),
  /** What the upstream's own wrapping of a prompt may add. */
  overheadTokens: z.number().int().min(0).max(100_000).default(64),
  imageTokens: z.number().int().min(0).max(100_000).default(1_500),
  /** What one call of a hosted tool may bring into the input. */
  toolTokens: z.number().int().min(0).max(10_000_000).default(16_000),
  /** For input that only the upstream knows (an earlier response, a stored prompt or file), without contextTokens. */
  historyTokens: z.number().int().min(0).max(10_000_000).default(32_000),
});

const limits = z.strictObject({
  bodyBytes: z.number().int().min(1_024).max(1_073_741_824).default(20_971_520),
  /** The largest answer that is not streamed. */
  answerBytes: z.number().int().min(1_024).max(1_073_741_824).default(33_554_432),
  /** The largest single event of a stream. */
  eventBytes: z.number().int().min(1_024).max(268_435_456).default(8_388_608),
  /** Calls under way at once in this process; beyond it, 503 with Retry-After. */
  concurrent: z.number().int().min(1).max(100_000).default(2_000),
  /** Finished calls that wait for the ledger to come back; beyond it, new calls get 503. */
  unsettled: z.number().int().min(1).max(1_000_000).default(10_000),
});

const demo = {
  channels: [{ name: 'demo', type: 'demo' as const }],
  models: [
    {
      id: 'demo-small',
      channel: 'demo',
      price: { input: '10', cachedInput: '2.5', output: '40' },
      maxOutputTokens: 1_024,
      contextTokens: 32_768,
    },
    {
      id: 'demo-large',
      channel: 'demo',
      price: { input: '100', cachedInput: '25', output: '400' },
      maxOutputTokens: 2_048,
      contextTokens: 131_072,
    },
  ],
};

/** The `gateway` part of config.yaml. Without one: the demo channel and its two models. */
export const gatewaySettings = z
  .strictObject({
    channels: z.array(channel).max(1_000).prefault(demo.channels),
    models: z.array(model).max(10_000).prefault(demo.models),
    failover: failover.prefault({}),
    estimate: estimate.prefault({}),
    limits: limits.prefault({}),
  })
  .superRefine((settings, context) => {
    for (const message of contradictions(settings)) context.addIssue({ code: 'custom', message });
  });

export type GatewaySettings = z.infer<typeof gatewaySettings>;
export type ModelSetting = z.infer<typeof model>;
export type EstimateRule = z.infer<typeof estimate>;

function contradictions(settings: { channels: { name: string }[]; models: ModelSetting[] }): string[] {
  const channels = settings.channels.map(({ name }) => name);
  const ids = settings.models.map(({ id }) => id);
  return [
    ...repeated(channels).map((twice) => `There are two channels named "${twice}".`),
    ...repeated(ids).map((twice) => `There are two models with the id "${twice}".`),
    ...settings.models.flatMap((model) => contradictionsOf(model, channels)),
  ];
}

function contradictionsOf({ id, channel, channels }: ModelSetting, all: string[]): string[] {
  if ((channel === undefined) === (channels === undefined)) {
    return [`Model "${id}" must name who serves it: either channel, or channels.`];
  }
  const named = channel === undefined ? (channels ?? []) : [channel];
  return [
    ...repeated(named).map((twice) => `Model "${id}" names the channel "${twice}" twice.`),
    ...named
      .filter((one) => !all.includes(one))
      .map((missing) => `Model "${id}" names the channel "${missing}", which is not there.`),
  ];
}

function repeated(names: string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** What keeps these settings from working in this environment, as a sentence; null when nothing does. */
export function gatewayProblem(
  settings: GatewaySettings,
  env: Record<string, string | undefined>,
  production: boolean,
): string | null {
  return channelsProblem(settings.channels, env, production);
}
