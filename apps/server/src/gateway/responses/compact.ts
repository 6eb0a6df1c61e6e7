import { affinityOf } from '../affinity.ts';
import { type Ask, takeTier, type Upstream } from '../ask.ts';
import { textBounds } from '../bounds.ts';
import type { Offer } from '../catalog.ts';
import { gatewayErrors } from '../errors.ts';
import { type Json, objects } from '../json.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';
import { makerOf, promptOfResponse, surveyOf } from './request.ts';

/** All that OpenAI takes here: anything else would go upstream unread. */
const fields = [
  'input',
  'previous_response_id',
  'instructions',
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
  'service_tier',
] as const;

/**
 * Reads `POST /v1/responses/compact`. It takes no output limit: the model's own is the bound. Throws `invalid_request` and
 * `unsupported_parameter`.
 */
export function readCompactAsk(request: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const body: Json = Object.fromEntries(
    fields.flatMap((name) => (name in request.json ? [[name, request.json[name]]] : [])),
  );
  if (typeof body.input !== 'string' && !Array.isArray(body.input) && !request.earlier) {
    throw gatewayErrors.invalid_request({ param: 'input' }, 'input must be text or a list of items.');
  }
  const tier = takeTier(body, model);
  const found = surveyOf(request);
  const more = { output: model.maxOutputTokens, toolCalls: undefined, tier };
  return {
    model,
    answer: 'whole',
    headers: {},
    wantsUsage: true,
    bounds: textBounds({ bytes: request.bytes, found, ...more }, model, rule),
    payload: ({ model: name }: Upstream) => JSON.stringify({ ...body, model: name }),
    prompt: () => promptOfResponse({ ...request, json: body }),
    affinity: () => affinityOf(body.prompt_cache_key, objects(body.input)),
    follows: makerOf(request, model),
  };
}
