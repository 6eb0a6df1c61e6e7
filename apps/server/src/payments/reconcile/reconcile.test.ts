import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { runFarebox, signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { asOwner, deliver, succeeded } from '../callback.fixture.ts';
import { isSame } from './report.ts';
import { takeOrdersToAsk } from './store.ts';

interface Finding {
  kind: string;
  orderId: string | null;
  reference: string | null;
  repairable: boolean;
}

let server: TestServer;
let person: Caller;
let userId: string;
let admin: Caller;
let root: Caller;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
  [admin, root] = await Promise.all([staffOf(server, 'admin'), staffOf(server, 'root')]);
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

async function findings(orderId: string): Promise<Finding[]> {
  const { body } = await admin.get<{ findings: Finding[] }>('/api/admin/reconcile');
  return body.findings.filter((finding) => finding.orderId === orderId);
}

describe('the report', () => {
  it('has nothing to say of an order that is as it should be', async () => {
    const id = await order();
    await deliver(server, succeeded(id));
    expect(await findings(id)).toEqual([]);
  });

  it('finds what is paid and not credited, and the repair credits it once', async () => {
    const id = await order();
    const closed = { id: userId, status: 'closed' } as const;
    await server.deps.ledger.setAccount(closed);
    await deliver(server, succeeded(id));
    await owner(`update farebox.orders set retry_at = now() + interval '1 hour' where id = $1`, [id]);
    await asIfLongAgo(id);
    await server.deps.ledger.setAccount({ ...closed, status: 'active' });
    await owner('delete from ledger.refusal where account_id = $1', [userId]);
    expect(await findings(id)).toMatchObject([{ kind: 'paid_not_credited', repairable: true }]);
    await Promise.all([1, 2, 3].map(() => root.post('/api/admin/reconcile/repair', {})));
    expect((await server.deps.ledger.balance(userId))?.available).toBe(1_003_000_000n);
    expect(await findings(id)).toEqual([]);
  });

  it('finds credits that the ledger does not have as they were sold', async () => {
    const id = await order();
    await deliver(server, succeeded(id));
    const lie = (credits: string) =>
      owner(`alter table farebox.orders disable trigger user`).then(() =>
        owner('update farebox.orders set credits = $1 where id = $2', [credits, id]),
      );
    await lie('5');
    expect(await findings(id)).toMatchObject([{ kind: 'credit_missing', repairable: false }]);
    await lie('1000000000');
    await owner(`alter table farebox.orders enable trigger user`);
    expect(await findings(id)).toEqual([]);
  });

  it('finds a callback whose effect is not there', async () => {
    const event = succeeded(await order());
    await deliver(server, event);
    await owner(
      `update farebox.provider_events set state = 'failed', last_error = 'cut', received_at = now() - interval '1 hour'
        where event_id = $1`,
      [event.id],
    );
    const told = async () => (await findings(event.orderId)).map(({ kind }) => kind);
    expect(await told()).toEqual(['event_not_settled']);
    const { body } = await root.post<{ tried: number; failed: unknown[] }>('/api/admin/reconcile/repair', {});
    expect(body).toMatchObject({ tried: 1, failed: [] });
    expect(await told()).toEqual([]);
  });

  it.each([
    ['its own name', { id: 'tran_1', charge: 'ord_1' }, { id: 'tran_1', charge: null }, true],
    ['the other’s charge', { id: 'ord_1', charge: 'ord_1' }, { id: 'tran_1', charge: 'ord_1' }, true],
    ['its charge', { id: 'pi_1', charge: 'in_1' }, { id: 'in_1', charge: null }, true],
    [
      'no name, only the order that a renewal shares',
      { id: 'tran_1', charge: 'ord_1' },
      { id: 'tran_2', charge: 'ord_1' },
      false,
    ],
  ])('knows a payment by %s', (_, known, told, same) => {
    const row = { provider_payment_id: known.id, charge_id: known.charge } as Parameters<typeof isSame>[0];
    const payment = { paymentId: told.id, chargeId: told.charge } as Parameters<typeof isSame>[1];
    expect(isSame(row, payment)).toBe(same);
  });

  it('is read by admins, repaired by root, and to others not there', async () => {
    expect((await person.get('/api/admin/reconcile')).status).toBe(404);
    expect((await admin.post('/api/admin/reconcile/repair', {})).status).toBe(404);
    expect((await root.post('/api/admin/reconcile/repair', { since: 'yesterday' })).status).toBe(400);
  });
});

/** The clock of the database cannot be moved, so what happened is put into the past. */
async function asIfLongAgo(orderId: string): Promise<void> {
  await owner('alter table farebox.orders disable trigger user');
  await owner(`update farebox.orders set paid_at = paid_at - interval '1 hour' where id = $1`, [orderId]);
  await owner('alter table farebox.orders enable trigger user');
}

describe('asking about pending orders', () => {
  const askIn = async (id: string) => {
    const [row] = await owner<{ seconds: number | null }>(
      'select round(extract(epoch from ask_at - now()))::int as seconds from farebox.orders where id = $1',
      [id],
    );
    return row?.seconds;
  };
  const due = (id: string) => owner('update farebox.orders set ask_at = now() where id = $1', [id]);
  const take = async (id: string) => (await takeOrdersToAsk(server.deps.db, 1000)).some((taken) => taken.id === id);

  it('grows from two minutes to the order’s end, then once more a day later, then never', async () => {
    const id = await order();
    const gaps: (number | null | undefined)[] = [await askIn(id)];
    for (let turn = 0; turn < 4; turn += 1) {
      await due(id);
      expect(await take(id)).toBe(true);
      gaps.push(await askIn(id));
    }
    expect(gaps).toEqual([120, 120, 240, 480, 960]);
    await owner(`update farebox.orders set expires_at = now() - interval '1 minute' where id = $1`, [id]);
    await due(id);
    expect(await take(id)).toBe(true);
    expect(await askIn(id)).toBeCloseTo(86_340, -1);
    await owner(`update farebox.orders set expires_at = now() - interval '2 days' where id = $1`, [id]);
    await due(id);
    expect(await take(id)).toBe(true);
    expect(await askIn(id)).toBeNull();
  });

  it('is done by one process at a time', async () => {
    const id = await order();
    await due(id);
    const taken = await Promise.all(Array.from({ length: 8 }, () => take(id)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is over once the order is paid', async () => {
    const id = await order();
    await deliver(server, succeeded(id));
    await due(id);
    await take(id);
    expect(await askIn(id)).toBeNull();
  });
});

describe('farebox reconcile', () => {
  const run = (...args: string[]) => runFarebox(['reconcile', ...args], { DATABASE_URL: server.databaseUrl });

  it('tells what differs, repairs it, and says that all is well', async () => {
    const event = succeeded(await order());
    await deliver(server, event);
    await owner(
      `update farebox.provider_events set state = 'failed', received_at = now() - interval '1 hour' where event_id = $1`,
      [event.id],
    );
    const before = await run();
    expect(before.code).toBe(1);
    expect(before.output).toContain('event_not_settled  mockpay');
    const repaired = await run('--repair', '--days', '30');
    expect(repaired.output).toContain('Repaired 1 of 1.');
    expect(repaired.output).toContain('Providers, orders and ledger agree.');
    expect(repaired.code).toBe(0);
  });

  it.each([['--days', '0'], ['--days', 'soon'], ['--forever'], ['all']])(
    'is called wrongly with %s',
    async (...args) => {
      expect((await run(...args)).code).toBe(2);
    },
  );
});
