import { type Ask, outputLimit, refuseHostedTools } from './ask.ts';
import type { Model } from './catalog.ts';
import { gatewayErrors } from './errors.ts';
import { inputBound, survey } from './estimate.ts';
import { type Json, objects } from './json.ts';
import { promptOf } from './prompt.ts';
import type { EstimateRule } from './settings.ts';

/** Fields that make the upstream add earlier turns or stored text, which are billed as input again. */
const history = ['previous_response_id', 'conversation', 'prompt'] as const;

/**
 * Reads `POST /v1/responses`. `body` becomes the upstream's: its own model name and the output limit that the hold is
 * computed with. `bytes` is the body's size as it came. Throws `invalid_request` and `unsupported_parameter`.
 */
export function readResponsesAsk(body: Json, bytes: number, model: Model, rule: EstimateRule): Ask {
  const remembers = history.some((field) => (body[field] ?? null) !== null);
  if (typeof body.input !== 'string' && !Array.isArray(body.input) && !remembers) {
    throw gatewayErrors.invalid_request({ param: 'input' }, 'input must be text or a list of items.');
  }
  refuseWhatHasNoBound(body, model);
  const found = survey(body.input);
  found.history ||= remembers;
  const output = outputLimit(body.max_output_tokens, 'max_output_tokens', model);
  const bounds = { input: inputBound(bytes, found, model.contextTokens, rule), output };
  body.model = model.upstreamModel;
  body.max_output_tokens = output;
  // The price is that of the ordinary tier; a client must not order a dearer one on the operator's account.
  delete body.service_tier;
  const prompt = () => promptOf(itemsOf(body), body.tools);
  return { model, stream: body.stream === true, wantsUsage: true, bounds, payload: JSON.stringify(body), prompt };
}

function refuseWhatHasNoBound(body: Json, model: Model): void {
  refuseHostedTools(body, model);
  if (body.background === true) {
    // It answers at once and works on afterwards: there would be no call to measure.
    throw gatewayErrors.unsupported_parameter({ param: 'background' }, 'Background responses are not supported.');
  }
}

/** The input as a list of items, the instructions first. */
function itemsOf(body: Json): Json[] {
  const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : objects(body.input);
  return typeof body.instructions === 'string' ? [{ role: 'system', content: body.instructions }, ...input] : input;
}
