import { clientConfig, newId } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { asOwner, deliver, succeeded } from './callback.fixture.ts';

let server: TestServer;
let userId: string;
let orderId: string;
let otherId: string;

beforeAll(async () => {
  server = await testServer();
  const [mine, other] = [await signUp(server.app), await signUp(server.app)];
  userId = mine.userId;
  orderId = await paidOrder(mine.cookie);
  otherId = await paidOrder(other.cookie);
});

afterAll(() => server.close());

async function paidOrder(cookie: string): Promise<string> {
  const person = personOf(server, cookie);
  const { body } = await person.post<{ order: { id: string } }>('/api/payments/create', { amount: '10' }, newId());
  expect(await deliver(server, succeeded(body.order.id))).toBe(200);
  return body.order.id;
}

/** A refund, a dispute and a step of each, for an order. */
const addMoneyBack = `
  with o as (select id, user_id, provider from farebox.orders where id = $1),
  r as (insert into farebox.refunds (id, order_id, user_id, provider, status, clawback, amount_minor, currency)
        select gen_random_uuid(), id, user_id, provider, 'failed', 'due', 1, 'CNY' from o),
  d as (insert into farebox.disputes (id, order_id, user_id, provider, provider_dispute_id, status, clawback,
                                      amount_minor, currency, observed_at)
        select gen_random_uuid(), id, user_id, provider, gen_random_uuid(), 'won', 'due', 1, 'CNY', now() from o)
  insert into farebox.clawbacks (id, order_id, user_id, n, kind, credits, level, moved, done_at)
  select gen_random_uuid(), id, user_id, (select count(*) from farebox.clawbacks), 'take', 1, 1, 0, now() from o`;

/** Runs one statement as a role, with the claims of a signed-in person where the role is theirs. */
async function as(role: string, query: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client(clientConfig({ url: server.databaseUrl, role }));
  await client.connect();
  try {
    await client.query(`select set_config('request.jwt.claims', $1, false)`, [JSON.stringify({ sub: userId })]);
    return await client.query(query, values);
  } finally {
    await client.end();
  }
}

describe('a signed-in person on the database', () => {
  it('reads their own orders and payments and nobody else’s', async () => {
    expect((await as('authenticated', 'select id from farebox.orders')).rows).toEqual([{ id: orderId }]);
    expect((await as('authenticated', 'select order_id from farebox.payments')).rows).toEqual([{ order_id: orderId }]);
  });

  it.each([
    'select raw from farebox.payments',
    'select id from farebox.provider_events',
    'select id from farebox.events',
    'select reason from farebox.refunds',
    'select provider_refund_id from farebox.refunds',
    'select reason from farebox.disputes',
    'select level from farebox.clawbacks',
    'update farebox.clawbacks set moved = 0',
    'select 1 from farebox.provider_customers',
    'select 1 from farebox.unmatched_payments',
    'insert into farebox.user_email_aliases (email, user_id) values (null, null)',
    `update farebox.orders set status = 'pending'`,
    'delete from farebox.orders',
    `update farebox.payments set status = 'failed'`,
    `insert into farebox.events (topic, subject_id) values ('order.paid', gen_random_uuid())`,
    `select farebox.order_may_become('pending', 'paid')`,
  ])('may not: %s', async (query) => {
    await expect(as('authenticated', query)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(['refunds', 'disputes', 'clawbacks'])('sees nothing of the %s of others', async (table) => {
    await asOwner(server.databaseUrl, addMoneyBack, [orderId]);
    await asOwner(server.databaseUrl, addMoneyBack, [otherId]);
    expect((await as('authenticated', `select distinct order_id from farebox.${table}`)).rows).toEqual([
      { order_id: orderId },
    ]);
  });

  it.each([
    ...['orders', 'payments', 'provider_events', 'events', 'refunds', 'disputes', 'clawbacks'],
    ...['provider_customers', 'unmatched_payments', 'user_email_aliases'],
  ])('sees nothing of %s without signing in', async (table) => {
    await expect(as('anon', `select 1 from farebox.${table}`)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('deleting a person', () => {
  it('takes their orders and payments along, and leaves the callbacks', async () => {
    const gone = await signUp(server.app);
    const id = await paidOrder(gone.cookie);
    const counted = `select (select count(*)::int from farebox.orders where id = $1) as orders,
                            (select count(*)::int from farebox.payments where order_id = $1) as payments,
                            (select count(*)::int from farebox.provider_events where order_id is null) as untied`;
    expect(await asOwner(server.databaseUrl, counted, [id])).toEqual([{ orders: 1, payments: 1, untied: 0 }]);
    await asOwner(server.databaseUrl, 'delete from farebox.users where id = $1', [gone.userId]);
    expect(await asOwner(server.databaseUrl, counted, [id])).toEqual([{ orders: 0, payments: 0, untied: 1 }]);
  });
});

describe('the server on the database', () => {
  it.each([
    'update farebox.orders set amount_minor = 1',
    'update farebox.orders set credits = 1',
    'update farebox.orders set user_id = gen_random_uuid()',
    'update farebox.orders set paid_at = now()',
    'delete from farebox.orders',
    'delete from farebox.payments',
    'delete from farebox.refunds',
    'update farebox.refunds set amount_minor = 1',
    'update farebox.disputes set amount_minor = 1',
    'update farebox.clawbacks set credits = 1',
    'delete from farebox.clawbacks',
    'update farebox.unmatched_payments set amount_minor = 1',
    'update farebox.payments set order_id = gen_random_uuid()',
    `update farebox.provider_events set raw = ''`,
    'delete from farebox.events',
    `update farebox.events set topic = ''`,
    'truncate farebox.orders cascade',
  ])('may not: %s', async (query) => {
    await expect(as('service_role', query)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot move an order backwards', async () => {
    const back = as('service_role', `update farebox.orders set status = 'paid' where id = $1`, [orderId]);
    await expect(back).rejects.toMatchObject({ code: '23514', constraint: 'orders_transition' });
  });

  it('cannot touch a rejected callback, nor throw away any but old rejected ones', async () => {
    await deliver(server, succeeded(orderId), { secret: 'not-the-secret-at-all' });
    const forged = `update farebox.provider_events set state = 'received' where not signature_ok`;
    expect((await as('service_role', forged)).rowCount).toBe(0);
    expect((await as('service_role', 'delete from farebox.provider_events')).rowCount).toBe(0);
  });
});
