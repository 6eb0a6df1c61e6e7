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
  /** The most output tokens that one image is made of, by `size/quality`, `size` or `*`; without one, maxOutputTokens. */
  imageTokens: z.record(z.string(), z.number().int().min(0).max(10_000_000)).default({}),
  /** Characters of a text that is to be spoken. */
  maxCharacters: z.number().int().min(1).max(1_000_000).default(4_096),
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
  /** An image that is to be edited. */
  editImageTokens: z.number().int().min(0).max(1_000_000).default(8_000),
  /** A sketch of an image that is sent before it is done. */
  partialImageTokens: z.number().int().min(0).max(1_000_000).default(100),
  /** The fewest bytes that a second of sound is taken to have; 750 is speech in Opus at its lowest. WAV is measured. */
  audioBytesPerSecond: z.number().int().min(1).max(1_000_000).default(750),
  audioTokensPerSecond: z.number().int().min(1).max(10_000).default(20),
  /** What of sound that is spoken is taken to be used, when the upstream does not say it. */
  speechTokensPerCharacter: z.number().int().min(0).max(1_000).default(2),
  /** What becomes of sound whose length nobody will tell (`response_format: text`, no WAV): all that was held for, or 400. */
  unknownAudio: z.enum(['refuse', 'charge']).default('refuse'),
});

const limits = z.strictObject({
  bodyBytes: z.number().int().min(1_024).max(1_073_741_824).default(20_971_520),
  /** A form with files: images to edit, sound to write down. */
  formBytes: z.number().int().min(1_024).max(1_073_741_824).default(52_428_800),
  /** The largest answer that is not streamed. */
  answerBytes: z.number().int().min(1_024).max(1_073_741_824).default(67_108_864),
  /** The largest single event of a stream. */
  eventBytes: z.number().int().min(1_024).max(268_435_456).default(8_388_608),
  /** Calls under way at once in this process; beyond it, 503 with Retry-After. */
  concurrent: z.number().int().min(1).max(100_000).default(2_000),
  /** Finished calls that wait for the ledger to come back; beyond it, new calls get 503. */
  unsettled: z.number().int().min(1).max(1_000_000).default(10_000),
});

/** Responses that upstreams keep. */
const responses = z.strictObject({
  /** How long one can be asked for and continued; OpenAI keeps them for 30 days. */
  keepDays: z.number().int().min(1).max(400).default(31),
});

/** What customers may name of what an upstream keeps under the operator's account, which all of them share there. */
const shared = z.strictObject({
  /** Files, vector stores, containers, skills, by their ids. */
  files: z.boolean().default(false),
  /** Stored prompts. */
  prompts: z.boolean().default(false),
});

/** Responses that are made while nobody waits. */
const background = z.strictObject({
  /** The longest that one may run; its credits are held so long, and what still runs then is cancelled. */
  maxMs: z.number().int().min(1_000).max(86_400_000).default(3_600_000),
  /** So many of one account at a time. */
  perAccount: z.number().int().min(0).max(100_000).default(20),
  /** How long until the upstream is asked about one that nobody asks for; it is asked less often as it gets older. */
  askAfterMs: z.number().int().min(10).max(3_600_000).default(15_000),
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
    { id: 'demo-embedding', channel: 'demo', price: { input: '1' }, maxOutputTokens: 1 },
    {
      id: 'demo-image',
      channel: 'demo',
      price: { images: { '1024x1024/low': '0.05', '1024x1024/medium': '0.1', '*': '0.2' } },
      maxOutputTokens: 6_240,
    },
    { id: 'demo-speech', channel: 'demo', price: { characters: '15' }, maxOutputTokens: 4_096 },
    { id: 'demo-transcribe', channel: 'demo', price: { second: '0.001' }, maxOutputTokens: 4_096 },
    { id: 'demo-moderation', channel: 'demo', price: { request: '0' }, maxOutputTokens: 1 },
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
    responses: responses.prefault({}),
    shared: shared.prefault({}),
    background: background.prefault({}),
    /** Clients may have upstreams fetch addresses of private networks, and of anything but http. */
    privateLinks: z.boolean().default(false),
  })
  .superRefine((settings, context) => {
    for (const message of contradictions(settings)) context.addIssue({ code: 'custom', message });
  });

export type GatewaySettings = z.infer<typeof gatewaySettings>;
export type ModelSetting = z.infer<typeof model>;
export type EstimateRule = z.infer<typeof estimate>;
export type SharedRule = z.infer<typeof shared>;
export type BackgroundRule = z.infer<typeof background>;

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
