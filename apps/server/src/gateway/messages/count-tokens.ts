import type { Context } from 'hono';
import type { Env } from '../../http/router.ts';
import type { KeyHolder } from '../../identity/index.ts';
import type { Offer } from '../catalog.ts';
import { choose, type Route } from '../channels/choice.ts';
import { faultOf } from '../channels/fault.ts';
import { gatewayErrors } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import { type Json, parseJson } from '../json.ts';
import { askedModel, authenticate, offerOf } from '../metered-route.ts';
import { countPrompt } from '../prompt.ts';
import { readBody } from '../request-body.ts';
import { ClientGone, refusalFor, refusalIn } from '../upstream-refusal.ts';
import { messages } from './dialect.ts';
import { countedFields } from './fields.ts';
import { messagesPrompt } from './messages-prompt.ts';
import { checkMessages } from './messages-request.ts';

/** Counts of one account at once: they cost nothing, so nothing else keeps them few. */
const AT_ONCE = 8;
const COUNT_PATH = '/messages/count_tokens';
const LONGEST_MS = 10_000;
const MOST_BYTES = 65_536;

/** Claude's own tokenizer is not public. It makes up to so many more tokens of a text than o200k_base. */
const MORE_TOKENS = 1.3;
const IMAGE_TOKENS = 1_600;

/** A request to be counted. */
interface Count {
  offer: Offer;
  headers: Record<string, string>;
  body: Json;
  signal: AbortSignal;
}

/**
 * `POST /v1/messages/count_tokens`: asks a channel that can tell, and counts with our own tokenizer where none can (the
 * answer's `x-farebox-estimated` says so). Nothing is held, charged or recorded, and no channel's health changes by it.
 * Throws `too_many_counts` (429) beside what reading a message throws.
 */
export function countTokensRoute(gateway: Gateway): (c: Context<Env>) => Promise<Response> {
  const underWay = new Map<string, number>();
  return async (c) => {
    const holder = await authenticate(c, gateway);
    const controller = new AbortController();
    const leave = enter(gateway, underWay, holder, controller);
    const gone = () => controller.abort(new ClientGone());
    c.req.raw.signal.addEventListener('abort', gone, { once: true });
    try {
      return await counted(c, gateway, holder, controller.signal);
    } finally {
      c.req.raw.signal.removeEventListener('abort', gone);
      leave();
    }
  };
}

/** A count is a request like another for the limits, without tokens. */
async function counted(c: Context<Env>, gateway: Gateway, holder: KeyHolder, signal: AbortSignal): Promise<Response> {
  const count = await readCount(c, gateway, holder, signal);
  const pass = gateway.quota.quotas.enter(holder, count.offer.id, 0);
  try {
    const told = await askChannels(gateway, count);
    if (told === null) c.header('x-farebox-estimated', 'true');
    return c.json({ input_tokens: told ?? (await estimate(count.body)) });
  } finally {
    pass?.cancel();
  }
}

function enter({ admission }: Gateway, underWay: Map<string, number>, holder: KeyHolder, call: AbortController) {
  const { accountId } = holder;
  const before = underWay.get(accountId) ?? 0;
  if (before >= AT_ONCE) throw gatewayErrors.too_many_counts({ retryAfter: 1 });
  admission.enter(call);
  underWay.set(accountId, before + 1);
  return () => {
    admission.leave(call);
    const left = (underWay.get(accountId) ?? 1) - 1;
    if (left > 0) underWay.set(accountId, left);
    else underWay.delete(accountId);
  };
}

async function readCount(c: Context<Env>, gateway: Gateway, holder: KeyHolder, signal: AbortSignal): Promise<Count> {
  const { settings } = gateway;
  const request = await readBody(c, settings.limits);
  const model = askedModel(request.json, gateway, holder);
  const offer = await offerOf(gateway, model, messages, holder.priceGroup);
  const { headers } = checkMessages(request, offer, settings.estimate);
  return { offer, headers, body: countedFields(request.json), signal };
}

/** Null when no channel can tell. Throws what a channel says about the request itself. */
async function askChannels({ switchboard }: Gateway, count: Count): Promise<number | null> {
  const routes = count.offer.routes.filter(({ state }) => state.setting.type !== 'demo');
  const tried = { keys: new Set<Route['state']['keys'][number]>(), channels: new Set<Route['state']>() };
  const signal = AbortSignal.any([count.signal, AbortSignal.timeout(LONGEST_MS)]);
  for (let tries = 0; tries < switchboard.rule.tries && !signal.aborted; tries += 1) {
    const target = choose(routes, { tried, last: null, random: switchboard.random });
    if (!target) return null;
    tried.keys.add(target.key);
    tried.channels.add(target.state);
    const { state, upstreamModel: model, key } = target;
    const body = JSON.stringify({ ...count.body, model });
    const call = { method: 'POST', path: COUNT_PATH, answer: 'whole', wish: null } as const;
    try {
      const answer = await state.channel.send({
        ...call,
        model,
        key: key.secret,
        headers: count.headers,
        body,
        signal,
      });
      if (answer.status !== 200) throw await refusalIn(answer);
      const tokens = tokensIn(await textOf(answer.body));
      if (tokens !== null) return tokens;
    } catch (error) {
      if (count.signal.aborted) throw refusalFor(error, count.signal);
      if (faultOf(error).kind === 'request') throw error;
    }
  }
  return null;
}

function tokensIn(text: string): number | null {
  const tokens = parseJson(text)?.input_tokens;
  return Number.isSafeInteger(tokens) && (tokens as number) >= 0 ? (tokens as number) : null;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function estimate(body: Json): Promise<number> {
  return Math.ceil((await countPrompt(messagesPrompt(body), IMAGE_TOKENS)) * MORE_TOKENS);
}
