import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Env } from '../../http/router.ts';
import { gatewayErrors } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import type { Json } from '../json.ts';
import { mayCall } from '../limiting.ts';
import { authenticate } from '../metered-route.ts';
import { ClientGone } from '../upstream-refusal.ts';
import { softenedResponse } from './answer.ts';
import { inputTokensRoute } from './input-tokens.ts';
import { ofItems, ofResponse, queryOf } from './query.ts';
import { resumed } from './resumed.ts';
import { settleFrom } from './settle.ts';
import { deleteResponse, findOwn } from './store.ts';
import { isTerminal, responseId, type StoredResponse } from './stored.ts';
import { addressOf, hear, type Told } from './upstream.ts';

/** One request about a response, inside the door. */
interface Visit {
  c: Context<Env>;
  gateway: Gateway;
  controller: AbortController;
  response: StoredResponse;
}

/** The calls about responses that are there. Free; of one's own account only: of another's they answer 404. */
export function responsesRoutes(v1: OpenAPIHono<Env>, gateway: Gateway): void {
  v1.post('/responses/input_tokens', inputTokensRoute(gateway));
  v1.get('/responses/:id', (c) =>
    c.req.query('stream') === 'true' ? resume(c, gateway) : visit(c, gateway, retrieve),
  );
  v1.get('/responses/:id/input_items', (c) => visit(c, gateway, listInput));
  v1.post('/responses/:id/cancel', (c) => visit(c, gateway, cancel));
  v1.delete('/responses/:id', (c) => visit(c, gateway, remove));
}

/** Throws `response_not_found` for what is not there, or not theirs. */
async function ownResponse(c: Context<Env>, gateway: Gateway): Promise<StoredResponse> {
  const holder = await authenticate(c, gateway);
  const id = responseId(c.req.param('id'));
  const { db, clock } = gateway.deps;
  const response = id === null ? null : await findOwn(db, id, holder.accountId, clock.now());
  if (!response || !mayCall(holder, response.model)) throw gatewayErrors.response_not_found();
  return response;
}

async function visit(
  c: Context<Env>,
  gateway: Gateway,
  answer: (visit: Visit) => Promise<Response>,
): Promise<Response> {
  const response = await ownResponse(c, gateway);
  const controller = new AbortController();
  gateway.admission.enter(controller);
  const unhook = abortWithClient(c, controller);
  try {
    return await answer({ c, gateway, controller, response });
  } finally {
    unhook();
    gateway.admission.leave(controller);
  }
}

async function retrieve(visit: Visit): Promise<Response> {
  const { c, gateway, controller, response } = visit;
  const path = addressOf(response) + queryOf(c, ofResponse);
  const told = await hear(gateway, response, { method: 'GET', path }, { controller });
  await settleIfEnded(visit, told.json);
  return passOn(visit, told);
}

async function listInput({ c, gateway, controller, response }: Visit): Promise<Response> {
  const path = `${addressOf(response)}/input_items${queryOf(c, ofItems)}`;
  const { body } = await hear(gateway, response, { method: 'GET', path }, { controller });
  return json(c, body);
}

/** Not broken off with its client: what it changes upstream is to be known here. */
async function cancel(visit: Visit): Promise<Response> {
  const { gateway, response } = visit;
  const told = await hear(gateway, response, { method: 'POST', path: `${addressOf(response)}/cancel` });
  await settleIfEnded(visit, told.json);
  return passOn(visit, told);
}

/** What still runs is cancelled and settled first: of what is gone nobody could tell any more what it cost. */
async function remove(visit: Visit): Promise<Response> {
  const { c, gateway, response } = visit;
  if (response.background && !response.settledAt) await end(visit);
  await hear(gateway, response, { method: 'DELETE', path: addressOf(response) }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 'response_not_found') throw error;
  });
  await deleteResponse(gateway.deps.db, response.holdId);
  return c.json({ id: response.id, object: 'response', deleted: true });
}

async function end({ gateway, response }: Visit): Promise<void> {
  const path = addressOf(response);
  const now = await hear(gateway, response, { method: 'GET', path });
  const { json } = isTerminal(now.json)
    ? now
    : await hear(gateway, response, { method: 'POST', path: `${path}/cancel` });
  if (!(await settleFrom(gateway, response, json))) throw gatewayErrors.response_not_settled({ retryAfter: 1 });
}

/** The customer sees an answer at once, whether or not the ledger can be reached; the task settles what is left. */
async function settleIfEnded({ gateway, response }: Pick<Visit, 'gateway' | 'response'>, answer: Json): Promise<void> {
  await settleFrom(gateway, response, answer).catch((error: unknown) => {
    gateway.deps.log.warn({ err: error, receipt: response.holdId }, 'a background response is settled later');
  });
}

async function resume(c: Context<Env>, gateway: Gateway): Promise<Response> {
  const response = await ownResponse(c, gateway);
  const path = addressOf(response) + queryOf(c, ofResponse);
  const controller = new AbortController();
  gateway.admission.enter(controller);
  const leave = () => gateway.admission.leave(controller);
  const unhook = abortWithClient(c, controller);
  try {
    const ended = (answer: Json) => settleIfEnded({ gateway, response }, answer);
    const stream = await resumed({ gateway, response, path, controller, ended }, leave);
    c.header('content-type', 'text/event-stream; charset=utf-8');
    c.header('cache-control', 'no-cache, no-transform');
    c.header('x-accel-buffering', 'no');
    return c.body(stream);
  } catch (error) {
    leave();
    throw error;
  } finally {
    unhook();
  }
}

function passOn({ c, response }: Visit, { body, json: answer }: Told): Response {
  c.header('x-farebox-receipt', response.holdId);
  const softened = softenedResponse(answer);
  return json(c, softened ? Buffer.from(JSON.stringify(softened)) : body);
}

function json(c: Context<Env>, body: Buffer): Response {
  c.header('content-type', 'application/json');
  return c.body(body as Uint8Array<ArrayBuffer>);
}

function abortWithClient(c: Context<Env>, controller: AbortController): () => void {
  const { signal } = c.req.raw;
  const abort = () => controller.abort(new ClientGone());
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}
