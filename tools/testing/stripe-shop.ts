import { newId } from '@farebox/kit';
import { type StripeSimulator, startStripeSimulator } from '@farebox/simulator';
import { type Caller, personOf } from './callers.ts';
import { type Overrides, type TestServer, type TestServerOptions, testServer } from './server.ts';
import { signUp } from './sign-up.ts';

export interface SeenOrder {
  id: string;
  status: string;
  checkoutUrl: string | null;
  needsReview: boolean;
}

/** A listening server whose customers pay at a Stripe of its own, in US dollars at 100 credits each. */
export interface StripeShop {
  server: TestServer;
  stripe: StripeSimulator;
  person: Caller;
  userId: string;
  /** Orders credits; the session of the order at Stripe. */
  order(amount?: string): Promise<{ id: string; session: string }>;
  read(orderId: string): Promise<SeenOrder>;
  /** Micro-credits above what the person began with. */
  credited(): Promise<bigint>;
  close(): Promise<void>;
}

const callbackPath = '/api/payments/notify/stripe';

export interface StripeShopOptions extends Pick<TestServerOptions, 'log'> {
  /** Stripe's part of the configuration: what is left out is right. */
  settings?: Record<string, unknown>;
  /** Where Stripe sends its events. */
  path?: string;
}

export async function stripeShop({ settings, path = callbackPath, log }: StripeShopOptions = {}): Promise<StripeShop> {
  const stripe = await startStripeSimulator();
  const { url: baseUrl, secretKey, webhookSecret } = stripe;
  const currencies = {
    USD: { minorUnits: 2, creditsPerUnit: '100', minTopUp: '1', maxTopUp: '10000', quickAmounts: [] },
  };
  const config = {
    payments: {
      currency: 'USD',
      currencies,
      stripe: { enabled: true, baseUrl, secretKey, webhookSecret, ...settings },
    },
  } as Overrides;
  const server = await testServer({ listen: true, config, log });
  stripe.pointWebhooks(`${server.url}${path}`);
  const { cookie, userId } = await signUp(server.app);
  const person = personOf(server, cookie);
  const available = async () => (await server.deps.ledger.balance(userId))?.available ?? 0n;
  const before = await available();
  return {
    ...{ server, stripe, person, userId },
    order: (amount = '10.00') => orderOf(person, amount),
    read: async (id) => (await person.get<SeenOrder>(`/api/orders/${id}`)).body,
    credited: async () => (await available()) - before,
    async close() {
      await stripe.close();
      await server.close();
    },
  };
}

async function orderOf(person: Caller, amount: string): Promise<{ id: string; session: string }> {
  type Made = { order: { id: string }; checkoutUrl: string };
  const request = { amount, currency: 'USD', provider: 'stripe' };
  const { status, body } = await person.post<Made>('/api/payments/create', request, newId());
  if (status !== 201) throw new Error(`The order was answered with ${status}: ${JSON.stringify(body)}`);
  const session = /cs_(test|live)_\w+/.exec(body.checkoutUrl)?.[0];
  if (!session) throw new Error(`There is no session in ${body.checkoutUrl}`);
  return { id: body.order.id, session };
}
