import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { asOwner, deliver, succeeded } from '../callback.fixture.ts';

interface Recharged {
  id: string;
  amount: string;
  credits: string;
  status: string;
  payment_method: string;
  provider: string;
  payment_id: string | null;
  completed_at: string | null;
}

interface Made {
  record: Recharged;
  payment_url: string;
}

interface Page {
  data: Recharged[];
  nextCursor: string | null;
}

let server: TestServer;
let person: Caller;

beforeAll(async () => {
  const epay = { baseUrl: 'https://epay.example/', pid: '1001', key: 'a-key-of-thirty-two-characters-00' };
  const currencies = {
    JPY: { minorUnits: 0, creditsPerUnit: '5', minTopUp: '100', maxTopUp: '9000', quickAmounts: [] },
  };
  server = await testServer({ config: { payments: { epay, currencies } } as object });
  person = personOf(server, (await signUp(server.app)).cookie);
});

afterAll(() => server.close());

const recharge = (body: object, key?: string) => person.post<Made>('/api/recharge', body, key);
const codeOf = ({ body }: Answer<unknown>) => (body as { error: { code: string } }).error.code;

describe('POST /api/recharge', () => {
  it.each([
    [{ amount: '10', payment_method: 'mockpay' }, 'mockpay', 'mockpay'],
    [{ amount: 10, payment_method: 'mockpay' }, 'mockpay', 'mockpay'],
    [{ amount: '10.00', payment_method: 'alipay' }, 'epay', 'alipay'],
    [{ amount: '10.0', payment_method: 'wechat' }, 'epay', 'wxpay'],
    [{ amount: '10', method: 'wechat_pay' }, 'epay', 'wxpay'],
    [{ amount: '10', payment_method: 'epay', method: 'wxpay' }, 'epay', 'wxpay'],
    [{ amount: '10', provider: 'epay' }, 'epay', 'alipay'],
    [{ amount: '10', quick: true }, 'epay', 'alipay'],
  ])('%j is paid with %s (%s)', async (body, provider, method) => {
    const buyer = personOf(server, (await signUp(server.app)).cookie);
    const { status, body: made } = await buyer.post<Made>('/api/recharge', body);
    expect(status).toBe(201);
    expect(made.record).toMatchObject({ amount: '10.00', credits: '1000', provider, payment_method: method });
    const order = await buyer.get<{ kind: string; checkoutUrl: string }>(`/api/orders/${made.record.id}`);
    expect(order.body).toMatchObject({ kind: 'topup', status: 'pending', checkoutUrl: made.payment_url });
  });

  it('is the same order for the same key, and refuses another one under it', async () => {
    const [key, body] = [newId(), { amount: '10', payment_method: 'mockpay' }];
    const first = await recharge(body, key);
    expect((await recharge(body, key)).body).toEqual(first.body);
    const other = await recharge({ ...body, amount: '20' }, key);
    expect([other.status, codeOf(other)]).toEqual([409, 'idempotency_mismatch']);
  });

  it.each([
    [{ amount: '10', payment_method: 'cash' }, 'provider_not_offered'],
    [{ amount: '10', provider: 'stripe' }, 'provider_not_offered'],
    [{ amount: '10', payment_method: 'constructor' }, 'provider_not_offered'],
    [{ amount: '200', currency: 'JPY', payment_method: 'alipay' }, 'provider_not_offered'],
    [{ amount: '10', currency: 'ZZZ' }, 'currency_not_offered'],
    [{ amount: '0.5' }, 'invalid_payment_amount'],
    [{ amount: '10.001' }, 'invalid_payment_amount'],
    [{ amount: 1e-7 }, 'invalid_payment_amount'],
    [{ amount: '11', quick: true }, 'invalid_payment_amount'],
    [{ amount: 'ten', quick: true }, 'invalid_payment_amount'],
    [{ amount: -10 }, 'invalid_request'],
    [{ amount: '10', currency: 'yuan' }, 'invalid_request'],
    [{ amount: '10', credits: '9999' }, 'invalid_request'],
    [{}, 'invalid_request'],
  ])('%j is refused: %s', async (body, code) => {
    const answer = await recharge(body);
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
  });

  it('needs somebody who signed in', async () => {
    for (const method of ['GET', 'POST']) {
      expect((await server.app.request('/api/recharge', { method })).status).toBe(401);
    }
  });
});

describe('GET /api/recharge', () => {
  it('has my own top-ups alone, newest first, page by page, with what became of them', async () => {
    const buyer = personOf(server, (await signUp(server.app)).cookie);
    const ids: string[] = [];
    for (const amount of ['10', '20', '30']) {
      const { body } = await buyer.post<Made>('/api/recharge', { amount, payment_method: 'mockpay' });
      ids.unshift(body.record.id);
    }
    const paid = succeeded(ids.at(-1) as string);
    expect(await deliver(server, paid)).toBe(200);
    // Of a payment without an order: made long ago, under an id that does not tell the time.
    const lastOne = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
    await asOwner(
      server.databaseUrl,
      `insert into farebox.orders (id, user_id, account_id, kind, amount_minor, currency, minor_units, credits, provider,
                                   snapshot, idempotency_key, expires_at, created_at)
       select $1, user_id, account_id, 'unmatched', 100, 'CNY', 2, 1, 'stripe', '{}', $1, expires_at, '2020-01-01Z'
         from farebox.orders where id = $2`,
      [lastOne, ids[0]],
    );
    ids.push(lastOne);
    const first = (await buyer.get<Page>('/api/recharge?limit=2')).body;
    expect(first.data.map(({ id, amount }) => [id, amount])).toEqual([
      [ids[0], '30.00'],
      [ids[1], '20.00'],
    ]);
    const rest = (await buyer.get<Page>(`/api/recharge?limit=2&cursor=${first.nextCursor}`)).body;
    expect(rest).toMatchObject({
      data: [
        { id: ids[2], status: 'fulfilled', payment_id: paid.paymentId },
        { id: lastOne, amount: '1.00' },
      ],
      nextCursor: null,
    });
    expect(rest.data[0]?.completed_at).toMatch(/^\d{4}-.*Z$/);
    expect((await buyer.get('/api/recharge?limit=0')).status).toBe(400);
  });
});
