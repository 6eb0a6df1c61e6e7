import { z } from 'zod';
import { hostFault } from '../../http/guarded-connect.ts';
import { type Feature, features } from '../features.ts';
import { upstreamAddress } from '../upstream-address.ts';
import { headersFault } from './own-headers.ts';

const milliseconds = z.number().int().min(1).max(3_600_000);
export const name = z
  .string()
  .regex(/^[\w.:/-]{1,128}$/, 'Use letters, digits, ".", ":", "/", "_" or "-", at most 128.');

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
  /** Channels of the lowest priority are asked first; the next ones when none of those can be. */
  priority: z.number().int().min(0).max(1_000).default(50),
  /** Its share of the calls among channels of the same priority. */
  weight: z.number().int().min(1).max(1_000).default(1),
  /** The endpoints it serves, where they are not those of its kind. */
  endpoints: z.array(z.enum(features)).min(1).optional(),
  /** Calls under way at once on this channel, in this process. */
  concurrent: z.number().int().min(1).max(100_000).default(10_000),
};

const secret = z.string().min(1);

const httpChannel = {
  ...anyChannel,
  baseUrl: upstreamAddress,
  apiKey: secret.optional(),
  /** The environment variable that holds the key, so that the file need not. */
  apiKeyEnv: z.string().min(1).optional(),
  /** Several keys, used in turn: `env:NAME`, or the key itself. */
  keys: z.array(secret).min(1).max(1_000).optional(),
  /** Sent with every call, over those the channel sends by itself. */
  headers: z
    .record(z.string(), z.string())
    .default({})
    .superRefine((headers, context) => {
      const fault = headersFault(headers);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    }),
  /** May lead to loopback and private networks. In development every channel may. */
  allowPrivate: z.boolean().default(false),
  maxConnections: z.number().int().min(1).max(10_000).default(512),
  /** Where the output limit goes when the client named none: old servers know only `max_tokens`. */
  outputLimitField: z.enum(['max_completion_tokens', 'max_tokens']).default('max_completion_tokens'),
};

const openaiChannel = z.strictObject({ ...httpChannel, type: z.literal('openai') });

const azureChannel = z.strictObject({
  ...httpChannel,
  type: z.literal('azure'),
  /** With one, the older addresses with the deployment in them; without, Azure's `/openai/v1`. */
  apiVersion: z
    .string()
    .regex(/^[\w.-]{1,40}$/, 'Write it as Azure does: "2024-10-21".')
    .optional(),
});

const anthropicChannel = z.strictObject({
  ...httpChannel,
  type: z.literal('anthropic'),
  baseUrl: upstreamAddress.default('https://api.anthropic.com'),
  /** The only betas that go upstream here. Without: what the client asks for, but for those that have no bound. */
  betas: z
    .array(z.string().regex(/^[\w.-]{1,64}$/, 'Write betas as Anthropic does: "interleaved-thinking-2025-05-14".'))
    .max(100)
    .optional(),
});

const demoChannel = z.strictObject({
  ...anyChannel,
  type: z.literal('demo'),
  /** Pause between chunks of a stream, so that it can be watched. */
  delayMs: z.number().int().min(0).max(60_000).default(20),
});

export const channel = z.discriminatedUnion('type', [openaiChannel, azureChannel, anthropicChannel, demoChannel]);

/** When a call goes to another channel or key, and how long what failed is left alone. All of it holds per process. */
export const failover = z.strictObject({
  /** Channels and keys that one call may ask, the first included. */
  tries: z.number().int().min(1).max(20).default(3),
  /** No further try begins so long after the call did. */
  withinMs: milliseconds.default(120_000),
  /** Failures in a row that close a channel. */
  failures: z.number().int().min(1).max(10_000).default(5),
  /** The share of the last minute's calls that must have failed to close it … */
  failureRate: z.coerce.number().min(0.01).max(1).default(0.5),
  /** … when there were at least so many. */
  failureRateCalls: z.number().int().min(1).max(100_000).default(20),
  /** How long a closed channel, or a busy key, is left alone; doubled each time its next trial fails. */
  coolDownMs: milliseconds.default(10_000),
  /** The longest that it is, whatever an upstream's Retry-After says. */
  maxCoolDownMs: milliseconds.default(300_000),
  /** How long a key is set aside that the upstream refuses, or whose quota is used up. */
  keyAsideMs: z.number().int().min(1).max(86_400_000).default(600_000),
  /** How long a conversation stays with its channel and key after its last call, for the upstream's prompt cache. */
  stickyMs: milliseconds.default(600_000),
});

/** Few servers can make a conversation shorter, and one that cannot says that it does not know the model. */
const openaiEndpoints = features.filter((feature) => feature !== 'messages' && feature !== 'responses.compact');

const endpointsOf: Record<ChannelSetting['type'], readonly Feature[]> = {
  openai: openaiEndpoints,
  azure: openaiEndpoints,
  // Its chat completions are Anthropic's own OpenAI-compatible endpoint.
  anthropic: ['messages', 'chat.completions'],
  demo: features,
};

/** The endpoints that a channel serves: those of its kind, where its settings name none. */
export function servedBy({ type, endpoints }: ChannelSetting): ReadonlySet<Feature> {
  return new Set(endpoints ?? endpointsOf[type]);
}

export type ChannelSetting = z.infer<typeof channel>;
export type HttpChannelSetting = Extract<ChannelSetting, { type: 'openai' | 'azure' | 'anthropic' }>;
export type DemoChannelSetting = z.infer<typeof demoChannel>;
export type Timeouts = z.infer<typeof timeouts>;
export type FailoverRule = z.infer<typeof failover>;

/** What keeps these channels from working in this environment, as a sentence; null when nothing does. */
export function channelsProblem(
  channels: readonly ChannelSetting[],
  env: Record<string, string | undefined>,
  production: boolean,
): string | null {
  for (const setting of channels) {
    const problem = setting.type === 'demo' ? null : problemOf(setting, env, production);
    if (problem) return `Channel "${setting.name}" ${problem}`;
  }
  return null;
}

function problemOf(
  setting: HttpChannelSetting,
  env: Record<string, string | undefined>,
  production: boolean,
): string | null {
  const { apiKey, apiKeyEnv, keys, baseUrl, allowPrivate } = setting;
  if ([apiKey, apiKeyEnv, keys].filter((one) => one !== undefined).length > 1) {
    return 'has its keys in two places: use one of apiKey, apiKeyEnv and keys.';
  }
  const missing = variablesOf(setting).find((variable) => !env[variable]);
  if (missing) {
    return `takes its key from the variable ${missing}, which is not set: set it, or remove the channel.`;
  }
  if (production && hostFault(new URL(baseUrl).hostname, allowPrivate)) {
    return 'leads to this machine or a private network: set allowPrivate: true if it is to.';
  }
  return null;
}

function variablesOf({ apiKeyEnv, keys = [] }: HttpChannelSetting): string[] {
  const named = keys.filter((key) => key.startsWith('env:')).map((key) => key.slice('env:'.length));
  return apiKeyEnv === undefined ? named : [apiKeyEnv, ...named];
}

/** The keys of a channel; empty for a server that wants none. `channelsProblem` has seen that the variables are set. */
export function keysIn(setting: HttpChannelSetting, env: Record<string, string | undefined>): string[] {
  const { apiKey, apiKeyEnv, keys } = setting;
  const written = keys ?? (apiKeyEnv ? [`env:${apiKeyEnv}`] : apiKey ? [apiKey] : []);
  const read = written.map((key) => (key.startsWith('env:') ? env[key.slice('env:'.length)] : key));
  return [...new Set(read.filter((key): key is string => Boolean(key)))];
}
