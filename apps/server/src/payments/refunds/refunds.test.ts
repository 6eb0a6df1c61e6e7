import { newId } from '@farebox/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../../../tools/testing/callers.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { asOwner, deliver, succeeded } from '../callback.fixture.ts';
import { type Customer, customerOf, WELCOME } from '../customer.fixture.ts';
import { tell } from '../news.ts';
import type { ProviderDispute, ProviderRefund } from '../provider.ts';
import { WaitsFor } from '../waits-for.ts';
import { dispute, refund } from './money-back.fixture.ts';
import { settleClawbacks } from './steps.ts';

const CREDIT = 1_000_000n;

let server: TestServer;
let ann: Customer;
let root: Caller;
let admin: Caller;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
  [admin, root] = await Promise.all([staffOf(server, 'admin'), staffOf(server, 'root')]);
});

afterAll(() => server.close());

beforeEach(async () => {
  ann = await customerOf(server);
});

const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);
const hear = (news: ProviderRefund | ProviderDispute) => tell(server.deps, 'mockpay', news);

describe('a refund that the provider tells of', () => {
  it('takes its share of the credits, once for each refund', async () => {
    const { id, paymentId } = await ann.paid();
    const part = refund(paymentId, 4);
    await Promise.all(Array.from({ length: 10 }, () => hear(part)));
    expect(await ann.balance()).toEqual({ available: 600n, debt: 0n });
    expect(await ann.standing(id)).toEqual(['partially_refunded', '4.00']);
    await hear(refund(paymentId, 6));
    expect(await ann.balance()).toEqual({ available: 0n, debt: 0n });
    expect(await ann.standing(id)).toEqual(['refunded', '10.00']);
  });

  it('leaves what is spent as debt, which the next payment pays', async () => {
    const { paymentId } = await ann.paid();
    await ann.spend(900n);
    await hear(refund(paymentId, 10));
    // The welcome credits burn first, so 103 of the thousand are left.
    expect(await ann.balance()).toEqual({ available: 0n - WELCOME, debt: 897n });
    await ann.paid();
    expect(await ann.balance()).toEqual({ available: 103n - WELCOME, debt: 0n });
  });

  it('is returned when it fails, debt and all', async () => {
    const { id, paymentId } = await ann.paid();
    await ann.spend(903n);
    const told = refund(paymentId, 10, { status: 'pending' });
    await hear(told);
    expect(await ann.balance()).toEqual({ available: 0n - WELCOME, debt: 900n });
    await hear({ ...told, status: 'failed', observedAt: new Date() });
    expect(await ann.balance()).toEqual({ available: 100n - WELCOME, debt: 0n });
    expect(await ann.standing(id)).toEqual(['fulfilled', '0.00']);
    await hear(refund(paymentId, 10));
    expect(await ann.balance()).toEqual({ available: 0n - WELCOME, debt: 900n });
  });

  it('waits for a payment that is not known yet', async () => {
    await expect(hear(refund('mp_nobody', 1))).rejects.toBeInstanceOf(WaitsFor);
  });

  it('of a second payment for the same order leaves the first one’s credits alone', async () => {
    const { id } = await ann.paid();
    await deliver(server, succeeded(id, { paymentId: `second_${id}` }));
    await hear(refund(`second_${id}`, 10));
    expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
    expect(await ann.standing(id)).toEqual(['fulfilled', '0.00']);
  });
});

describe('a dispute', () => {
  it('secures what is left without debt; won returns it, in whatever order that is told', async () => {
    const { id, paymentId } = await ann.paid();
    await ann.spend(603n);
    await hear(dispute(paymentId));
    expect(await ann.balance()).toEqual({ available: 0n - WELCOME, debt: 0n });
    expect((await ann.standing(id))[0]).toBe('disputed');
    const won = dispute(paymentId, { status: 'won' });
    await hear(won);
    await hear(dispute(paymentId, { observedAt: new Date(0) }));
    await hear(won);
    expect(await ann.balance()).toEqual({ available: 400n - WELCOME, debt: 0n });
    expect(await ann.standing(id)).toEqual(['fulfilled', '0.00']);
  });

  it('that is lost takes the rest as debt', async () => {
    const { id, paymentId } = await ann.paid();
    await ann.spend(603n);
    await hear(dispute(paymentId));
    await hear(dispute(paymentId, { status: 'lost' }));
    expect(await ann.balance()).toEqual({ available: 0n - WELCOME, debt: 600n });
    expect(await ann.standing(id)).toEqual(['refunded', '10.00']);
  });
});

describe('any history of refunds and disputes', () => {
  it('ends the same in whatever order and however often it is told', async () => {
    const state = fc.constantFrom<ProviderRefund['status']>('pending', 'succeeded', 'failed');
    const told = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), state), { minLength: 1, maxLength: 4 });
    const end = fc.constantFrom<ProviderDispute['status'] | null>(null, 'won', 'lost');
    const property = fc.asyncProperty(told, end, fc.infiniteStream(fc.nat()), async (parts, ending, random) => {
      const results: unknown[] = [];
      for (const shuffled of [false, true]) {
        ann = await customerOf(server);
        const { id, paymentId } = await ann.paid();
        await ann.spend(503n);
        const history: (ProviderRefund | ProviderDispute)[] = parts.flatMap(([yuan, status]) => {
          const first = refund(paymentId, yuan, { status: 'pending' });
          return [first, { ...first, status, observedAt: new Date(first.observedAt.getTime() + 1) }];
        });
        if (ending) history.push(dispute(paymentId), dispute(paymentId, { status: ending }));
        const order = shuffled ? mixed([...history, ...history], () => random.next().value ?? 0) : history;
        for (const news of order) await hear(news);
        results.push({ ...(await ann.balance()), standing: await ann.standing(id) });
      }
      expect(results[1]).toEqual(results[0]);
    });
    await fc.assert(property, { numRuns: 8 });
  }, 60_000);
});

function mixed<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

interface RefundWire {
  id: string;
  status: string;
  amount: string;
}

interface Refusal {
  error: { code: string; details: Record<string, unknown> };
}

describe('a refund from the admin page', () => {
  const reason = 'Bought by mistake';

  it('goes through the provider and takes the credits; the same key again is the same refund', async () => {
    const { id } = await ann.paid();
    const key = newId();
    const first = await root.post<RefundWire>(`/api/admin/orders/${id}/refunds`, { amount: '2.50', reason }, key);
    expect(first).toMatchObject({ status: 201, body: { status: 'succeeded', amount: '2.50' } });
    const again = await root.post<RefundWire>(`/api/admin/orders/${id}/refunds`, { amount: '2.50', reason }, key);
    expect(again.body).toEqual(first.body);
    expect(await ann.balance()).toEqual({ available: 750n, debt: 0n });
    const other = await root.post<Refusal>(`/api/admin/orders/${id}/refunds`, { amount: '3', reason }, key);
    expect(other.body.error.code).toBe('idempotency_mismatch');
    const rest = await root.post<RefundWire>(`/api/admin/orders/${id}/refunds`, { reason }, newId());
    expect(rest.body.amount).toBe('7.50');
    expect(await ann.standing(id)).toEqual(['refunded', '10.00']);
  });

  it('of twenty at once gives the money back once', async () => {
    const { id } = await ann.paid();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => root.post(`/api/admin/orders/${id}/refunds`, { reason }, newId())),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await ann.balance()).toEqual({ available: 0n, debt: 0n });
  });

  it.each([
    ['more than was paid', { amount: '10.01', reason }, 400, 'invalid_payment_amount'],
    ['nothing', { amount: '0', reason }, 400, 'invalid_payment_amount'],
    ['three decimals', { amount: '1.001', reason }, 400, 'invalid_payment_amount'],
    ['no reason', { amount: '1' }, 400, 'invalid_request'],
  ])('refuses %s', async (_, body, status, code) => {
    const { id } = await ann.paid();
    const answer = await root.post<Refusal>(`/api/admin/orders/${id}/refunds`, body, newId());
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status, code });
    expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
  });

  it('is not there for an admin, and not possible for what was never paid', async () => {
    const { id } = await ann.paid();
    expect((await admin.post(`/api/admin/orders/${id}/refunds`, { reason }, newId())).status).toBe(404);
    const answer = await root.post<Refusal>(`/api/admin/orders/${await ann.order()}/refunds`, { reason }, newId());
    expect(answer.body.error.code).toBe('order_not_refundable');
  });
});

describe('a crash', () => {
  it('after a step was written is finished by whoever comes next, once', async () => {
    const { id, paymentId } = await ann.paid();
    const cut = { ...server.deps, ledger: { ...server.deps.ledger, revoke: () => Promise.reject(new Error('cut')) } };
    await expect(tell(cut, 'mockpay', refund(paymentId, 5))).rejects.toThrow('cut');
    expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
    await Promise.all([settleClawbacks(server.deps, id), settleClawbacks(server.deps, id)]);
    expect(await ann.balance()).toEqual({ available: 500n, debt: 0n });
    const steps = await owner('select kind, credits, moved from farebox.clawbacks where order_id = $1', [id]);
    expect(steps).toEqual([{ kind: 'take', credits: 500n * CREDIT, moved: 500n * CREDIT }]);
  });
});

describe('the policy that leaves it to a person', () => {
  it('takes nothing until it is decided', async () => {
    const careful = await testServer({
      databaseUrl: server.databaseUrl,
      config: { payments: { refunds: { policy: 'review' } } },
    });
    try {
      const [take, leave] = [await ann.paid(), await ann.paid()];
      for (const { paymentId } of [take, leave]) await tell(careful.deps, 'mockpay', refund(paymentId, 10));
      expect(await ann.balance()).toEqual({ available: 2000n, debt: 0n });
      const reason = 'Looked at it';
      await root.post(`/api/admin/orders/${take.id}/clawback`, { credits: 'take', reason });
      await root.post(`/api/admin/orders/${leave.id}/clawback`, { credits: 'leave', reason });
      expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
      const again = await root.post<Refusal>(`/api/admin/orders/${take.id}/clawback`, { credits: 'leave', reason });
      expect(again.body.error.code).toBe('nothing_to_decide');
    } finally {
      await careful.close();
    }
  });
});
