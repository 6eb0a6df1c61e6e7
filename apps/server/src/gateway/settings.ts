import { z } from 'zod';
import { priceSetting } from '../pricing/index.ts';
import { upstreamAddress } from './upstream-address.ts';

const milliseconds = z.number().int().min(1).max(3_600_000);
const name = z.string().regex(/^[\w.:/-]{1,128}$/, 'Use letters, digits, ".", ":", "/", "_" or "-", at most 128.');

/** What a call may wait for. A call that is not streamed has no first chunk: only connect and total hold for it. */
const timeouts = z.strictObject({
  connectMs: milliseconds.default(5_000),
  firstByteMs: milliseconds.default(60_000),
  idleMs: milliseconds.default(60_000),
  /** The longest a call may take, stream and all. Its hold lives a minute longer. */
  totalMs: milliseconds.default(600_000),
});

const anyChannel = {
  name,
  timeouts: timeouts.prefault({}),
  /** When the client goes away: cancel the upstream call, or let it end to learn its exact input tokens. */
  onAbort: z.enum(['cancel', 'drain']).default('cancel'),
  /** Our model id → the upstream's name for it. */
  models: z.record(name, z.string().min(1)).default({}),
};

const openaiChannel = z.strictObject({
  ...anyChannel,
  type: z.literal('openai'),
  baseUrl: upstreamAddress,
  apiKey: z.string().min(1).optional(),
  /** The environment variable that holds the key, so that the file need not. */
  apiKeyEnv: z.string().min(1).optional(),
  maxConnections: z.number().int().min(1).max(10_000).default(512),
  /** Where the output limit goes when the client named none: old servers know only `max_tokens`. */
  outputLimitField: z.enum(['max_completion_tokens', 'max_tokens']).default('max_completion_tokens'),
});

const demoChannel = z.strictObject({
  ...anyChannel,
  type: z.literal('demo'),
  /** Pause between chunks of a stream, so that it can be watched. */
  delayMs: z.number().int().min(0).max(60_000).default(20),
});

const channel = z.discriminatedUnion('type', [openaiChannel, demoChannel]);

const model = z.strictObject({
  id: name,
  channel: name,
  upstreamModel: z.string().min(1).optional(),
  price: priceSetting,
  /** The output limit of a call that names none, and the highest one may name. */
  maxOutputTokens: z.number().int().min(1).max(10_000_000),
  /** The model's whole window: no call can have more input than this. */
  contextTokens: z.number().int().min(1).max(100_000_000).optional(),
  ownedBy: z.string().min(1).default('farebox'),
  /** Tools that the upstream runs itself read and bill what nobody can foresee, so they are refused unless allowed. */
  hostedTools: z.boolean().default(false),
});

/** How many input tokens to set credits aside for. */
const estimate = z.strictObject({
  /** 2 covers prose, code, JSON and emoji; 1 is the mathematical bound, for any text whatever. */
  bytesPerToken: z.coerce.number().min(1).max(4).default(2),
  /** What the upstream's own wrapping of a prompt may add. */
  overheadTokens: z.number().int().min(0).max(100_000).default(64),
  imageTokens: z.number().int().min(0).max(100_000).default(1_500),
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
    estimate: estimate.prefault({}),
    limits: limits.prefault({}),
  })
  .superRefine((settings, context) => {
    for (const message of contradictions(settings)) context.addIssue({ code: 'custom', message });
  });

export type GatewaySettings = z.infer<typeof gatewaySettings>;
export type ChannelSetting = z.infer<typeof channel>;
export type HttpChannelSetting = z.infer<typeof openaiChannel>;
export type DemoChannelSetting = z.infer<typeof demoChannel>;
export type ModelSetting = z.infer<typeof model>;
export type Timeouts = z.infer<typeof timeouts>;
export type EstimateRule = z.infer<typeof estimate>;

function contradictions(settings: { channels: { name: string }[]; models: ModelSetting[] }): string[] {
  const channels = settings.channels.map(({ name }) => name);
  const ids = settings.models.map(({ id }) => id);
  return [
    ...repeated(channels).map((twice) => `There are two channels named "${twice}".`),
    ...repeated(ids).map((twice) => `There are two models with the id "${twice}".`),
    ...settings.models
      .filter((model) => !channels.includes(model.channel))
      .map(({ id, channel }) => `Model "${id}" names the channel "${channel}", which is not there.`),
  ];
}

function repeated(names: string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** What keeps these settings from working in this environment, as a sentence; null when nothing does. */
export function gatewayProblem(settings: GatewaySettings, env: Record<string, string | undefined>): string | null {
  for (const { name, ...channel } of settings.channels) {
    const variable = channel.type === 'openai' ? channel.apiKeyEnv : undefined;
    if (variable && !env[variable]) {
      return `Channel "${name}" takes its key from the variable ${variable}, which is not set: set it, or remove the channel.`;
    }
  }
  return null;
}
