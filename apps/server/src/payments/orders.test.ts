import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { asOwner, deliver, succeeded } from './callback.fixture.ts';
import { paymentsSettings } from './settings.ts';

interface OrderWire {
  id: string;
  status: string;
  amount: string;
  credits: string;
  currency: string;
  createdAt: string;
  expiresAt: string;
  checkoutUrl: string | null;
}
interface Checkout {
  order: OrderWire;
  checkoutUrl: string;
}

const offer = { quickAmounts: [], minTopUp: '1', maxTopUp: '100000' };
const payments = paymentsSettings.parse({
  maxPendingOrders: 4,
  currencies: {
    CNY: {},
    JPY: { ...offer, minorUnits: 0, creditsPerUnit: '4.5' },
    KWD: { ...offer, minorUnits: 3, creditsPerUnit: '2300', maxTopUp: '10' },
  },
});

let server: TestServer;
let person: Caller;
let userId: string;

beforeAll(async () => {
  server = await testServer({ config: { payments } });
});

afterAll(() => server.close());

beforeEach(async () => {
  const signedUp = await signUp(server.app);
  userId = signedUp.userId;
  person = personOf(server, signedUp.cookie);
});

const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);
const create = (body: object, key: string = newId()) => person.post<Checkout>('/api/payments/create', body, key);

describe('a new order', () => {
  it('is pending, with its snapshot, its price and half an hour to pay', async () => {
    const { status, body } = await create({ amount: '12.5' });
    expect(status).toBe(201);
    expect(body.order).toMatchObject({
      status: 'pending',
      amount: '12.50',
      currency: 'CNY',
      credits: '1250',
      provider: 'mockpay',
      transactionId: null,
    });
    expect(Date.parse(body.order.expiresAt) - Date.parse(body.order.createdAt)).toBe(1_800_000);
    const { publicUrl } = server.deps.config.server;
    expect(body.checkoutUrl.startsWith(`${publicUrl}/mockpay/${body.order.id}?t=`)).toBe(true);
    expect(body.order.checkoutUrl).toBe(body.checkoutUrl);
    const [row] = await owner('select snapshot, provider_reference from farebox.orders where id = $1', [body.order.id]);
    expect(row).toEqual({
      snapshot: { amount: '12.50', currency: 'CNY', creditsPerUnit: '100', credits: '1250', provider: 'mockpay' },
      provider_reference: `mock_${body.order.id}`,
    });
  });

  it.each([
    ['JPY', '1000', '1000', '4500', 1000],
    ['KWD', '1.234', '1.234', '2838.2', 1234],
  ])('knows the places of %s', async (code, amount, shown, credits, amountMinor) => {
    const { status, body } = await create({ amount, currency: code });
    expect(status).toBe(201);
    expect(body.order).toMatchObject({ amount: shown, credits, currency: code });
    expect(await deliver(server, succeeded(body.order.id, { amountMinor, currency: code }))).toBe(200);
    const paid = await person.get<OrderWire>(`/api/orders/${body.order.id}`);
    expect(paid.body).toMatchObject({ status: 'fulfilled', amount: shown });
  });

  it.each([
    [{ amount: '0.99' }, 'invalid_payment_amount'],
    [{ amount: '10000.01' }, 'invalid_payment_amount'],
    [{ amount: '10.001' }, 'invalid_payment_amount'],
    [{ amount: '-5' }, 'invalid_payment_amount'],
    [{ amount: '1e2' }, 'invalid_payment_amount'],
    [{ amount: '10.5', currency: 'JPY' }, 'invalid_payment_amount'],
    [{ amount: '10', currency: 'EUR' }, 'currency_not_offered'],
    [{ amount: '10', currency: 'toString' }, 'invalid_request'],
    [{ amount: '10', provider: 'stripe' }, 'provider_not_offered'],
    [{ amount: 10 }, 'invalid_request'],
    [{}, 'invalid_request'],
    [{ amount: '10', credits: '1000000' }, 'invalid_request'],
  ])('is refused for %j', async (body, code) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { error: { code } } });
    expect(await owner('select id from farebox.orders where user_id = $1', [userId])).toEqual([]);
  });

  it('needs somebody signed in', async () => {
    const anonymous = personOf(server, '');
    expect((await anonymous.post('/api/payments/create', { amount: '10' })).status).toBe(401);
    expect((await anonymous.get('/api/orders')).status).toBe(401);
  });

  it('is one of a few that may wait for payment', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => create({ amount: '10' })));
    expect(made.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 201, 409, 409, 409, 409]);
    await owner('update farebox.orders set expires_at = now() where user_id = $1', [userId]);
    expect((await create({ amount: '10' })).status).toBe(201);
  });
});

describe('the Idempotency-Key', () => {
  it('gives the same order and checkout again, also to eight at once', async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({ amount: '10.00' }, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await create({ amount: '10' }, key)).toEqual(answers[0]);
    expect(await owner('select id from farebox.orders where user_id = $1', [userId])).toHaveLength(1);
  });

  it.each([{ amount: '20' }, { amount: '10', currency: 'JPY' }])('is refused with %j after ten yuan', async (other) => {
    const key = newId();
    await create({ amount: '10' }, key);
    expect(await create(other, key)).toMatchObject({ status: 409, body: { error: { code: 'idempotency_mismatch' } } });
  });

  it('of one person is not that of another', async () => {
    const key = newId();
    const { body } = await create({ amount: '10' }, key);
    const other = personOf(server, (await signUp(server.app)).cookie);
    const { body: otherBody } = await other.post<Checkout>('/api/payments/create', { amount: '10' }, key);
    expect(otherBody.order.id).not.toBe(body.order.id);
  });
});

describe('reading orders', () => {
  it('shows the newest first, page by page', async () => {
    const made: string[] = [];
    for (let n = 0; n < 3; n += 1) made.unshift((await create({ amount: '10' })).body.order.id);
    type List = { data: OrderWire[]; nextCursor: string | null };
    const first = (await person.get<List>('/api/orders?limit=2')).body;
    const rest = (await person.get<List>(`/api/orders?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.data, ...rest.data].map((order) => order.id)).toEqual(made);
    expect(rest.nextCursor).toBeNull();
  });

  it('tells where to pay for as long as the order is pending', async () => {
    const { order, checkoutUrl } = (await create({ amount: '10' })).body;
    const addresses = async () => {
      const { data } = (await person.get<{ data: OrderWire[] }>('/api/orders')).body;
      const one = (await person.get<OrderWire>(`/api/orders/${order.id}`)).body;
      return [one, ...data].map((shown) => shown.checkoutUrl);
    };
    expect(await addresses()).toEqual([checkoutUrl, checkoutUrl]);
    expect(await deliver(server, succeeded(order.id, { amountMinor: 1000 }))).toBe(200);
    expect(await addresses()).toEqual([null, null]);
  });

  it('shows nobody else’s', async () => {
    const { body } = await create({ amount: '10' });
    const other = personOf(server, (await signUp(server.app)).cookie);
    expect(await other.get(`/api/orders/${body.order.id}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'order_not_found' } },
    });
    expect((await other.get<{ data: unknown[] }>('/api/orders')).body.data).toEqual([]);
    expect((await person.get(`/api/orders/${newId()}`)).status).toBe(404);
  });

  it('expires what was not paid in time', async () => {
    const ids = [(await create({ amount: '10' })).body.order.id, (await create({ amount: '20' })).body.order.id];
    await owner(`update farebox.orders set expires_at = now() - interval '1 second' where user_id = $1`, [userId]);
    expect((await person.get<OrderWire>(`/api/orders/${ids[0]}`)).body.status).toBe('expired');
    const list = (await person.get<{ data: OrderWire[] }>('/api/orders')).body.data;
    expect(list.map((order) => order.status)).toEqual(['expired', 'expired']);
    const events = await owner(
      `select count(*)::int as count from farebox.events where topic = 'order.expired' and subject_id = any ($1)`,
      [ids],
    );
    expect(events).toEqual([{ count: 2 }]);
  });
});
