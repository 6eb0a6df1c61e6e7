import { affinityOf } from './affinity.ts';
import { type Ask, choices, hostedTools, outputLimit, takeTier, type Upstream } from './ask.ts';
import { textBounds } from './bounds.ts';
import type { Model, Offer } from './catalog.ts';
import { gatewayErrors } from './errors.ts';
import { survey } from './estimate.ts';
import { isJson, type Json, objects } from './json.ts';
import { promptOf } from './prompt.ts';
import type { RequestBody } from './request-body.ts';
import type { EstimateRule } from './settings.ts';

/**
 * Reads `POST /v1/chat/completions`. `body` becomes the upstream's: its own model name, the output limit that the
 * hold is computed with, and `include_usage` on every stream. The body's size counts as it came.
 * Throws `invalid_request` and `unsupported_parameter`.
 */
export function readChatAsk({ json: body, bytes }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  if (!Array.isArray(body.messages) || body.messages.length === 0) {
    throw gatewayErrors.invalid_request({ param: 'messages' }, 'messages must be a list with at least one message.');
  }
  refuseWhatHasNoBound(body);
  const tools = hostedTools(body, model);
  const stream = body.stream === true;
  const wantsUsage = stream && isJson(body.stream_options) && body.stream_options.include_usage === true;
  const { limit, field } = takeLimit(body, model);
  const found = survey(body.messages);
  const toolCalls = tools.length > 0 ? { most: 1, tools } : undefined;
  const n = choices(body.n);
  const bounds = textBounds({ bytes, found, output: limit * n, toolCalls, tier: takeTier(body, model) }, model, rule);
  if (stream) body.stream_options = { ...(body.stream_options as Json | undefined), include_usage: true };
  const prompt = () => promptOf(objects(body.messages), body.tools ?? body.functions);
  const affinity = () => affinityOf(body.prompt_cache_key, objects(body.messages));
  const limitedTo = (tokens: number): Ask => ({
    model,
    answer: stream ? 'events' : 'whole',
    headers: {},
    wantsUsage,
    bounds: { ...bounds, output: tokens * n },
    outputLimit: { tokens, lowered: limitedTo },
    payload: ({ model: name, outputLimitField }: Upstream) =>
      JSON.stringify({ ...body, model: name, [field ?? outputLimitField]: tokens }),
    prompt,
    affinity,
    follows: null,
  });
  return limitedTo(limit);
}

function refuseWhatHasNoBound(body: Json): void {
  if (Array.isArray(body.modalities) && body.modalities.includes('audio')) {
    throw gatewayErrors.unsupported_parameter({ param: 'modalities' }, 'Audio output has no price here.');
  }
}

/** Takes the limits out of the body; `field` is the one that the client used, null when it named none. */
function takeLimit(body: Json, model: Model): { limit: number; field: string | null } {
  const field = ['max_completion_tokens', 'max_tokens'].find((name) => (body[name] ?? null) !== null) ?? null;
  const limit = field === null ? model.maxOutputTokens : outputLimit(body[field], field, model);
  delete body.max_completion_tokens;
  delete body.max_tokens;
  return { limit, field };
}
