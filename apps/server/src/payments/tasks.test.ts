import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { asOwner, deliver, succeeded } from './callback.fixture.ts';
import { addEvent } from './inbox-store.ts';
import { paymentsTasks, sweepPayments } from './tasks.ts';

let server: TestServer;
let person: Caller;

beforeAll(async () => {
  server = await testServer();
});

afterAll(() => server.close());

beforeEach(async () => {
  person = personOf(server, (await signUp(server.app)).cookie);
});

const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);

async function order(): Promise<string> {
  const { body } = await person.post<{ order: { id: string } }>('/api/payments/create', { amount: '10.00' }, newId());
  return body.order.id;
}

async function statusOf(id: string): Promise<string | undefined> {
  const [row] = await owner<{ status: string }>('select status from farebox.orders where id = $1', [id]);
  return row?.status;
}

describe('the background work', () => {
  it('settles an event whose task is due', async () => {
    const id = await order();
    const event = succeeded(id);
    const raw = Buffer.from(JSON.stringify(event));
    const { deps } = server;
    const stored = await addEvent(deps.db, {
      provider: 'mockpay',
      eventId: event.id,
      type: event.type,
      raw,
      headers: {},
    });
    await deps.work.run(server.databaseUrl, [paymentsTasks(deps)]);
    try {
      await deps.work.add('payments.process_event', { eventId: stored.id });
      await expect.poll(() => statusOf(id), { timeout: 10_000 }).toBe('fulfilled');
    } finally {
      await deps.work.stop();
    }
  });

  it('is asked for another try when a callback could not be settled', async () => {
    const id = await order();
    const [account] = await owner<{ user_id: string }>('select user_id from farebox.orders where id = $1', [id]);
    await server.deps.ledger.setAccount({ id: account?.user_id as string, status: 'closed' });
    const event = succeeded(id);
    expect(await deliver(server, event)).toBe(500);
    const jobs = await owner(
      `select date_trunc('milliseconds', j.run_at) = date_trunc('milliseconds', e.retry_at) as at_that_time from graphile_worker.jobs j
         join farebox.provider_events e on j.key = 'payments.process_event:' || e.id where e.event_id = $1`,
      [event.id],
    );
    expect(jobs).toEqual([{ at_that_time: true }]);
  });
});

describe('the sweep', () => {
  it('expires unpaid orders whose time is over, and no others', async () => {
    const [due, young] = [await order(), await order()];
    await owner(`update farebox.orders set expires_at = now() - interval '1 second' where id = $1`, [due]);
    await sweepPayments(server.deps);
    expect([await statusOf(due), await statusOf(young)]).toEqual(['expired', 'pending']);
    const audits = await owner('select action, actor_kind from farebox.audit_logs where target_id = $1 order by id', [
      due,
    ]);
    expect(audits.at(-1)).toEqual({ action: 'order.expired', actor_kind: 'system' });
  });

  it('throws away forged callbacks after a week, and nothing else', async () => {
    const id = await order();
    await deliver(server, succeeded(id), { secret: 'not-the-secret-at-all' });
    await deliver(server, succeeded(id));
    const count = `select count(*)::int as count, state from farebox.provider_events where state in ('processed', 'rejected') group by 2 order by 2`;
    const before = await owner(count);
    expect(before).toEqual([
      { count: expect.any(Number), state: 'processed' },
      { count: 1, state: 'rejected' },
    ]);
    await sweepPayments(server.deps);
    expect(await owner(count)).toEqual(before);
    await owner(`update farebox.provider_events set received_at = now() - interval '8 days'`);
    await sweepPayments(server.deps);
    expect(await owner(count)).toEqual(before.slice(0, 1));
  });
});
