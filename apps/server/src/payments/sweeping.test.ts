import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { asOwner, deliver, succeeded } from './callback.fixture.ts';
import { type Customer, customerOf } from './customer.fixture.ts';
import { addEvent } from './inbox-store.ts';
import { tell } from './news.ts';
import { mayAskNow } from './reconcile/store.ts';
import { refund } from './refunds/money-back.fixture.ts';
import { takeOpenSteps } from './refunds/store.ts';
import { settleEvent } from './settlement.ts';
import { sweepPayments } from './tasks.ts';

let server: TestServer;
let ann: Customer;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
});
afterAll(() => server.close());
beforeEach(async () => {
  ann = await customerOf(server);
});

const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);

/** A callback that is kept and not settled. */
async function kept(body: ReturnType<typeof succeeded>): Promise<string> {
  const raw = Buffer.from(JSON.stringify(body));
  const { id } = await addEvent(server.deps.db, {
    ...{ provider: 'mockpay', eventId: body.id, type: body.type, raw, headers: {} },
  });
  return id;
}

async function eventOf(id: string) {
  const [row] = await owner<{ state: string; last_error: string | null }>(
    'select state, last_error from farebox.provider_events where id = $1',
    [id],
  );
  return row;
}

describe('the sweep', () => {
  it('does all the rest when one thing cannot be done', async () => {
    const [stuck, other] = [await ann.order(), await ann.order()];
    await owner(`create function farebox.never() returns trigger language plpgsql as
                 $$ begin if new.status = 'expired' then raise 'never'; end if; return new; end $$`);
    await owner('create trigger never before update on farebox.orders for each row execute function farebox.never()');
    await owner(`update farebox.orders set expires_at = now() - interval '1 minute' where id = $1`, [stuck]);
    const event = await kept(succeeded(other));
    await owner(`update farebox.provider_events set retry_at = now() where id = $1`, [event]);
    await sweepPayments(server.deps);
    expect(await eventOf(event)).toMatchObject({ state: 'processed' });
    await owner('drop trigger never on farebox.orders');
  });

  it('takes a step that cannot be finished less and less often, so that others have their turn', async () => {
    const { id, paymentId } = await ann.paid();
    const cut = { ...server.deps, ledger: { ...server.deps.ledger, revoke: () => Promise.reject(new Error('cut')) } };
    await expect(tell(cut, 'mockpay', refund(paymentId, 5))).rejects.toThrow('cut');
    expect(await takeOpenSteps(server.deps.db, 1)).toEqual([]);
    await owner(
      `update farebox.clawbacks set created_at = now() - interval '1 hour', retry_at = now() where order_id = $1`,
      [id],
    );
    expect(await takeOpenSteps(server.deps.db, 1)).toEqual([id]);
    expect(await takeOpenSteps(server.deps.db, 1)).toEqual([]);
  });
});

describe('an event that waits for another', () => {
  /** Of a refund whose payment is not known, as if it had arrived so long ago. */
  async function waitingFor(reference: string, days: number): Promise<string> {
    const id = await kept(succeeded(newId()));
    await owner(`update farebox.provider_events set received_at = now() - $2 * interval '1 day' where id = $1`, [
      id,
      days,
    ]);
    await settleEvent(server.deps, id, async () => [refund(reference, 10)]);
    return id;
  }

  it('waits for thirty days, and is then ignored with a note', async () => {
    expect(await eventOf(await waitingFor('mp_nobody', 29))).toMatchObject({ state: 'waiting' });
    expect(await eventOf(await waitingFor('mp_nobody', 31))).toEqual({
      state: 'ignored',
      last_error: 'given up: waits for the payment that it is about',
    });
  });

  it('waits as long as it takes for a payment that waits for a person, and for credits that are on their way', async () => {
    const payment = { kind: 'payment', outcome: 'succeeded', orderId: null, paymentId: `stray_${newId()}` } as const;
    const more = { chargeId: null, amountMinor: 1000n, currency: 'CNY', paidAt: null, payer: null, raw: {} };
    await tell(server.deps, 'mockpay', { ...payment, ...more });
    expect(await eventOf(await waitingFor(payment.paymentId, 31))).toMatchObject({ state: 'waiting' });
    const id = await ann.order();
    await server.deps.ledger.setAccount({ id: ann.userId, status: 'closed' });
    expect(await deliver(server, succeeded(id, { paymentId: `mp_${id}` }))).toBe(500);
    expect(await eventOf(await waitingFor(`mp_${id}`, 31))).toMatchObject({ state: 'waiting' });
  });
});

describe('asking about an order at once', () => {
  it('is done every ten seconds at most, however far off the next question is', async () => {
    const id = await ann.order();
    for (const next of ['2 minutes', '1 hour']) {
      await owner(`update farebox.orders set ask_at = now() + $2::interval where id = $1`, [id, next]);
      const asked = await Promise.all(Array.from({ length: 5 }, () => mayAskNow(server.deps.db, id)));
      expect(asked.filter(Boolean)).toHaveLength(1);
      expect(await mayAskNow(server.deps.db, id)).toBe(false);
    }
  });
});

describe('completing by hand', () => {
  it('is refused when the provider’s word arrives in the same moment, and raises no question', async () => {
    const root = await staffOf(server, 'root');
    const results = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const id = await ann.order();
      const path = `/api/admin/orders/${id}/complete`;
      const [byHand] = await Promise.all([root.post(path, { reason: 'Seen' }), deliver(server, succeeded(id))]);
      const [row] = await owner<{ needs_review: string | null; manual: boolean }>(
        `select needs_review, p.provider_payment_id like 'manual:%' as manual
           from farebox.orders o join farebox.payments p on p.id = o.payment_id where o.id = $1`,
        [id],
      );
      results.push({ ...row, status: byHand.status });
    }
    for (const { needs_review, manual, status } of results) {
      expect({ needs_review, manual, status }).toEqual(
        manual
          ? { needs_review: 'paid_twice', manual, status: 200 }
          : { needs_review: null, manual: false, status: 409 },
      );
    }
  });
});
