import { formatCredits } from '@farebox/kit';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Env } from '../http/router.ts';
import type { KeyHolder } from '../identity/index.ts';
import { isPriced } from '../pricing/index.ts';
import type { Ask } from './ask.ts';
import { MeteredCall } from './call.ts';
import type { Model, Offer } from './catalog.ts';
import type { Dialect } from './dialect.ts';
import { gatewayErrors } from './errors.ts';
import type { Gateway } from './gateway.ts';
import { Relay } from './relay.ts';
import { readBody } from './request-body.ts';
import { ClientGone } from './upstream-refusal.ts';
import { answerWhole } from './whole.ts';

const bearer = /^Bearer +(\S+)$/i;

/** Whose key this is: shown as OpenAI's clients do, or as Anthropic's. Throws `invalid_api_key` (401). */
export async function authenticate(c: Context<Env>, { findKey }: Gateway): Promise<KeyHolder> {
  const presented = bearer.exec(c.req.header('authorization') ?? '')?.[1] ?? c.req.header('x-api-key');
  const holder = presented === undefined ? null : await findKey(presented);
  if (!holder) throw gatewayErrors.invalid_api_key();
  return holder;
}

/** One metered request, from its key to its charge. */
export async function meteredRoute(c: Context<Env>, gateway: Gateway, dialect: Dialect): Promise<Response> {
  const holder = await authenticate(c, gateway);
  gateway.settlements.assertRoom();
  const controller = new AbortController();
  gateway.admission.enter(controller);
  const leave = () => gateway.admission.leave(controller);
  try {
    const ask = await readAsk(c, gateway, dialect, holder);
    const call = await openCall(c, gateway, { dialect, ask, holder, controller });
    return ask.answer === 'events' ? await streamed(c, call, leave) : await whole(c, call, leave);
  } catch (error) {
    leave();
    throw error;
  }
}

async function readAsk(c: Context<Env>, gateway: Gateway, dialect: Dialect, holder: KeyHolder): Promise<Ask> {
  const { settings, catalog } = gateway;
  const body = await readBody(c, settings.limits.bodyBytes);
  const { json } = body;
  const model = typeof json.model === 'string' ? catalog.models.get(json.model) : undefined;
  if (!model) {
    const name = typeof json.model === 'string' ? `"${json.model.slice(0, 128)}"` : 'without a name';
    throw gatewayErrors.model_not_found({ param: 'model' }, `There is no model ${name}; GET /v1/models lists them.`);
  }
  const offer = await offerOf(gateway, model, dialect, holder.priceGroup);
  return dialect.readAsk(body, offer, settings.estimate);
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
}

async function openCall(c: Context<Env>, gateway: Gateway, opening: Opening): Promise<MeteredCall> {
  const wish = c.req.header('x-demo') ?? null;
  const call = await MeteredCall.open({ ...opening, gateway, wish, requestId: c.get('requestId') });
  c.header('x-farebox-receipt', call.holdId);
  return call;
}

async function whole(c: Context<Env>, call: MeteredCall, leave: () => void): Promise<Response> {
  const unhook = abortWithClient(c, call.request.controller);
  const { body, charged } = await answerWhole(call).finally(unhook);
  leave();
  if (charged !== null) c.header('x-farebox-charge', formatCredits(charged));
  c.header('content-type', 'application/json');
  return c.body(body as Uint8Array<ArrayBuffer>);
}

async function streamed(c: Context<Env>, call: MeteredCall, leave: () => void): Promise<Response> {
  const unhook = abortWithClient(c, call.request.controller);
  const relay = await Relay.begin(call).finally(unhook);
  c.header('content-type', 'text/event-stream; charset=utf-8');
  c.header('cache-control', 'no-cache, no-transform');
  c.header('x-accel-buffering', 'no');
  return c.body(relay.stream(() => hangUp(c), leave));
}

/** Until there is an answer to stream, the client's leaving aborts the call; returns what undoes this. */
function abortWithClient(c: Context<Env>, controller: AbortController): () => void {
  const { signal } = c.req.raw;
  const abort = () => controller.abort(new ClientGone());
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}

/** Ends a connection whose client does not read. Without a socket (`app.request`) there is nobody to leave. */
function hangUp(c: Context<Env>): void {
  (c.env as unknown as Partial<HttpBindings> | undefined)?.outgoing?.destroy();
}
