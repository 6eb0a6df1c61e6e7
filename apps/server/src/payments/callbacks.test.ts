import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { asOwner, type Delivery, deliver, succeeded } from './callback.fixture.ts';

interface OrderWire {
  id: string;
  status: string;
  transactionId: string | null;
}

let server: TestServer;
let person: Caller;
let userId: string;

beforeAll(async () => {
  server = await testServer();
});

afterAll(() => server.close());

beforeEach(async () => {
  const signedUp = await signUp(server.app);
  userId = signedUp.userId;
  person = personOf(server, signedUp.cookie);
});

const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);
const available = async () => (await server.deps.ledger.balance(userId))?.available;
const orderNow = async (id: string) => (await person.get<OrderWire>(`/api/orders/${id}`)).body;

async function order(amount = '10.00'): Promise<string> {
  const { status, body } = await person.post<{ order: OrderWire }>('/api/payments/create', { amount }, newId());
  expect(status).toBe(201);
  return body.order.id;
}

async function grantsFor(orderId: string): Promise<number> {
  const rows = await owner<{ id: string }>('select id from ledger."grant" where reference = $1', [orderId]);
  return rows.length;
}

/** Everything a callback could change, counted. */
async function traces(): Promise<Record<string, bigint>> {
  const [row] = await owner<Record<string, bigint>>(`
    select (select count(*) from ledger.transaction) as transactions,
           (select count(*) from farebox.payments) as payments,
           (select count(*) from farebox.events) as events,
           (select count(*) from farebox.audit_logs) as audits,
           (select count(*) from farebox.orders where status <> 'pending' or needs_review is not null) as moved,
           (select count(*) from farebox.provider_events where state <> 'rejected') as inbox`);
  return row as Record<string, bigint>;
}

describe('a payment that succeeded', () => {
  it('credits the order once and leaves its story', async () => {
    const id = await order();
    expect(await deliver(server, succeeded(id, { paymentId: 'mp_story' }))).toBe(200);
    const after = await orderNow(id);
    expect(after).toMatchObject({ status: 'fulfilled', credits: '1000', transactionId: expect.any(String) });
    expect(await available()).toBe(1_003_000_000n);
    const [grant] = await owner(
      'select id, category, source, reference, granted from ledger."grant" where reference = $1',
      [id],
    );
    expect(grant).toEqual({
      id: after.transactionId,
      category: 'paid',
      source: 'purchase',
      reference: id,
      granted: 1_000_000_000n,
    });
    const topics = await owner<{ topic: string }>(
      'select topic from farebox.events where subject_id = $1 order by id',
      [id],
    );
    expect(topics.map((row) => row.topic)).toEqual(['order.paid', 'order.fulfilled']);
    const audits = await owner<{ action: string; actor: string }>(
      `select action, actor_kind || ':' || actor_id as actor from farebox.audit_logs where target_id = $1 order by id`,
      [id],
    );
    expect(audits).toEqual([
      { action: 'order.created', actor: `user:${userId}` },
      { action: 'order.paid', actor: 'provider:mockpay' },
      { action: 'order.fulfilled', actor: 'system:payments' },
    ]);
  });

  it('credits once for a hundred copies at the same time', async () => {
    const id = await order();
    const event = succeeded(id);
    const answers = await Promise.all(Array.from({ length: 100 }, () => deliver(server, event)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await grantsFor(id)).toBe(1);
    expect(await available()).toBe(1_003_000_000n);
    const before = await traces();
    expect(await deliver(server, event)).toBe(200);
    expect(await traces()).toEqual(before);
  });

  it('credits once for two events that tell of one payment, one after the other and together', async () => {
    const [first, second] = [await order(), await order()];
    for (const id of ['evt_one', 'evt_two']) await deliver(server, succeeded(first, { id, paymentId: 'mp_same' }));
    await Promise.all(
      ['evt_three', 'evt_four'].map((id) => deliver(server, succeeded(second, { id, paymentId: 'mp_alike' }))),
    );
    expect([await grantsFor(first), await grantsFor(second)]).toEqual([1, 1]);
    expect(await available()).toBe(2_003_000_000n);
  });

  it.each(['payment.failed', 'payment.cancelled'])('is credited also after %s', async (type) => {
    const id = await order();
    expect(await deliver(server, succeeded(id, { type }))).toBe(200);
    expect((await orderNow(id)).status).toBe(type.replace('payment.', ''));
    expect(await available()).toBe(3_000_000n);
    expect(await deliver(server, succeeded(id))).toBe(200);
    expect((await orderNow(id)).status).toBe('fulfilled');
    expect(await available()).toBe(1_003_000_000n);
  });

  it('is credited also when the order had expired', async () => {
    const id = await order();
    await owner(`update farebox.orders set expires_at = now() - interval '1 second' where id = $1`, [id]);
    expect((await orderNow(id)).status).toBe('expired');
    expect(await deliver(server, succeeded(id))).toBe(200);
    expect((await orderNow(id)).status).toBe('fulfilled');
  });

  it('does not turn into a failure afterwards', async () => {
    const id = await order();
    const event = succeeded(id);
    await deliver(server, event);
    expect(await deliver(server, { ...event, id: 'evt_late_failure', type: 'payment.failed' })).toBe(200);
    expect((await orderNow(id)).status).toBe('fulfilled');
    const [payment] = await owner('select status from farebox.payments where order_id = $1', [id]);
    expect(payment).toEqual({ status: 'succeeded' });
  });

  it('is credited above the balance cap, which refuses only what is not paid yet', async () => {
    const id = await order();
    await server.deps.ledger.setAccount({ id: userId, cap: 500_000_000n });
    const refused = await person.post('/api/payments/create', { amount: '10.00' }, newId());
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code: 'balance_cap_exceeded', details: { cap: '500', room: '497' } } },
    });
    expect(await deliver(server, succeeded(id))).toBe(200);
    expect(await available()).toBe(1_003_000_000n);
  });
});

describe('what credits nothing', () => {
  const forged: [name: string, delivery: (id: string, other: string) => Delivery & { status: number }][] = [
    ['another secret', () => ({ secret: 'not-the-secret-at-all', status: 401 })],
    ['a time too long ago', () => ({ skew: -301, status: 401 })],
    ['a time too far ahead', () => ({ skew: 310, status: 401 })],
    ['a changed amount', (id) => ({ sent: JSON.stringify(succeeded(id, { amountMinor: 999_999 })), status: 401 })],
    ['another order', (_, other) => ({ sent: JSON.stringify(succeeded(other)), status: 401 })],
    ['a cut body', () => ({ sent: '{"id":"evt_cut"', status: 401 })],
  ];

  it.each(forged)('is a callback with %s: refused, kept, and nothing else', async (_, make) => {
    const [id, other] = [await order(), await order()];
    const { status, ...delivery } = make(id, other);
    const before = await traces();
    const rejected = () => owner<{ id: string }>(`select id from farebox.provider_events where state = 'rejected'`);
    const kept = (await rejected()).length;
    expect(await deliver(server, succeeded(id), delivery)).toBe(status);
    expect(await traces()).toEqual(before);
    expect(await rejected()).toHaveLength(kept + 1);
  });

  it('is one without a signature, or a signed one that cannot be read', async () => {
    const before = await traces();
    const bare = await server.app.request('/api/payments/webhook', { method: 'POST', body: '{}' });
    expect(bare.status).toBe(400);
    expect(await deliver(server, { type: 'payment.succeeded' })).toBe(400);
    expect(await traces()).toEqual(before);
  });

  it('is a forged event, which cannot take the place of the genuine one', async () => {
    const id = await order();
    const event = succeeded(id, { id: 'evt_contested' });
    expect(await deliver(server, event, { secret: 'not-the-secret-at-all' })).toBe(401);
    expect(await deliver(server, event)).toBe(200);
    expect((await orderNow(id)).status).toBe('fulfilled');
  });

  it.each([
    ['amount_mismatch', { amountMinor: 999 }],
    ['currency_mismatch', { currency: 'USD' }],
  ])('is a payment with an %s: kept for a person to look at', async (reason, changes) => {
    const id = await order();
    expect(await deliver(server, succeeded(id, changes))).toBe(200);
    expect((await orderNow(id)).status).toBe('pending');
    expect(await available()).toBe(3_000_000n);
    expect(await owner('select needs_review from farebox.orders where id = $1', [id])).toEqual([
      { needs_review: reason },
    ]);
    expect(await owner('select status from farebox.payments where order_id = $1', [id])).toEqual([
      { status: 'succeeded' },
    ]);
    const events = await owner('select state, last_error from farebox.provider_events where order_id = $1', [id]);
    expect(events).toEqual([{ state: 'processed', last_error: reason }]);
  });

  it('is a second payment for a paid order, and the payment of another order', async () => {
    const [first, second] = [await order(), await order()];
    await deliver(server, succeeded(first, { paymentId: 'mp_first' }));
    expect(await deliver(server, succeeded(first, { paymentId: 'mp_again' }))).toBe(200);
    expect(await deliver(server, succeeded(second, { paymentId: 'mp_first' }))).toBe(200);
    expect(await available()).toBe(1_003_000_000n);
    const rows = await owner('select needs_review, status from farebox.orders where user_id = $1 order by id', [
      userId,
    ]);
    expect(rows).toEqual([
      { needs_review: 'paid_twice', status: 'fulfilled' },
      { needs_review: 'payment_of_another_order', status: 'pending' },
    ]);
  });

  it('is an event of an unknown type or for an unknown order: accepted and ignored', async () => {
    const unknown = { id: 'evt_unknown_type', type: 'payout.created', anything: { goes: true } };
    expect(await deliver(server, unknown)).toBe(200);
    expect(await deliver(server, succeeded(newId(), { id: 'evt_unknown_order' }))).toBe(200);
    const rows = await owner(`select state from farebox.provider_events where event_id like 'evt_unknown_%'`);
    expect(rows).toEqual([{ state: 'ignored' }, { state: 'ignored' }]);
  });

  it('is a body above 256 KiB', async () => {
    expect(await deliver(server, succeeded(newId(), { id: 'x'.repeat(262_144) }))).toBe(413);
  });

  it('is a flood of forgeries, of which only so many are kept', async () => {
    const event = succeeded(newId());
    for (let batch = 0; batch < 6; batch += 1) {
      await Promise.all(Array.from({ length: 20 }, () => deliver(server, event, { secret: 'not-the-secret-at-all' })));
    }
    const rows = await owner<{ id: string }>(`select id from farebox.provider_events where state = 'rejected'`);
    expect(rows.length).toBeGreaterThanOrEqual(100);
    expect(rows.length).toBeLessThan(120);
  });
});
