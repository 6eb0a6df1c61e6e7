import type { Context } from 'hono';
import type { Env } from '../../http/router.ts';
import type { Target } from '../channels/choice.ts';
import { choose, isSole, soleTarget } from '../channels/choice.ts';
import { faultOf } from '../channels/fault.ts';
import { gatewayErrors } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import type { Json } from '../json.ts';
import { parseJson } from '../json.ts';
import { refuseLinksInside } from '../links.ts';
import { askedModel, authenticate, offerOf } from '../metered-route.ts';
import { countPrompt } from '../prompt.ts';
import { type RequestBody, readBody } from '../request-body.ts';
import { ClientGone, refusalIn } from '../upstream-refusal.ts';
import { isCount } from '../usage.ts';
import { bytesOf } from '../whole.ts';
import { responses } from './dialect.ts';
import { prepareInput } from './prepare.ts';
import { promptOfResponse, readResponsesAsk } from './request.ts';

/** Counts of one account at once: they cost nothing, so nothing else keeps them few. */
const AT_ONCE = 8;
const LONGEST_MS = 10_000;
const MOST_BYTES = 65_536;
const PATH = '/responses/input_tokens';

/** All that OpenAI takes here. */
const fields = [
  'input',
  'previous_response_id',
  'tools',
  'text',
  'reasoning',
  'truncation',
  'instructions',
  'personality',
  'tool_choice',
  'parallel_tool_calls',
] as const;

/**
 * `POST /v1/responses/input_tokens`: the channel's own count, and ours where it has none (`x-farebox-estimated` says so).
 * Nothing is held or charged, and no channel's health changes by it. Throws `too_many_counts` (429) beside what reading a
 * response throws.
 */
export function inputTokensRoute(gateway: Gateway): (c: Context<Env>) => Promise<Response> {
  const underWay = new Map<string, number>();
  return async (c) => {
    const { accountId } = await authenticate(c, gateway);
    const before = underWay.get(accountId) ?? 0;
    if (before >= AT_ONCE) throw gatewayErrors.too_many_counts({ retryAfter: 1 });
    const controller = new AbortController();
    gateway.admission.enter(controller);
    underWay.set(accountId, before + 1);
    const gone = () => controller.abort(new ClientGone());
    c.req.raw.signal.addEventListener('abort', gone, { once: true });
    try {
      return await counted(c, gateway, controller.signal);
    } finally {
      c.req.raw.signal.removeEventListener('abort', gone);
      gateway.admission.leave(controller);
      const left = (underWay.get(accountId) ?? 1) - 1;
      if (left > 0) underWay.set(accountId, left);
      else underWay.delete(accountId);
    }
  };
}

/** A count is a request like another for the limits, without tokens. */
async function counted(c: Context<Env>, gateway: Gateway, signal: AbortSignal): Promise<Response> {
  const holder = await authenticate(c, gateway);
  const { settings, quota } = gateway;
  const read = await readBody(c, settings.limits);
  if (!settings.privateLinks) refuseLinksInside(read.json);
  const model = askedModel(read.json, gateway, holder);
  const offer = await offerOf(gateway, model, responses, holder.priceGroup);
  const prepared = await prepareInput(read, { gateway, holder });
  const json: Json = Object.fromEntries(fields.flatMap((name) => (name in read.json ? [[name, read.json[name]]] : [])));
  const body = { ...prepared, json };
  const ask = readResponsesAsk({ ...body, json: { ...json } }, offer, settings.estimate);
  const pass = quota.quotas.enter(holder, model.id, 0);
  try {
    const { follows } = ask;
    const seat = follows && gateway.switchboard.seatOf(follows);
    const routes = seat ? ask.model.routes.filter(({ state }) => state === seat.state) : ask.model.routes;
    const tried = { keys: new Set<Target['key']>(), channels: new Set<Target['state']>() };
    const target = isSole(routes)
      ? soleTarget(routes, tried)
      : choose(routes, { tried, last: seat, random: gateway.switchboard.random });
    const told = target && (await asked(target, json, signal));
    if (told === null) c.header('x-farebox-estimated', 'true');
    return c.json({ object: 'response.input_tokens', input_tokens: told ?? (await ownCount(gateway, body)) });
  } finally {
    pass?.cancel();
  }
}

/** Null when the channel cannot tell. Throws what it says about the request itself. */
async function asked(
  { state, key, upstreamModel: model }: Target,
  json: Json,
  client: AbortSignal,
): Promise<number | null> {
  const signal = AbortSignal.any([client, AbortSignal.timeout(LONGEST_MS)]);
  const call = { method: 'POST', path: PATH, answer: 'whole', wish: null, headers: {} } as const;
  const body = JSON.stringify({ ...json, model });
  try {
    const answer = await state.channel.send({ ...call, model, key: key.secret, body, signal });
    if (answer.status !== 200) throw await refusalIn(answer);
    const told = parseJson((await bytesOf(answer, MOST_BYTES)).toString('utf8'))?.input_tokens;
    return isCount(told) ? told : null;
  } catch (error) {
    if (client.aborted) throw gatewayErrors.client_gone();
    if (faultOf(error).kind === 'request') throw error;
    return null;
  }
}

function ownCount({ settings }: Gateway, body: RequestBody): Promise<number> {
  return countPrompt(promptOfResponse(body), settings.estimate.imageTokens);
}
