import type { Model } from './catalog.ts';
import { gatewayErrors } from './errors.ts';
import { type Json, objects } from './json.ts';
import type { Prompt } from './prompt.ts';
import type { Bounds } from './usage.ts';

/** A client's request, read: what it wants, what it can cost at most, and what goes upstream. */
export interface Ask {
  model: Model;
  stream: boolean;
  /** The chunk with the usage belongs to the client too (chat with `stream_options.include_usage`). */
  wantsUsage: boolean;
  bounds: Bounds;
  /** The body for the upstream; written once. */
  payload: string;
  prompt(): Prompt;
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

/** Refuses tools that the upstream would run, unless the operator allowed them for this model. */
export function refuseHostedTools(body: Json, model: Model): void {
  if (model.hostedTools) return;
  const hosted = objects(body.tools).find(({ type }) => !clientTools.has(type as string));
  if (hosted || (body.web_search_options ?? null) !== null) {
    const what = hosted ? `Tools of type "${String(hosted.type)}"` : 'web_search_options';
    const param = hosted ? 'tools' : 'web_search_options';
    throw gatewayErrors.unsupported_parameter({ param }, `${what} cannot be used with ${model.id}.`);
  }
}
