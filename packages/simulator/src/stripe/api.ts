import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Asked } from '../listener.ts';
import { accountRoutes } from './account.ts';
import { chargeRoutes } from './charges.ts';
import { checkoutRoutes } from './checkout-routes.ts';
import { customerRoutes } from './customers.ts';
import { disputeRoutes } from './disputes.ts';
import { eventRoutes } from './events.ts';
import { expanded } from './expansion.ts';
import { parseForm } from './form.ts';
import { type ApiAnswer, IdempotencyKeys } from './idempotency.ts';
import { newId } from './ids.ts';
import { invoicePaymentRoutes } from './invoice-payments.ts';
import { invoiceRoutes } from './invoice-routes.ts';
import { Params } from './params.ts';
import { paymentIntentRoutes } from './payment-intent-routes.ts';
import { paymentMethodRoutes } from './payment-methods.ts';
import { portalRoutes } from './portal.ts';
import { priceRoutes } from './prices.ts';
import { invalid, StripeProblem } from './problem.ts';
import { productRoutes } from './products.ts';
import { refundRoutes } from './refunds.ts';
import type { Route } from './route.ts';
import { setupIntentRoutes } from './setup-intents.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { type Trouble, Troubles } from './trouble.ts';
import { webhookEndpointRoutes } from './webhook-endpoints.ts';
import { API_VERSION, type World } from './world.ts';

const routes: Route[] = [
  ...[...accountRoutes, ...customerRoutes, ...productRoutes, ...priceRoutes, ...paymentMethodRoutes, ...checkoutRoutes],
  ...[...paymentIntentRoutes, ...setupIntentRoutes, ...chargeRoutes, ...refundRoutes, ...disputeRoutes],
  ...[...subscriptionRoutes, ...invoiceRoutes, ...invoicePaymentRoutes, ...portalRoutes, ...eventRoutes],
  ...webhookEndpointRoutes,
];

/** One call of the API as it is remembered: no parameters, no key of the account. */
export interface ApiCall {
  method: string;
  path: string;
  idempotencyKey: string | null;
  status: number;
  replayed: boolean;
}

const CALLS_MAX = 1_000;

function keyOf(authorization = ''): string {
  const [, scheme, credentials = ''] = /^(Bearer|Basic) +(.+)$/i.exec(authorization) ?? [];
  if (scheme?.toLowerCase() !== 'basic') return credentials;
  return Buffer.from(credentials, 'base64').toString().replace(/:.*$/s, '');
}

function checkKey(world: World, authorization?: string): void {
  const key = keyOf(authorization);
  if (key === world.settings.secretKey) return;
  const message = key
    ? `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}`
    : 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. ‘Authorization: Bearer YOUR_SECRET_KEY’).';
  throw invalid(message, { status: 401 });
}

function checkVersion(version: unknown): string {
  if (version === undefined) return API_VERSION;
  if (typeof version === 'string' && /^\d{4}-\d\d-\d\d(\.[a-z]+)?$/.test(version)) return version;
  throw invalid(`Invalid Stripe API version: ${String(version)}.`);
}

function run(world: World, { method, path, query, body }: Asked): object {
  const found = routes.find((route) => route.method === method && route.pattern.test(path));
  if (!found) {
    const message = `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
    throw invalid(message, { status: 404 });
  }
  const id = decodeURIComponent(found.pattern.exec(path)?.[1] ?? '');
  const params = new Params(parseForm(method === 'GET' || body === '' ? query.toString() : body));
  const paths = params.texts('expand');
  return structuredClone(expanded(world, found.verb(world, { params, id }), paths));
}

function problemAnswer(error: unknown): ApiAnswer {
  if (error instanceof StripeProblem) return { status: error.status, body: { error: error.body } };
  const message = `The simulator failed: ${error instanceof Error ? error.stack : String(error)}`;
  return { status: 500, body: { error: { type: 'api_error', message } } };
}

/** Everything under `/v1`: who asks, once or again, what it does, what goes wrong with it. */
export class Api {
  readonly troubles = new Troubles();
  readonly #world: World;
  readonly #keys = new IdempotencyKeys();
  #calls: ApiCall[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** The last thousand calls, oldest first. */
  get calls(): readonly ApiCall[] {
    return this.#calls;
  }

  /** Null where the trouble of this call wants the answer lost. */
  async answer(asked: Asked): Promise<Answer | null> {
    const id = newId('req', 14);
    const trouble = this.troubles.take(asked.method, asked.path);
    const key = asked.method === 'POST' ? (asked.headers['idempotency-key']?.toString() ?? null) : null;
    const { status, body, replayed } = await this.#once(asked, id, key, trouble);
    this.#note({ method: asked.method, path: asked.path, idempotencyKey: key, status, replayed });
    if (trouble?.loseAnswer) return null;
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'request-id': id,
      'stripe-version': String(asked.headers['stripe-version'] ?? API_VERSION),
      ...(key === null ? {} : { 'idempotency-key': key }),
      ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
    };
    return { status, headers, body: JSON.stringify(body, null, 2) };
  }

  async #once(asked: Asked, id: string, key: string | null, trouble: Trouble | null) {
    let begun = false;
    try {
      checkKey(this.#world, asked.headers.authorization);
      checkVersion(asked.headers['stripe-version']);
      const pairs = [...new URLSearchParams(asked.body)].sort();
      const kept = key === null ? null : this.#keys.begin(key, JSON.stringify([asked.path, pairs]));
      if (kept) return { ...kept, replayed: true };
      begun = key !== null;
      if (trouble?.delayMs) await wait(trouble.delayMs);
      const answer = trouble?.status ? troubled(trouble.status) : this.#run(asked, id, key);
      if (begun && key !== null) this.#keys.keep(key, answer);
      return { ...answer, replayed: false };
    } catch (error) {
      return { ...problemAnswer(error), replayed: false };
    }
  }

  #run(asked: Asked, id: string, key: string | null): ApiAnswer {
    this.#world.request = { id, idempotency_key: key };
    try {
      return { status: 200, body: run(this.#world, asked) };
    } catch (error) {
      return problemAnswer(error);
    } finally {
      this.#world.request = null;
    }
  }

  #note(call: ApiCall): void {
    this.#calls = [...this.#calls, call].slice(-CALLS_MAX);
  }
}

function troubled(status: number): ApiAnswer {
  const message = status === 429 ? 'Too many requests hit the API too quickly.' : 'An unknown error occurred.';
  const error =
    status === 429 ? { type: 'invalid_request_error', code: 'rate_limit', message } : { type: 'api_error', message };
  return { status, body: { error } };
}
