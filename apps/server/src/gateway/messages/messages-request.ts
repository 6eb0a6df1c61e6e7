import { affinityOf } from '../affinity.ts';
import type { Ask } from '../ask.ts';
import { textBounds } from '../bounds.ts';
import type { Offer } from '../catalog.ts';
import { gatewayErrors } from '../errors.ts';
import { isJson, type Json, objects } from '../json.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';
import { clientHeaders } from './client-headers.ts';
import { type ContentSurvey, surveyContent } from './content.ts';
import { checkFields } from './fields.ts';
import { messagesPrompt } from './messages-prompt.ts';
import { assertFewHosted, limitHostedTools, toolsOverhead } from './tools.ts';

/** What an image takes at most with Anthropic's newer models. */
const IMAGE_TOKENS = 4_800;

/** Anthropic takes no lower budget for thinking. */
const LEAST_THINKING = 1_024;

/** A request, checked: nothing in it is without a bound. */
export interface CheckedMessages {
  found: ContentSurvey;
  toolCalls: ReturnType<typeof limitHostedTools>;
  headers: Record<string, string>;
}

/**
 * Reads `POST /v1/messages`. `body` becomes the upstream's: its own model name, the output limit that the hold is
 * computed with, and limits on the tools that the upstream runs. The body's size counts as it came.
 * Throws `invalid_request` and `unsupported_parameter` (400).
 */
export function readMessagesAsk(request: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const { json: body, bytes } = request;
  const { found, toolCalls, headers } = checkMessages(request, model, rule);
  const named = maxTokens(body);
  const tier = takeTier(body, model);
  const text = { bytes, found, output: 0, toolCalls, tier };
  const bounds = textBounds(text, model, ruleFor(found, rule));
  const parts = { ...bounds.parts, ...writable(found) };
  const answer = body.stream === true ? 'events' : 'whole';
  const limitedTo = (tokens: number): Ask => ({
    model,
    answer,
    headers,
    wantsUsage: true,
    bounds: { ...bounds, parts, output: tokens },
    outputLimit: { tokens, lowered: limitedTo },
    payload: (upstream) => JSON.stringify({ ...within(body, tokens), model: upstream.model, max_tokens: tokens }),
    prompt: () => messagesPrompt(body),
    affinity: () => affinityOf(undefined, beginning(body)),
    follows: null,
  });
  return limitedTo(Math.min(named, model.maxOutputTokens));
}

/** What a request and a count of its tokens have in common. Throws as above; `max_tokens` is not looked at. */
export function checkMessages(
  { json: body, header }: Pick<RequestBody, 'json' | 'header'>,
  model: Offer,
  rule: EstimateRule,
): CheckedMessages {
  checkFields(body);
  const found = surveyContent(body);
  assertFewHosted(found.tools);
  const toolCalls = limitHostedTools(found.tools, body, model, rule);
  return { found, toolCalls, headers: clientHeaders({ header }, model) };
}

/** 0 fills the cache and says nothing. */
function maxTokens({ max_tokens: value }: Json): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  const what = value === undefined ? 'max_tokens: Field required' : 'max_tokens must be a whole number of at least 0.';
  throw gatewayErrors.invalid_request({ param: 'max_tokens' }, what);
}

function ruleFor(found: ContentSurvey, rule: EstimateRule): EstimateRule {
  return {
    ...rule,
    imageTokens: Math.max(rule.imageTokens, IMAGE_TOKENS),
    overheadTokens: rule.overheadTokens + toolsOverhead(found.tools),
  };
}

/** What a request cannot write to a cache need not be held for. */
function writable({ cache }: ContentSurvey) {
  return { ...(cache === 'nothing' && { cacheWrite: 0 }), ...(cache !== 'hour' && { cacheWrite1h: 0 }) };
}

/**
 * A budget for thinking is a part of the limit, and must be below it: a lowered limit lowers it too, and leaves no thinking
 * where it is too low for any.
 */
function within(body: Json, tokens: number): Json {
  const { thinking } = body;
  const budget = isJson(thinking) ? thinking.budget_tokens : undefined;
  if (typeof budget !== 'number' || tokens >= (body.max_tokens as number) || budget < tokens) return body;
  const lowered = { ...(thinking as Json), budget_tokens: tokens - 1 };
  return { ...body, thinking: tokens > LEAST_THINKING ? lowered : { type: 'disabled' } };
}

/**
 * The tier to be priced: `fast` for fast mode, `priority` where the client lets the upstream choose. One without a figure in
 * the price is taken out: a client must not order a dearer one on the operator's account.
 */
function takeTier(body: Json, { sale }: Offer): string | undefined {
  const priced = (tier: string) => Object.hasOwn(sale.price.tiers, tier);
  const fast = body.speed === 'fast' && priced('fast');
  if (!fast) delete body.speed;
  const auto = body.service_tier === 'auto' && priced('priority') && !fast;
  if (!auto && body.service_tier !== 'standard_only') delete body.service_tier;
  if (fast) return 'fast';
  return auto ? 'priority' : undefined;
}

function beginning({ system, messages }: Json): Json[] {
  return [...(system === undefined ? [] : [{ role: 'system', content: system }]), ...objects(messages)];
}
