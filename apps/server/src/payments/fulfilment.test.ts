import { newId } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { asOwner, type CallbackBody, deliver, succeeded } from './callback.fixture.ts';
import { closeOrder, creditOrder } from './fulfilment.ts';
import { addEvent } from './inbox-store.ts';
import { takeIn } from './intake.ts';
import type { ProviderPayment } from './provider.ts';
import { findProvider } from './providers.ts';
import { settleEvent } from './settlement.ts';
import { sweepPayments } from './tasks.ts';

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

async function order(): Promise<string> {
  const { body } = await person.post<{ order: { id: string } }>('/api/payments/create', { amount: '10.00' }, newId());
  return body.order.id;
}

/** What the first lines of a webhook do before its process dies. */
async function store(event: CallbackBody): Promise<string> {
  const raw = Buffer.from(JSON.stringify(event));
  const { id } = await addEvent(server.deps.db, {
    provider: 'mockpay',
    eventId: event.id,
    type: event.type,
    raw,
    headers: {},
  });
  return id;
}

/** The first step alone: the order is marked paid. */
async function markPaid(eventId: string): Promise<string> {
  const [row] = await owner<{ raw: Buffer }>('select raw from farebox.provider_events where id = $1', [eventId]);
  const provider = await findProvider(server.deps, 'mockpay');
  const news = await provider?.readEvent((row as { raw: Buffer }).raw, new Date());
  const payment = news?.[0] as ProviderPayment;
  await takeIn(server.deps, payment.orderId as string, { provider: 'mockpay', payment });
  return payment.orderId as string;
}

/** Time passes until the sweep takes up everything that was left. */
async function sweepLater(): Promise<void> {
  await owner(`update farebox.provider_events set retry_at = now() where state in ('received', 'failed')`);
  await owner(`update farebox.orders set retry_at = now() where status = 'paid'`);
  await sweepPayments(server.deps);
}

async function expectOneGrant(orderId: string): Promise<void> {
  const grants = await owner<{ id: string }>('select id from ledger."grant" where reference = $1', [orderId]);
  expect(grants).toHaveLength(1);
  const [row] = await owner('select status, transaction_id from farebox.orders where id = $1', [orderId]);
  expect(row).toEqual({ status: 'fulfilled', transaction_id: grants[0]?.id });
  expect((await server.deps.ledger.balance(userId))?.available).toBe(1_003_000_000n);
  const open = await owner(
    `select id from farebox.provider_events where order_id = $1 and state in ('received', 'waiting', 'failed')`,
    [orderId],
  );
  expect(open).toEqual([]);
}

/** How far a run came before the process died. */
const crashes: [after: string, run: (eventId: string) => Promise<unknown>][] = [
  ['the callback was stored', async () => undefined],
  ['the order was marked paid', markPaid],
  ['the credits were granted', async (eventId) => creditOrder(server.deps, await markPaid(eventId))],
  ['everything was done', (eventId) => settleEvent(server.deps, eventId)],
];

describe('a crash right after', () => {
  it.each(crashes)('%s is repaired by the sweep, with one grant', async (_, run) => {
    const id = await order();
    await run(await store(succeeded(id)));
    await sweepLater();
    await expectOneGrant(id);
    await sweepLater();
    await expectOneGrant(id);
  });

  it.each(crashes)('%s is repaired by the next delivery, with one grant', async (_, run) => {
    const id = await order();
    const event = succeeded(id);
    await run(await store(event));
    expect(await deliver(server, event)).toBe(200);
    await expectOneGrant(id);
  });

  it.each(crashes)('%s is repaired by the retry task, with one grant', async (_, run) => {
    const id = await order();
    const eventId = await store(succeeded(id));
    await run(eventId);
    await Promise.all([settleEvent(server.deps, eventId), settleEvent(server.deps, eventId)]);
    await expectOneGrant(id);
  });
});

describe('a paid order whose event is not at hand', () => {
  it('is credited by the sweep; the event finds nothing left to do', async () => {
    const id = await order();
    const eventId = await store(succeeded(id));
    await markPaid(eventId);
    await owner('update farebox.orders set retry_at = now() where id = $1', [id]);
    await sweepPayments(server.deps);
    expect(await owner('select status from farebox.orders where id = $1', [id])).toEqual([{ status: 'fulfilled' }]);
    await settleEvent(server.deps, eventId);
    await expectOneGrant(id);
  });
});

/** Locks a row as somebody else, waits until a step of ours waits for it, and cuts that step's connection. */
async function cutWhileWaiting(orderId: string, step: () => Promise<unknown>): Promise<unknown> {
  const other = new pg.Client({ connectionString: server.databaseUrl });
  await other.connect();
  try {
    await other.query('begin');
    await other.query('select from farebox.orders where id = $1 for update', [orderId]);
    const running = step();
    const settled = running.catch((error: unknown) => error);
    await cutOneThatWaits(other);
    return await settled;
  } finally {
    await other.query('rollback');
    await other.end();
  }
}

async function cutOneThatWaits(other: pg.Client): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const { rows } = await other.query(`
      select pg_terminate_backend(pid) as cut from pg_stat_activity
       where datname = current_database() and pg_backend_pid() = any (pg_blocking_pids(pid))`);
    if (rows.length > 0) return;
  }
  throw new Error('nothing came to wait for the row');
}

describe('a connection that is cut', () => {
  it('while the order is marked paid: the provider is told to send again, and does', async () => {
    const id = await order();
    const event = succeeded(id);
    expect(await cutWhileWaiting(id, () => deliver(server, event))).toBe(500);
    const [row] = await owner('select state, attempts from farebox.provider_events where event_id = $1', [event.id]);
    expect(row).toEqual({ state: 'failed', attempts: 1 });
    expect(await deliver(server, event)).toBe(200);
    await expectOneGrant(id);
  });

  it('while the order is closed: the sweep goes on', async () => {
    const id = await order();
    const eventId = await store(succeeded(id));
    await markPaid(eventId);
    const transactionId = await creditOrder(server.deps, id);
    const outcome = await cutWhileWaiting(id, () => closeOrder(server.deps, id, transactionId));
    expect(outcome).toBeInstanceOf(Error);
    await sweepLater();
    await expectOneGrant(id);
  });
});

describe('a ledger that says no', () => {
  it('leaves the order paid, asks for a person and for another try', async () => {
    const id = await order();
    const event = succeeded(id);
    await server.deps.ledger.setAccount({ id: userId, status: 'closed' });
    expect(await deliver(server, event)).toBe(500);
    const [row] = await owner('select status, needs_review from farebox.orders where id = $1', [id]);
    expect(row).toEqual({ status: 'paid', needs_review: 'credit_refused' });
    const [kept] = await owner(
      'select state, attempts, retry_at > now() as later from farebox.provider_events where event_id = $1',
      [event.id],
    );
    expect(kept).toEqual({ state: 'failed', attempts: 1, later: true });

    await server.deps.ledger.setAccount({ id: userId, status: 'active' });
    await owner('delete from ledger.refusal where account_id = $1', [userId]);
    await sweepLater();
    await expectOneGrant(id);
    expect(await owner('select needs_review from farebox.orders where id = $1', [id])).toEqual([
      { needs_review: null },
    ]);
  });
});
