import { formatCredits } from '@farebox/kit';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Env } from '../http/router.ts';
import type { KeyHolder } from '../identity/index.ts';
import { isPriced } from '../pricing/index.ts';
import type { Pass } from '../quotas/index.ts';
import type { Ask } from './ask.ts';
import { MeteredCall } from './call.ts';
import type { Model, Offer } from './catalog.ts';
import { openClamped } from './clamp.ts';
import type { Dialect } from './dialect.ts';
import { gatewayErrors } from './errors.ts';
import type { Gateway } from './gateway.ts';
import type { Json } from './json.ts';
import { assertAddress, enterQuota, mayCall, tellStanding } from './limiting.ts';
import { refuseLinksInside } from './links.ts';
import { ByteRelay } from './media/byte-relay.ts';
import { Relay } from './relay.ts';
import { once } from './replays.ts';
import { type RequestBody, readBody } from './request-body.ts';
import { ClientGone } from './upstream-refusal.ts';
import { answerWhole } from './whole.ts';

const bearer = /^Bearer +(\S+)$/i;

/**
 * Whose key this is: shown as OpenAI's clients do, or as Anthropic's. Throws `invalid_api_key` (401), `address_not_allowed`
 * (403) and `too_many_wrong_keys` (429).
 */
export async function authenticate(c: Context<Env>, gateway: Gateway): Promise<KeyHolder> {
  const { wrongKeys } = gateway.quota;
  const address = c.get('address');
  const presented = bearer.exec(c.req.header('authorization') ?? '')?.[1] ?? c.req.header('x-api-key');
  if (presented === undefined) throw gatewayErrors.invalid_api_key();
  const holder = await gateway.findKey(presented, () => wrongKeys.assertFew(address));
  if (!holder) {
    wrongKeys.assertFew(address);
    wrongKeys.note(address);
    throw gatewayErrors.invalid_api_key();
  }
  assertAddress(c, holder);
  tellStanding(c, gateway, holder, null);
  return holder;
}

/** One metered request, from its key to its charge. */
export async function meteredRoute(c: Context<Env>, gateway: Gateway, dialect: Dialect): Promise<Response> {
  const holder = await authenticate(c, gateway);
  gateway.settlements.assertRoom();
  const controller = new AbortController();
  gateway.admission.enter(controller);
  let pass = null as Pass | null;
  const leave = () => {
    gateway.admission.leave(controller);
    pass?.leave();
  };
  try {
    const body = await readBody(c, gateway.settings.limits, dialect.body);
    const scope = [holder.accountId, dialect.path];
    let begun = false;
    const answer = await once(c, { replays: gateway.replays, scope, request: body.identity ?? body.json }, async () => {
      begun = true;
      const ask = await readAsk(body, gateway, dialect, holder);
      pass = enterQuota(c, gateway, holder, ask);
      const call = await openCall(c, gateway, { dialect, ask, holder, controller, pass });
      return answersBy[ask.answer](c, call, leave);
    });
    // An answer that is given again has nobody else to leave for it.
    if (!begun) leave();
    return answer;
  } catch (error) {
    pass?.cancel();
    leave();
    throw error;
  }
}

async function readAsk(body: RequestBody, gateway: Gateway, dialect: Dialect, holder: KeyHolder): Promise<Ask> {
  if (!gateway.settings.privateLinks) refuseLinksInside(body.json);
  const model = askedModel({ model: dialect.defaultModel, ...body.json }, gateway, holder);
  const offer = await offerOf(gateway, model, dialect, holder.priceGroup);
  const prepared = dialect.prepare ? await dialect.prepare(body, { gateway, holder }) : body;
  return dialect.readAsk(prepared, offer, gateway.settings.estimate);
}

/** The model that a request names. Throws `model_not_found` (404), also for one that the key may not call. */
export function askedModel({ model: id }: Json, { catalog }: Gateway, holder: KeyHolder): Model {
  const model = typeof id === 'string' ? catalog.models.get(id) : undefined;
  if (model && mayCall(holder, model.id)) return model;
  const name = typeof id === 'string' ? `"${id.slice(0, 128)}"` : 'without a name';
  throw gatewayErrors.model_not_found({ param: 'model' }, `There is no model ${name}; GET /v1/models lists them.`);
}

/** The model at what this group pays for it now. Throws `model_not_found` and `model_not_priced` (404). */
export async function offerOf(gateway: Gateway, model: Model, dialect: Dialect, group: string): Promise<Offer> {
  const routes = model.served.get(dialect.feature);
  if (!routes) throw gatewayErrors.model_not_found({ param: 'model' }, notServed(model, dialect));
  const sale = await gateway.prices.sale(model.id, group);
  if (sale && isPriced(sale.price, dialect.pricedBy)) return { ...model, routes, sale };
  throw gatewayErrors.model_not_priced({ param: 'model' });
}

function notServed({ id }: Model, { path }: Dialect): string {
  return `The model "${id}" cannot be called at /v1${path}.`;
}

interface Opening {
  dialect: Dialect;
  ask: Ask;
  holder: KeyHolder;
  controller: AbortController;
  pass: Pass | null;
}

async function openCall(c: Context<Env>, gateway: Gateway, opening: Opening): Promise<MeteredCall> {
  const wish = c.req.header('x-demo') ?? null;
  const open = c.req.header('x-farebox-clamp') === 'true' ? openClamped : MeteredCall.open;
  const call = await open({ ...opening, gateway, wish, requestId: c.get('requestId') });
  const { clampedTo } = call.request.ask;
  if (clampedTo !== undefined) c.header('x-farebox-clamped', String(clampedTo));
  c.header('x-farebox-receipt', call.holdId);
  return call;
}

async function whole(c: Context<Env>, call: MeteredCall, leave: () => void): Promise<Response> {
  const unhook = abortWithClient(c, call);
  const { body, contentType, charged } = await answerWhole(call).finally(unhook);
  leave();
  if (call.keeper?.outlives) c.header('x-farebox-background', 'true');
  if (charged !== null) c.header('x-farebox-charge', formatCredits(charged));
  c.header('content-type', contentType);
  return c.body(body as Uint8Array<ArrayBuffer>);
}

const answersBy = { whole, events: streamed, bytes: sounding };

async function sounding(c: Context<Env>, call: MeteredCall, leave: () => void): Promise<Response> {
  const unhook = abortWithClient(c, call);
  const relay = await ByteRelay.begin(call).finally(unhook);
  c.header('content-type', relay.contentType);
  return c.body(relay.stream(() => hangUp(c), leave));
}

async function streamed(c: Context<Env>, call: MeteredCall, leave: () => void): Promise<Response> {
  const unhook = abortWithClient(c, call);
  const relay = await Relay.begin(call).finally(unhook);
  c.header('content-type', 'text/event-stream; charset=utf-8');
  c.header('cache-control', 'no-cache, no-transform');
  c.header('x-accel-buffering', 'no');
  return c.body(relay.stream(() => hangUp(c), leave));
}

/**
 * Until there is an answer to stream, the client's leaving aborts the call; returns what undoes this. A background response
 * would run on unseen if its beginning were not heard: it is waited for.
 */
function abortWithClient(c: Context<Env>, { request: { ask, controller } }: MeteredCall): () => void {
  if (ask.keeps === 'background') return () => undefined;
  const { signal } = c.req.raw;
  const abort = () => controller.abort(new ClientGone());
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}

/** Ends a connection whose client does not read. Without a socket (`app.request`) there is nobody to leave. */
function hangUp(c: Context<Env>): boolean {
  return (c.env as unknown as Partial<HttpBindings> | undefined)?.outgoing?.destroy() !== undefined;
}
