import { affinityOf } from '../affinity.ts';
import { type Ask, hostedTools, type Maker, outputLimit, takeTier, toolCallLimit, type Upstream } from '../ask.ts';
import { textBounds } from '../bounds.ts';
import type { Offer } from '../catalog.ts';
import { gatewayErrors } from '../errors.ts';
import { type Survey, survey } from '../estimate.ts';
import { type Json, objects } from '../json.ts';
import { type Prompt, promptOf } from '../prompt.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';

/**
 * Reads `POST /v1/responses`. `body` becomes the upstream's: its own model name and the output limit that the hold is
 * computed with. The body's size counts as it came. Throws `invalid_request` and `unsupported_parameter`.
 */
export function readResponsesAsk(request: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const { json: body, earlier } = request;
  if (typeof body.input !== 'string' && !Array.isArray(body.input) && !earlier && (body.prompt ?? null) === null) {
    throw gatewayErrors.invalid_request({ param: 'input' }, 'input must be text or a list of items.');
  }
  const background = flag(body, 'background') ?? false;
  const tools = hostedTools({ ...body, tools: toolsIn(body) }, model);
  const output = outputLimit(body.max_output_tokens, 'max_output_tokens', model);
  const toolCalls = tools.length > 0 ? { most: toolCallLimit(body, model), tools } : undefined;
  const tier = takeTier(body, model);
  const bounds = textBounds({ bytes: request.bytes, found: surveyOf(request), output, toolCalls, tier }, model, rule);
  if (toolCalls) body.max_tool_calls = toolCalls.most;
  const prompt = () => promptOfResponse(request);
  const affinity = () => affinityOf(body.prompt_cache_key, itemsOf(body));
  const answer = body.stream === true ? 'events' : 'whole';
  const kept = (flag(body, 'store') ?? true) && ({ keeps: background ? 'background' : 'answer' } as const);
  const limitedTo = (tokens: number): Ask => ({
    model,
    answer,
    headers: {},
    wantsUsage: true,
    bounds: { ...bounds, output: tokens },
    outputLimit: { tokens, lowered: limitedTo },
    payload: ({ model: name }: Upstream) => JSON.stringify({ ...body, model: name, max_output_tokens: tokens }),
    prompt,
    affinity,
    follows: makerOf(request, model),
    ...kept,
  });
  return limitedTo(output);
}

/** The channel that has what the request goes on from. Throws `invalid_request` when it does not serve this model. */
export function makerOf({ earlier }: RequestBody, { id, routes }: Offer): Maker | null {
  if (!earlier) return null;
  const { maker } = earlier;
  if (routes.some(({ state }) => state.channel.name === maker.channel)) return maker;
  throw gatewayErrors.invalid_request(
    { param: 'model' },
    `What this request goes on from was not made where "${id}" is served.`,
  );
}

/** What of the input cannot be told from its length: of earlier answers, their tokens as they were counted then. */
export function surveyOf({ json: body, earlier }: RequestBody): Survey {
  const found = survey(objects(body.input).filter(({ type }) => type !== 'item_reference'));
  found.history ||= (body.prompt ?? null) !== null || earlier?.tokens === null;
  return earlier?.tokens ? { ...found, earlier: earlier.tokens } : found;
}

/** What our own count of the input counts. */
export function promptOfResponse({ json, earlier }: RequestBody): Prompt {
  return { ...promptOf(itemsOf(json), json.tools), ...(earlier && { earlierTokens: earlier.carried }) };
}

/** A word that an upstream might take for true is not left to it: what is made, and who settles it, hangs on these. */
function flag(body: Json, name: 'background' | 'store'): boolean | null {
  const value = body[name] ?? null;
  if (value === null || typeof value === 'boolean') return value;
  throw gatewayErrors.invalid_request({ param: name }, `${name} must be true or false.`);
}

/** The tools of the request, and those that come as items of its input. */
function toolsIn({ tools, input }: Json): Json[] {
  const bringing = objects(input).filter(({ type }) => type === 'additional_tools' || type === 'tool_search_output');
  return [...objects(tools), ...bringing.flatMap((item) => objects(item.tools))];
}

/** The input as a list of items, the instructions first. */
function itemsOf(body: Json): Json[] {
  const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : objects(body.input);
  return typeof body.instructions === 'string' ? [{ role: 'system', content: body.instructions }, ...input] : input;
}
