import { newId } from '@farebox/kit';
import { createCourier, type EPaySimulator, startEPaySimulator, testMerchants } from '@farebox/simulator';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { asOwner } from '../callback.fixture.ts';
import { findProvider } from '../providers.ts';
import { findOrder } from '../store.ts';
import { sweepPayments } from '../tasks.ts';
import { merchant, noticeOf, otherMerchant, tellNotice, traces } from './notice.fixture.ts';
import { orderNumber } from './order-number.ts';

const PATH = '/api/payments/notify/epay';

let site: EPaySimulator;
let server: TestServer;
let person: Caller;
let userId: string;

beforeAll(async () => {
  site = await startEPaySimulator({ folder: 'epay/', courier: createCourier({ retryMs: [20, 20] }) });
  const epay = { baseUrl: site.base, pid: merchant.pid, key: merchant.key };
  server = await testServer({ listen: true, config: { payments: { epay } } });
});

afterAll(async () => {
  await server.close();
  await site.courier.close();
  await site.close();
});

beforeEach(async () => {
  const signedUp = await signUp(server.app);
  userId = signedUp.userId;
  person = personOf(server, signedUp.cookie);
});

afterEach(() => {
  Object.assign(site.courier.faults, { duplicates: 0, tamper: false });
  site.quirks.notifyMethod = 'GET';
});

const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);
const available = async () => (await server.deps.ledger.balance(userId))?.available;
const statusOf = async (id: string) => (await findOrder(server.deps.db, id))?.status;

interface OrderWire {
  id: string;
  checkout: { kind: string; url: string; fields: Record<string, string> };
}

async function order(method = 'alipay'): Promise<string> {
  const wish = { amount: '12.50', provider: 'epay', method };
  const { status, body } = await person.post<{ order: OrderWire }>('/api/payments/create', wish, newId());
  expect(status).toBe(201);
  const { url, fields } = body.order.checkout;
  await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return body.order.id;
}

/** The payer pays, and the site's notices are all answered. The answers. */
async function pay(id: string, said: { money?: string; type?: string; status?: string } = {}): Promise<string[]> {
  const before = site.courier.log.length;
  site.pay(orderNumber(id), said);
  await site.courier.flush();
  return site.courier.log.slice(before).map(({ status, answer }) => `${status} ${answer}`);
}

const notify = (query: URLSearchParams) => tellNotice(server.url, query);

const grantsFor = async (id: string) =>
  (await owner('select id from ledger."grant" where reference = $1', [id])).length;

describe('a paid order', () => {
  it.each(['GET', 'POST'] as const)('is credited once for twenty copies at the same time, by %s', async (method) => {
    site.quirks.notifyMethod = method;
    const id = await order();
    site.pay(orderNumber(id));
    const { tradeNo } = site.order(orderNumber(id));
    const query = noticeOf(id, { trade_no: tradeNo });
    const init = method === 'POST' ? { method, body: query } : {};
    const copies = Array.from({ length: 20 }, async () => {
      const answer = await fetch(`${server.url}${PATH}${method === 'GET' ? `?${query}` : ''}`, init);
      return answer.text();
    });
    await site.courier.flush();
    expect(new Set(await Promise.all(copies))).toEqual(new Set(['success']));
    expect(site.courier.log.at(-1)).toMatchObject({ outcome: 'accepted', answer: 'success' });
    expect(await statusOf(id)).toBe('fulfilled');
    expect(await grantsFor(id)).toBe(1);
    expect(await available()).toBe(1_253_000_000n);
  });

  it('stays credited once when the same notice comes again for ever', async () => {
    const id = await order();
    expect(await pay(id)).toEqual(['200 success']);
    const before = await traces(server.databaseUrl);
    for (let time = 0; time < 5; time += 1) expect(await pay(id)).toEqual(['200 success']);
    expect(await traces(server.databaseUrl)).toEqual(before);
  });

  it('is credited also when the notice never comes: the site is asked', async () => {
    const id = await order();
    site.courier.faults.dropRate = 1;
    await pay(id);
    site.courier.faults.dropRate = 0;
    expect(await statusOf(id)).toBe('pending');
    const provider = await findProvider(server.deps, 'epay');
    const found = await findOrder(server.deps.db, id);
    const news = found && (await provider?.findNews?.(found, new Date()));
    expect(news).toMatchObject([{ paymentId: site.order(orderNumber(id)).tradeNo, orderId: id }]);
    expect(await pay(id)).toEqual(['200 success']);
    expect(await grantsFor(id)).toBe(1);
  });

  it('with a status that is not paid is heard, and credits nothing', async () => {
    const id = await order();
    expect(await notify(noticeOf(id, { trade_status: 'WAIT_BUYER_PAY' }))).toBe('200 success');
    expect(await statusOf(id)).toBe('pending');
    expect(await pay(id)).toEqual(['200 success']);
  });

  it('paid in a way that is not in the settings waits, kept, until it is', async () => {
    const id = await order();
    expect(await notify(noticeOf(id, { type: 'usdt' }))).toBe('500 fail');
    expect(await statusOf(id)).toBe('pending');
    const [event] = await owner<{ state: string; last_error: string }>(
      `select state, last_error from farebox.provider_events where state = 'failed' order by id desc limit 1`,
    );
    expect(event?.last_error).toContain('"usdt", which is not one of the types');
  });
});

describe('a genuine notice that cannot be credited is kept for a person and answered with fail:', () => {
  it('another amount than the order’s', async () => {
    const id = await order();
    expect((await pay(id, { money: '1.00' }))[0]).toBe('409 fail');
    expect(await grantsFor(id)).toBe(0);
    expect(await owner('select status, needs_review from farebox.orders where id = $1', [id])).toEqual([
      { status: 'pending', needs_review: 'amount_mismatch' },
    ]);
    expect(await owner('select state, last_error from farebox.provider_events where order_id = $1', [id])).toEqual([
      { state: 'processed', last_error: 'amount_mismatch' },
    ]);
  });

  it('a second payment of one order', async () => {
    const id = await order();
    await pay(id);
    expect(await notify(noticeOf(id, { trade_no: 'another' }))).toBe('409 fail');
    expect(await pay(id)).toEqual(['200 success']);
    expect(await grantsFor(id)).toBe(1);
  });

  it('an order that we do not have', async () => {
    expect(await notify(noticeOf(newId()))).toBe('404 fail');
    expect(await notify(noticeOf('not-one-of-ours'))).toBe('404 fail');
  });
});

describe('success', () => {
  it('is not said before the credit is stored', async () => {
    const id = await order();
    const lock = new pg.Client({ connectionString: server.databaseUrl });
    await lock.connect();
    try {
      await lock.query('begin');
      await lock.query('select from ledger.account where id = $1 for update', [userId]);
      let answer: string | null = null;
      const told = notify(noticeOf(id)).then((text) => {
        answer = text;
      });
      await somethingWaitsFor(lock);
      expect(await statusOf(id)).toBe('paid');
      expect(answer).toBeNull();
      await lock.query('rollback');
      await told;
      expect(answer).toBe('200 success');
      expect(await grantsFor(id)).toBe(1);
    } finally {
      await lock.end();
    }
  });

  it('is not said when the ledger says no, and is said once it says yes', async () => {
    const id = await order();
    await server.deps.ledger.setAccount({ id: userId, status: 'closed' });
    expect(await notify(noticeOf(id))).toBe('500 fail');
    await server.deps.ledger.setAccount({ id: userId, status: 'active' });
    await owner('delete from ledger.refusal where account_id = $1', [userId]);
    await owner(`update farebox.provider_events set retry_at = now() where state = 'failed' and order_id = $1`, [id]);
    await sweepPayments(server.deps);
    expect(await notify(noticeOf(id))).toBe('200 success');
    expect(await grantsFor(id)).toBe(1);
  });
});

async function somethingWaitsFor(lock: pg.Client): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const { rows } = await lock.query(
      'select from pg_stat_activity where datname = current_database() and pg_backend_pid() = any (pg_blocking_pids(pid))',
    );
    if (rows.length > 0) return;
  }
  throw new Error('nothing came to wait for the account');
}

it('a body that is too long is answered with fail, too', async () => {
  const body = `x=${'y'.repeat(70_000)}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${server.url}${PATH}`, { method: 'POST', body, headers });
  expect([answer.status, await answer.text()]).toEqual([413, 'fail']);
});

describe('without settings', () => {
  it('there is no door, and nothing is kept', async () => {
    const bare = await testServer();
    for (const init of [{}, { method: 'POST', body: noticeOf(newId()) }]) {
      const answer = await bare.app.request(`${PATH}?${noticeOf(newId())}`, init);
      expect([answer.status, await answer.text()]).toEqual([404, 'fail']);
    }
    expect(await asOwner(bare.databaseUrl, 'select id from farebox.provider_events')).toEqual([]);
    await bare.close();
  });
});

describe('the RSA interface', () => {
  it('credits its own merchant’s notices, and never another’s, however genuine', async () => {
    const privateKey = testMerchants.find(({ pid }) => pid === merchant.pid)?.privateKey;
    const epay = {
      baseUrl: site.base,
      pid: merchant.pid,
      version: 'v2' as const,
      privateKey,
      platformPublicKey: site.platformPublicKey,
    };
    const first = server;
    server = await testServer({ listen: true, config: { payments: { epay } } });
    try {
      const signedUp = await signUp(server.app);
      person = personOf(server, signedUp.cookie);
      const id = await order();
      site.pay(orderNumber(id), { pid: merchant.pid });
      await site.courier.flush();
      expect(site.courier.log.at(-1)).toMatchObject({ answer: 'success' });
      const stolen = await order();
      const before = await traces(server.databaseUrl);
      site.payElsewhere(orderNumber(stolen), otherMerchant.pid);
      await site.courier.flush();
      expect(site.courier.log.at(-1)).toMatchObject({ status: 401, answer: 'fail' });
      expect(await traces(server.databaseUrl)).toEqual(before);
      expect(await statusOf(stolen)).toBe('pending');
      const kept = await owner(`select signature_ok, last_error from farebox.provider_events where state = 'rejected'`);
      expect(kept[0]).toEqual({ signature_ok: true, last_error: 'for another merchant' });
    } finally {
      await server.close();
      server = first;
    }
  }, 30_000);
});
