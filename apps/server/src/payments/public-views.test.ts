import { clientConfig, newId } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { asOwner, deliver, succeeded } from './callback.fixture.ts';

const personal = [
  'recharge_records',
  'topup_orders',
  'subscription_orders',
  'purchases',
  'payment_transactions',
  'user_subscriptions',
  'user_email_aliases',
];
const operators = ['unmatched_payment_emails', 'stripe_events'];
const basic = '0199a000-0000-7000-8000-000000000002';

let server: TestServer;
let mine: Bought;
let others: Bought;

interface Bought {
  userId: string;
  topUp: string;
  plan: string;
  payment: string;
}

beforeAll(async () => {
  server = await testServer();
  [mine, others] = [await buyer(), await buyer()];
  await strays();
});

afterAll(() => server.close());

const owner = (query: string, values: unknown[]) => asOwner(server.databaseUrl, query, values);

/** Somebody with a paid top-up, a plan that is paid for, and another address. */
async function buyer(): Promise<Bought> {
  const { userId, cookie } = await signUp(server.app);
  const order = { amount: '10', provider: 'mockpay' };
  const { body } = await personOf(server, cookie).post<{ order: { id: string } }>('/api/payments/create', order);
  const callback = succeeded(body.order.id);
  expect(await deliver(server, callback)).toBe(200);
  const plan = await planOf(userId);
  await owner(`insert into farebox.user_email_aliases (email, user_id) values ($1, $2)`, [
    `${userId}@else.example`,
    userId,
  ]);
  return { userId, topUp: body.order.id, plan, payment: callback.paymentId };
}

async function planOf(userId: string): Promise<string> {
  const [order, subscription] = [newId(), newId()];
  await owner(
    `with kept as (
       insert into farebox.subscriptions (id, user_id, account_id, plan_version, provider, provider_subscription_id, status,
                                          paid_until, order_id)
       values ($2, $3, $3, $4, 'creem', 'sub_' || replace($1::uuid::text, '-', ''), 'active', '2026-12-31Z', $1)),
     ordered as (
       insert into farebox.orders (id, user_id, account_id, kind, status, amount_minor, currency, minor_units, credits,
                                   provider, snapshot, idempotency_key, expires_at, paid_at, plan_version, subscription_id)
       values ($1, $3, $3, 'subscription', 'paid', 3000, 'CNY', 2, 3000000000, 'creem', '{}', $1, now(), now(), $4, $2))
     insert into farebox.subscription_periods (id, subscription_id, account_id, user_id, order_id, kind, plan_version,
                                               starts_at, ends_at, credits)
     values ($1, $2, $3, $3, $1, 'first', $4, '2026-12-01Z', '2026-12-31Z', 3000000000)`,
    [order, subscription, userId, basic],
  );
  return order;
}

/** Two payments without an order, and events of Stripe: a good one, one that no jsonb holds, and a forged one. */
async function strays(): Promise<void> {
  for (const [payment, minor, currency] of [
    ['pi_1', 1250, 'USD'],
    ['pi_2', 900, 'JPY'],
  ]) {
    await owner(
      `insert into farebox.unmatched_payments (id, provider, provider_payment_id, email, amount_minor, currency, raw)
       values ($1, 'stripe', $2, 'ada@example.com', $3, $4, '{"secret": "raw"}')`,
      [newId(), payment, minor, currency],
    );
  }
  for (const [event, raw, genuine] of [
    ['evt_good', '{"id": "evt_good", "object": "event"}', true],
    ['evt_odd', '{"name": "\\u0000"}', true],
    ['evt_torn', '{"id": ', true],
    [null, '{"id": "evt_forged"}', false],
  ]) {
    await owner(
      `insert into farebox.provider_events (id, provider, event_id, type, raw, headers, signature_ok, state)
       values ($1, 'stripe', $2, 'invoice.paid', $3, '{}', $4, case when $4 then 'processed' else 'rejected' end)`,
      [newId(), event, Buffer.from(raw as string), genuine],
    );
  }
}

/** Runs one statement as a role, with the claims of the first buyer. */
async function as<Row extends object>(role: string, query: string): Promise<Row[]> {
  const client = new pg.Client(clientConfig({ url: server.databaseUrl, role }));
  await client.connect();
  try {
    await client.query(`select set_config('request.jwt.claims', $1, false)`, [JSON.stringify({ sub: mine.userId })]);
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

const refused = (role: string, query: string) =>
  expect(as(role, query), query).rejects.toMatchObject({ code: '42501' });

describe('who reads', () => {
  it.each(personal)('%s: own rows, the server everybody’s, nobody else anything', async (view) => {
    const query = `select user_id from public.${view}`;
    const own = await as<{ user_id: string }>('authenticated', query);
    expect(new Set(own.map((row) => row.user_id))).toEqual(new Set([mine.userId]));
    const all = await as<{ user_id: string }>('service_role', query);
    expect(new Set(all.map((row) => row.user_id))).toEqual(new Set([mine.userId, others.userId]));
    await refused('anon', query);
  });

  it.each(operators)('%s: the server alone', async (view) => {
    expect(await as('service_role', `select * from public.${view}`)).not.toEqual([]);
    await refused('authenticated', `select * from public.${view}`);
    await refused('anon', `select * from public.${view}`);
  });

  it('plans: everybody who signed in', async () => {
    expect(await as('authenticated', 'select id from public.plans')).toHaveLength(4);
    await refused('anon', 'select id from public.plans');
  });

  it.each([...personal, ...operators, 'plans'])('%s: nobody writes', async (view) => {
    const may = `
      select role, may from unnest(array['anon', 'authenticated', 'service_role']) as role,
                            unnest(array['insert', 'update', 'delete', 'truncate']) as may
       where has_table_privilege(role, 'public.${view}', may)`;
    expect(await as('service_role', may)).toEqual([]);
  });
});

describe('what they read', () => {
  it('top-ups in both older shapes', async () => {
    const [record] = await as<object>('authenticated', 'select * from public.recharge_records');
    const money = { amount: '10.00', currency: 'CNY', credits: '1000', status: 'fulfilled', provider: 'mockpay' };
    expect(record).toMatchObject({ id: mine.topUp, payment_id: mine.payment, refunded_amount: '0.00', ...money });
    const [order] = await as<object>('authenticated', 'select * from public.topup_orders');
    expect(order).toMatchObject({ order_no: mine.topUp.replaceAll('-', ''), trade_no: mine.payment, ...money });
  });

  it('orders of plans with the period they paid for, and the subscription', async () => {
    const [order] = await as<object>('authenticated', 'select * from public.subscription_orders');
    const period = { period_start: new Date('2026-12-01Z'), period_end: new Date('2026-12-31Z') };
    expect(order).toMatchObject({ id: mine.plan, plan_id: 'basic', amount: '30.00', credits: '3000', ...period });
    const [subscription] = await as<{ creem_subscription_id: string }>(
      'authenticated',
      'select * from public.user_subscriptions',
    );
    const terms = { plan_id: 'basic', plan_name: 'Basic', status: 'active', grant_amount: '3000', daily_limit: null };
    expect(subscription).toMatchObject({ ...terms, stripe_subscription_id: null, expires_at: period.period_end });
    expect(subscription?.creem_subscription_id).toMatch(/^sub_/);
  });

  it('what was paid for, of every kind, and the payments', async () => {
    const bought = await as<object>(
      'authenticated',
      'select id, type, plan_id, amount from public.purchases order by id',
    );
    expect(bought).toEqual([
      { id: mine.topUp, type: 'topup', plan_id: null, amount: '10.00' },
      { id: mine.plan, type: 'subscription', plan_id: 'basic', amount: '30.00' },
    ]);
    const [payment] = await as<object>('authenticated', 'select * from public.payment_transactions');
    const told = { order_id: mine.topUp, provider_transaction_id: mine.payment, status: 'succeeded', amount: '10.00' };
    expect(payment).toMatchObject(told);
    expect(payment).not.toHaveProperty('raw');
  });

  it('plans with every price', async () => {
    const [plan] = await as<object>('authenticated', `select * from public.plans where id = 'free'`);
    const price = { price: '0.00', currency: 'CNY', prices: { CNY: 0, USD: 0 } };
    expect(plan).toMatchObject({
      name: 'Free',
      interval: 'month',
      grant_amount: '0',
      daily_limit: '5',
      active: true,
      ...price,
    });
  });

  it('payments without an order, with the digits of their currency', async () => {
    const query = 'select payment_id, amount, status, matched_user_id from public.unmatched_payment_emails order by 1';
    expect(await as<object>('service_role', query)).toEqual([
      { payment_id: 'pi_1', amount: '12.50', status: 'waiting', matched_user_id: null },
      { payment_id: 'pi_2', amount: '900', status: 'waiting', matched_user_id: null },
    ]);
  });

  it('events of Stripe, genuine ones alone, and one that cannot be read closes nothing', async () => {
    const query = 'select event_id, type, payload, status from public.stripe_events order by event_id';
    const common = { type: 'invoice.paid', status: 'processed' };
    expect(await as<object>('service_role', query)).toEqual([
      { event_id: 'evt_good', payload: { id: 'evt_good', object: 'event' }, ...common },
      { event_id: 'evt_odd', payload: null, ...common },
      { event_id: 'evt_torn', payload: null, ...common },
    ]);
  });
});
