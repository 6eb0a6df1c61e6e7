import { affinityOf } from './affinity.ts';
import { type Ask, hostedTools, outputLimit, takeTier, toolCallLimit, type Upstream } from './ask.ts';
import { textBounds } from './bounds.ts';
import type { Offer } from './catalog.ts';
import { gatewayErrors } from './errors.ts';
import { survey } from './estimate.ts';
import { isJson, type Json, objects } from './json.ts';
import { promptOf } from './prompt.ts';
import type { RequestBody } from './request-body.ts';
import type { EstimateRule } from './settings.ts';

/** Fields that make the upstream add earlier turns or stored text, which are billed as input again. */
const history = ['previous_response_id', 'conversation', 'prompt'] as const;

/**
 * Reads `POST /v1/responses`. `body` becomes the upstream's: its own model name and the output limit that the hold is
 * computed with. The body's size counts as it came. Throws `invalid_request` and `unsupported_parameter`.
 */
export function readResponsesAsk({ json: body, bytes }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const remembers = history.some((field) => (body[field] ?? null) !== null);
  if (typeof body.input !== 'string' && !Array.isArray(body.input) && !remembers) {
    throw gatewayErrors.invalid_request({ param: 'input' }, 'input must be text or a list of items.');
  }
  refuseWhatHasNoBound(body);
  const tools = hostedTools(body, model);
  const found = survey(body.input);
  found.history ||= remembers;
  const output = outputLimit(body.max_output_tokens, 'max_output_tokens', model);
  const toolCalls = tools.length > 0 ? { most: toolCallLimit(body, model), tools } : undefined;
  const bounds = textBounds({ bytes, found, output, toolCalls, tier: takeTier(body, model) }, model, rule);
  body.max_output_tokens = output;
  if (toolCalls) body.max_tool_calls = toolCalls.most;
  const prompt = () => promptOf(itemsOf(body), body.tools);
  const payload = (upstream: Upstream) => JSON.stringify({ ...body, model: upstream.model });
  const affinity = () => affinityOf(body.prompt_cache_key ?? conversationOf(body), itemsOf(body));
  const follows = typeof body.previous_response_id === 'string' ? body.previous_response_id : null;
  const answer = body.stream === true ? 'events' : 'whole';
  return { model, answer, headers: {}, wantsUsage: true, bounds, payload, prompt, affinity, follows };
}

function refuseWhatHasNoBound(body: Json): void {
  if (body.background === true) {
    // It answers at once and works on afterwards: there would be no call to measure.
    throw gatewayErrors.unsupported_parameter({ param: 'background' }, 'Background responses are not supported.');
  }
}

/** A conversation that the upstream keeps: its id, or an object with one. */
function conversationOf({ conversation }: Json): unknown {
  return isJson(conversation) ? conversation.id : conversation;
}

/** The input as a list of items, the instructions first. */
function itemsOf(body: Json): Json[] {
  const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : objects(body.input);
  return typeof body.instructions === 'string' ? [{ role: 'system', content: body.instructions }, ...input] : input;
}
