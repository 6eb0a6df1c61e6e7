import { keyedFigure } from '../pricing/index.ts';
import type { Model, Offer } from './catalog.ts';
import type { AnswerKind } from './channel.ts';
import { gatewayErrors } from './errors.ts';
import { type Json, objects } from './json.ts';
import type { ImageWish } from './media/image-kind.ts';
import type { SoundWish } from './media/sound-length.ts';
import type { Prompt } from './prompt.ts';
import type { Bounds } from './usage.ts';

/** A client's request, read: what it wants, what it can cost at most, and what goes upstream. */
export interface Ask {
  model: Offer;
  answer: AnswerKind;
  /** Of the client's headers what goes upstream. */
  headers: Readonly<Record<string, string>>;
  /** The chunk with the usage belongs to the client too (chat with `stream_options.include_usage`). */
  wantsUsage: boolean;
  bounds: Bounds;
  /** The body for an upstream: its name for the model, and the output limit in the field it knows. */
  payload(upstream: Upstream): string | FormData;
  prompt(): Prompt;
  /** What calls of one conversation have in common, as a short text that tells nothing of it; null: nothing. */
  affinity(): string | null;
  /** Our own count of the input tokens, where it is not the text's alone. */
  countInput?(): Promise<number>;
  /** The images that it asks for. */
  images?: ImageWish;
  /** The sound that it has written down. */
  sound?: SoundWish;
  /** The sound that it has spoken: our own guess of its tokens. */
  speech?: { tokens: number };
  /** The client's leaving does not end its stream: only the end tells what was used. */
  hearsOut?: true;
  /** The limit of each answer's output; absent where an endpoint has none. */
  outputLimit?: OutputLimit;
  /** The output limit to which the credits lowered it. */
  clampedTo?: number;
  /** Who made the earlier answer that it continues; nobody else can. */
  follows: Maker | null;
  /** What becomes of its answer: kept to be asked for again, or even made after the call is over. */
  keeps?: 'answer' | 'background';
}

/** The channel that made an answer, and the fingerprint of its key; null for one without. */
export interface Maker {
  channel: string;
  key: string | null;
}

/** How many tokens each answer may have, and the same request with fewer. */
export interface OutputLimit {
  tokens: number;
  lowered(tokens: number): Ask;
}

/** What of an upstream the body depends on. */
export interface Upstream {
  model: string;
  outputLimitField: 'max_completion_tokens' | 'max_tokens';
}

const MAX_CHOICES = 128;

/** A limit the client named, no higher than the model's; the model's when it named none. */
export function outputLimit(value: unknown, param: string, model: Model): number {
  if (value === undefined || value === null) return model.maxOutputTokens;
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw gatewayErrors.invalid_request({ param }, `${param} must be a whole number of at least 1.`);
  }
  return Math.min(value as number, model.maxOutputTokens);
}

/** How many answers the client wants: `n`, 1 when not said. */
export function choices(value: unknown): number {
  if (value === undefined || value === null) return 1;
  if (Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MAX_CHOICES) return value as number;
  throw gatewayErrors.invalid_request({ param: 'n' }, `n must be a whole number from 1 to ${MAX_CHOICES}.`);
}

/** Tools that the client runs itself. Any other is run by the upstream, and what it costs has no bound. */
const clientTools = new Set(['function', 'custom', 'local_shell', 'apply_patch']);

/** Tools of one request that the upstream may run, at most; each has a price. */
const HOSTED_TOOLS_MAX = 16;

/**
 * The tools that the upstream would run, by the names under which they have prices. Throws `unsupported_parameter` for
 * one that the operator did not allow for this model, or allowed and did not price: it would be free by accident.
 */
export function hostedTools(body: Json, model: Offer): string[] {
  const types = objects(body.tools).flatMap(({ type }) => (clientTools.has(type as string) ? [] : [String(type)]));
  const param = types.length > 0 ? 'tools' : 'web_search_options';
  if ((body.web_search_options ?? null) !== null) types.push('web_search');
  const tools = [...new Set(types.map(priceName))];
  for (const [at, tool] of tools.entries()) {
    const priced = model.hostedTools && keyedFigure(model.sale.price.toolCalls, tool) !== null;
    if (priced && at < HOSTED_TOOLS_MAX) continue;
    const what = param === 'tools' ? `Tools of type "${types[0]?.slice(0, 64)}"` : 'web_search_options';
    const why = model.hostedTools && !priced ? ': they have no price there' : '';
    throw gatewayErrors.unsupported_parameter({ param }, `${what} cannot be used with ${model.id}${why}.`);
  }
  return tools;
}

/** How often such tools may be called in one request: what the client named, never above the model's. */
export function toolCallLimit(body: Json, model: Model): number {
  const named = body.max_tool_calls ?? null;
  if (named === null) return model.maxToolCalls;
  if (Number.isSafeInteger(named) && (named as number) >= 1) return Math.min(named as number, model.maxToolCalls);
  throw gatewayErrors.invalid_request(
    { param: 'max_tool_calls' },
    'max_tool_calls must be a whole number of at least 1.',
  );
}

/** `web_search_preview_2025_03_11` is a web search. */
function priceName(type: string): string {
  return type.replace(/_preview.*$|_\d{4}.*$/, '').slice(0, 64);
}

/**
 * Leaves the service tier in the body when it has a price, and takes it out otherwise: a client must not order a dearer
 * one on the operator's account.
 */
export function takeTier(body: Json, { sale }: Offer): string | undefined {
  const tier = body.service_tier;
  if (typeof tier === 'string' && Object.hasOwn(sale.price.tiers, tier)) return tier;
  delete body.service_tier;
  return undefined;
}
