import { type Ask, choices, outputLimit, refuseHostedTools } from './ask.ts';
import type { Model } from './catalog.ts';
import { gatewayErrors } from './errors.ts';
import { inputBound, survey } from './estimate.ts';
import { isJson, type Json, objects } from './json.ts';
import { promptOf } from './prompt.ts';
import type { EstimateRule } from './settings.ts';

/**
 * Reads `POST /v1/chat/completions`. `body` becomes the upstream's: its own model name, the output limit that the
 * hold is computed with, and `include_usage` on every stream. `bytes` is the body's size as it came.
 * Throws `invalid_request` and `unsupported_parameter`.
 */
export function readChatAsk(body: Json, bytes: number, model: Model, rule: EstimateRule): Ask {
  if (!Array.isArray(body.messages) || body.messages.length === 0) {
    throw gatewayErrors.invalid_request({ param: 'messages' }, 'messages must be a list with at least one message.');
  }
  refuseWhatHasNoBound(body, model);
  const stream = body.stream === true;
  const wantsUsage = stream && isJson(body.stream_options) && body.stream_options.include_usage === true;
  const input = inputBound(bytes, survey(body.messages), model.contextTokens, rule);
  const limit = limitOutput(body, model);
  const bounds = { input, output: limit * choices(body.n) };
  body.model = model.upstreamModel;
  // The price is that of the ordinary tier; a client must not order a dearer one on the operator's account.
  delete body.service_tier;
  if (stream) body.stream_options = { ...(body.stream_options as Json | undefined), include_usage: true };
  const prompt = () => promptOf(objects(body.messages), body.tools ?? body.functions);
  return { model, stream, wantsUsage, bounds, payload: JSON.stringify(body), prompt };
}

function refuseWhatHasNoBound(body: Json, model: Model): void {
  refuseHostedTools(body, model);
  if (Array.isArray(body.modalities) && body.modalities.includes('audio')) {
    throw gatewayErrors.unsupported_parameter({ param: 'modalities' }, 'Audio output has no price here.');
  }
}

/** Leaves exactly one limit in the body, in the field the client used, and returns it. */
function limitOutput(body: Json, model: Model): number {
  const named = ['max_completion_tokens', 'max_tokens'].find((field) => (body[field] ?? null) !== null);
  const field = named ?? model.channel.outputLimitField;
  const limit = outputLimit(body[field], field, model);
  delete body.max_completion_tokens;
  delete body.max_tokens;
  body[field] = limit;
  return limit;
}
