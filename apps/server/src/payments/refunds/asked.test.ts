import { connect, newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { asOwner, deliver, succeeded } from '../callback.fixture.ts';
import { type Customer, customerOf } from '../customer.fixture.ts';
import { tell } from '../news.ts';
import type { Provider, ProviderDispute, ProviderRefund, RefundAnswer, RefundRequest } from '../provider.ts';
import { findProvider } from '../providers.ts';
import { dispute, refund } from './money-back.fixture.ts';
import { refundThrough, sweepRefunds } from './requests.ts';

let server: TestServer;
let ann: Customer;
let root: Awaited<ReturnType<typeof staffOf>>;
let mockpay: Provider;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
  root = await staffOf(server, 'root');
  mockpay = (await findProvider(server.deps, 'mockpay')) as Provider;
});
afterAll(() => server.close());
beforeEach(async () => {
  ann = await customerOf(server);
});

const reason = 'Bought by mistake';
const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);
const hear = (news: ProviderRefund | ProviderDispute) => tell(server.deps, 'mockpay', news);
const ask = (id: string, amount?: string, key: string = newId()) =>
  root.post<{ id: string; status: string; amount: string; error: { code: string } }>(
    `/api/admin/orders/${id}/refunds`,
    { reason, ...(amount && { amount }) },
    key,
  );
const review = async (id: string) => (await root.get<{ review: string | null }>(`/api/admin/orders/${id}`)).body.review;

/** A refund through a provider that answers so; what it was asked for. */
function through(answer: (request: RefundRequest) => Promise<RefundAnswer>) {
  const asked: RefundRequest[] = [];
  const provider = {
    ...mockpay,
    refund: async (request: RefundRequest) => answer(asked[asked.push(request) - 1] as RefundRequest),
  };
  const decision = { actor: { kind: 'user' as const, id: root.userId }, reason, origin: {} as never };
  const wish = (orderId: string, amount: string | null = null, id = newId()) =>
    refundThrough(server.deps, provider, { id, orderId, amount }, decision);
  return { asked, wish };
}

/** Until so many statements wait for a lock. */
async function waiting(count: number): Promise<void> {
  const query = `select count(*)::int as count from pg_stat_activity
                  where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await owner<{ count: number }>(query))[0]?.count, { timeout: 10_000 }).toBe(count);
}

const done = async ({ key }: RefundRequest): Promise<RefundAnswer> => ({ status: 'succeeded', refundId: `re_${key}` });

describe('the provider', () => {
  it('is asked once for one key, however many ask at once: not every provider knows a key', async () => {
    const { id } = await ann.paid();
    const { asked, wish } = through(async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return done(request);
    });
    const key = newId();
    const answers = await Promise.all([1, 2, 3].map(() => wish(id, '2.50', key)));
    expect(asked).toHaveLength(1);
    expect(new Set(answers.map((one) => one.id))).toEqual(new Set([key]));
    expect(await ann.balance()).toEqual({ available: 750n, debt: 0n });
  });

  it('is asked for all that remains only when that is what is wanted, whatever else goes on', async () => {
    const { id, paymentId } = await ann.paid();
    const first = refund(paymentId, 6, { status: 'pending' });
    await hear(first);
    const { asked, wish } = through(done);
    const locked = connect({ url: server.databaseUrl, max: 1 });
    await locked.query('begin');
    await locked.query('select from farebox.orders where id = $1 for update', [id]);
    const failing = hear({ ...first, status: 'failed', observedAt: new Date() });
    await waiting(1);
    const wishing = wish(id, '4.00');
    await waiting(2);
    await locked.query('commit');
    await locked.end();
    await Promise.all([failing, wishing]);
    await wish(id);
    expect(asked.map(({ amountMinor, whole }) => ({ amountMinor, whole }))).toEqual([
      { amountMinor: 400n, whole: false },
      { amountMinor: 600n, whole: true },
    ]);
  });

  it('whose callback came first, under another sum, has given back once', async () => {
    const { id, paymentId } = await ann.paid();
    const { wish } = through(async ({ key }) => {
      // With a tax that came on top.
      await hear(refund(paymentId, 11, { refundId: `re_${key}`, status: 'pending' }));
      return { status: 'succeeded', refundId: `re_${key}` };
    });
    await wish(id);
    expect(await ann.standing(id)).toEqual(['refunded', '10.00']);
    expect(await ann.balance()).toEqual({ available: 0n, debt: 0n });
    const rows = await owner<{ status: string }>('select status from farebox.refunds where order_id = $1 order by id', [
      id,
    ]);
    expect(rows.map(({ status }) => status).sort()).toEqual(['failed', 'pending']);
  });
});

describe('what remains to be given back', () => {
  it('is not what a dispute has taken, or contests', async () => {
    const { id, paymentId } = await ann.paid();
    await hear(dispute(paymentId, { amountMinor: 700n }));
    expect((await ask(id, '3.01')).body.error.code).toBe('invalid_payment_amount');
    await hear(dispute(paymentId, { amountMinor: 700n, status: 'lost' }));
    expect((await ask(id)).body.amount).toBe('3.00');
    expect(await ann.standing(id)).toEqual(['refunded', '10.00']);
  });

  it('is all of it when the money of a second payment went back', async () => {
    const { id } = await ann.paid();
    await deliver(server, succeeded(id, { paymentId: `second_${id}` }));
    await hear(refund(`second_${id}`, 10));
    expect((await ask(id)).body.amount).toBe('10.00');
  });
});

describe('a question to a person', () => {
  it('about a refund without an answer is over when somebody says what became of it', async () => {
    const { id } = await ann.paid();
    const { wish } = through(async () => ({ status: 'unknown', reason: 'no answer' }));
    const { id: refundId } = await wish(id);
    expect(await review(id)).toBe('refund_unknown');
    await root.post(`/api/admin/refunds/${refundId}/settle`, { outcome: 'failed', reason });
    expect(await review(id)).toBeNull();
  });

  it('about a refund without an answer is over when the provider tells of it', async () => {
    const { id, paymentId } = await ann.paid();
    const { wish } = through(async () => ({ status: 'unknown', reason: 'no answer' }));
    await wish(id, '4.00');
    await hear(refund(paymentId, 4));
    expect(await review(id)).toBeNull();
    expect(await ann.standing(id)).toEqual(['partially_refunded', '4.00']);
  });

  it('is still asked when it came behind another one', async () => {
    const { id } = await ann.paid();
    await deliver(server, succeeded(id, { paymentId: `second_${id}` }));
    const { wish } = through(async () => ({ status: 'unknown', reason: 'no answer' }));
    await wish(id, '4.00');
    expect(await review(id)).toBe('paid_twice');
    await root.post(`/api/admin/orders/${id}/reviewed`, { reason });
    expect(await review(id)).toBe('refund_unknown');
    await root.post(`/api/admin/orders/${id}/reviewed`, { reason });
    expect(await review(id)).toBeNull();
  });

  it('is asked before credits are taken for money in another currency, or of an order completed by hand', async () => {
    const { id, paymentId } = await ann.paid();
    await hear(refund(paymentId, 5, { currency: 'JPY' }));
    expect(await review(id)).toBe('refund_currency');
    expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
    const byHand = await ann.order();
    await root.post(`/api/admin/orders/${byHand}/complete`, { reason });
    await deliver(server, succeeded(byHand, { paymentId: `mp_${byHand}` }));
    await root.post(`/api/admin/orders/${byHand}/reviewed`, { reason });
    await hear(refund(`mp_${byHand}`, 10));
    expect(await review(byHand)).toBe('refund_to_decide');
    expect(await ann.balance()).toEqual({ available: 2000n, debt: 0n });
    await root.post(`/api/admin/orders/${byHand}/clawback`, { credits: 'take', reason });
    expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
    expect(await review(byHand)).toBeNull();
  });
});

describe('sights of the same moment', () => {
  it('do not take a settled refund back to pending', async () => {
    const { id, paymentId } = await ann.paid();
    const told = refund(paymentId, 10, { status: 'pending' });
    await hear(told);
    await hear({ ...told, status: 'failed' });
    await hear(told);
    expect(await ann.standing(id)).toEqual(['fulfilled', '0.00']);
    expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
  });
});

describe('the sweep', () => {
  it('leaves a refund that nobody answered for to a person, and asks nobody', async () => {
    const { id } = await ann.paid();
    const never = through(() => Promise.reject(new Error('unused')));
    await owner(
      `insert into farebox.refunds (id, order_id, user_id, provider, status, clawback, amount_minor, currency, updated_at)
       values ($1, $2, $3, 'mockpay', 'requested', 'due', 100, 'CNY', now() - interval '3 minutes')`,
      [newId(), id, ann.userId],
    );
    await sweepRefunds(server.deps);
    expect(await review(id)).toBe('refund_unknown');
    expect(never.asked).toEqual([]);
    expect((await ask(id)).body.error.code).toBe('refund_unsettled');
  });
});
