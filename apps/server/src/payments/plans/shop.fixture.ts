import { connect, newId } from '@farebox/kit';
import { setClock } from '@farebox/ledger';
import {
  type CreemSimulator,
  type StripeSimulator,
  startCreemSimulator,
  startStripeSimulator,
} from '@farebox/simulator';
import { type Caller, operatorOf, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import type { Overrides } from '../../../../../tools/testing/server.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { subscriptionsTasks } from '../../subscriptions/index.ts';
import type { TaskHandler } from '../../work.ts';
import { deliver, succeeded } from '../callback.fixture.ts';
import { sweepPayments } from '../tasks.ts';

export interface OrderSeen {
  id: string;
  kind: string;
  status: string;
  amount: string;
  discount: string;
  credits: string;
  provider: string;
  needsReview: boolean;
}

export interface Bought {
  order: OrderSeen;
  checkoutUrl: string;
}

export interface PlanSeen {
  subscription: {
    id: string;
    status: string;
    provider: string;
    plan: { id: string; version: number };
    nextPlan: { id: string } | null;
    cancelAtPeriodEnd: boolean;
    currentPeriodStart: string;
    currentPeriodEnd: string;
    paidUntil: string;
  } | null;
  history: { id: string; status: string; endedAt: string | null }[];
  periods: { kind: string; startsAt: string; endsAt: string; credits: string; orderId: string }[];
}

export interface Refused {
  error: { code: string; message: string; details: Record<string, unknown> };
}

interface PlanTerms {
  interval?: 'once' | 'month' | 'year';
  grantAmount?: string;
  grantEvery?: 'period' | 'month';
  dailyLimit?: string;
  level?: number;
  prices?: Record<string, { amount: string; stripePrice?: string; creemProduct?: string }>;
}

export interface ShopOptions {
  config?: Overrides;
  /** Where time stands; now when not said, and it stands still either way. */
  at?: string;
  providers?: ('stripe' | 'creem')[];
  creemProducts?: Record<string, Record<string, unknown>>;
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
export type Buyer = Awaited<ReturnType<Shop['buyer']>>;

/** A server that sells plans, the providers that it knows, and one time for all of them, which the test moves. */
export async function openShop({ config = {}, at, providers = [], creemProducts }: ShopOptions = {}) {
  let time = at ? new Date(at) : new Date(Math.floor(Date.now() / 1000) * 1000);
  const clock = { now: () => new Date(time) };
  const limits = { signIn: { count: 10_000 } };
  const server = await testServer({ clock, listen: providers.length > 0, config: { limits, ...config } as Overrides });
  const pool = connect({ url: server.databaseUrl, max: 2 });
  await setClock(pool, time);
  const stripe = providers.includes('stripe') ? await startStripe(server, clock.now) : null;
  const creem = providers.includes('creem') ? await startCreem(server, clock.now, creemProducts) : null;
  const root = await staffOf(server, 'root');
  await connectProviders(server, root.cookie, { stripe, creem });

  const sweep = async () => {
    await (subscriptionsTasks(server.deps)['subscriptions.sweep'] as TaskHandler)({});
    await pool.query('update farebox.orders set ask_at = now() where ask_at is not null and payment_id is null');
    await sweepPayments(server.deps);
    await server.deps.ledger.sweep(1000);
  };
  /** Moves the time, and does what the minute's work would have done. */
  const pass = async (to: string | Date) => {
    time = new Date(to);
    await setClock(pool, time);
    stripe?.advance(time);
    creem?.advance(time);
    await arrive();
    await sweep();
  };
  /** Callbacks that are on their way arrive. */
  const arrive = async () => {
    await stripe?.courier.flush();
    await creem?.courier.flush();
  };
  const rows = async <Row>(query: string, values: unknown[] = []) => (await pool.query(query, values)).rows as Row[];
  const plan = async (id: string, terms: PlanTerms = {}) => {
    const defaults = { interval: 'month', grantAmount: '1000', prices: { CNY: { amount: '30.00' } } };
    const { status, body } = await root.post('/api/admin/plans', { id, name: `Plan ${id}`, ...defaults, ...terms });
    if (status !== 201) throw new Error(`the plan was refused: ${JSON.stringify(body)}`);
  };
  const close = async () => {
    await pool.end();
    await stripe?.close();
    await creem?.close();
    await server.close();
  };
  const people = buyersOf(server, () => time, arrive);
  return { server, root, rows, clock, pass, sweep, arrive, plan, close, stripe, creem, ...people };
}

function startStripe({ url }: TestServer, now: () => Date): Promise<StripeSimulator> {
  return startStripeSimulator({ webhookUrl: `${url}/api/payments/notify/stripe`, now });
}

function startCreem({ url }: TestServer, now: () => Date, products: ShopOptions['creemProducts']) {
  return startCreemSimulator({ webhookUrl: `${url}/api/payments/notify/creem`, now, products });
}

async function connectProviders(
  server: TestServer,
  cookie: string,
  { stripe, creem }: { stripe: StripeSimulator | null; creem: CreemSimulator | null },
) {
  const { putSettings } = await import('../../../../../tools/testing/provider-settings.ts');
  const put = async (name: string, values: Record<string, unknown>) => {
    const { status, body } = await putSettings(server, cookie, name, values);
    if (status !== 200) throw new Error(`the settings were refused: ${JSON.stringify(body)}`);
  };
  if (stripe) {
    const { secretKey, webhookSecret, url: baseUrl } = stripe;
    await put('stripe', { secretKey, webhookSecret, baseUrl });
  }
  if (creem) {
    const { webhookSecret, url: baseUrl, settings } = creem;
    await put('creem', { apiKey: settings.apiKey, webhookSecret, baseUrl });
  }
}

function buyersOf(server: TestServer, now: () => Date, arrive: () => Promise<void>) {
  const operator = operatorOf(server);
  const pay = async (orderId: string, amount: string, paymentId = `mp_${newId()}`) => {
    const amountMinor = Number(amount.replace('.', ''));
    const body = {
      ...succeeded(orderId, { amountMinor, paymentId }),
      id: `evt_${newId()}`,
      createdAt: now().toISOString(),
    };
    const skew = Math.floor((now().getTime() - Date.now()) / 1000);
    return deliver(server, body, { skew });
  };
  const buyer = async () => {
    const { cookie, userId, email } = await signUp(server.app);
    const person: Caller = personOf(server, cookie);
    const buy = (planId: string, more: object = {}, key: string = newId()) =>
      person.post<Bought>('/api/subscription/checkout', { planId, ...more }, key);
    const see = async () => (await person.get<PlanSeen>('/api/subscription')).body;
    const balance = async () => (await operator.get<{ available: string }>(`/api/accounts/${userId}`)).body.available;
    /** Buys with the test provider and pays. */
    const buyPaid = async (planId: string, more: object = {}) => {
      const { status, body } = await buy(planId, { provider: 'mockpay', ...more });
      if (status !== 201) throw new Error(`the order was refused: ${JSON.stringify(body)}`);
      await pay(body.order.id, body.order.amount);
      return body.order;
    };
    const orders = async () => (await person.get<{ data: OrderSeen[] }>('/api/orders?limit=100')).body.data;
    const fund = (amount: string) => operator.fund(userId, amount);
    return { ...person, cookie, userId, email, buy, buyPaid, see, balance, orders, fund, arrive };
  };
  return { buyer, pay, operator };
}

/** The code of a refusal. */
export function codeIn({ body }: { body: unknown }): string {
  return (body as Refused).error?.code ?? JSON.stringify(body);
}
