import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, testServer } from '../../../../tools/testing/index.ts';
import { stage } from './stage.fixture.ts';

type Body = {
  from: string;
  to: string;
  asOf: string;
  complete: boolean;
  opening: Record<string, string>;
  closing: Record<string, string>;
  totals: Record<string, { movements: number; change: string }>;
  movements: number;
  data: {
    number: number;
    kind: string;
    reason: string;
    at: string;
    change: string;
    debtChange: string;
    reference: string | null;
  }[];
  nextCursor: string | null;
  error: { code: string };
  [field: string]: unknown;
};

describe('GET /api/statements', () => {
  let server: ReturnType<typeof stage>;
  beforeAll(async () => {
    server = stage(await testServer(), signUp);
  });
  afterAll(() => server.close());

  const statement = async (month: string, cookie: string, query = '') => {
    const answer = await server.get(`/api/statements/${month}${query}`, cookie);
    return { status: answer.status, body: (await answer.json()) as Body };
  };
  const paid = (accountId: string, amount: bigint, changes = {}) =>
    server.deps.ledger.grant({ id: newId(), accountId, amount, category: 'paid', reason: 'purchase', ...changes });
  const charge = (accountId: string, amount: bigint, model = 'demo-small') =>
    server.deps.ledger.charge({ id: newId(), accountId, amount, usage: { model } });

  it('tells a month: opening, every movement, totals by kind, closing', async () => {
    const { userId, cookie } = await server.person('2026-02-27T00:00:00Z', 'Asia/Shanghai');
    const orderId = newId();
    await server.setTime('2026-03-05T06:22:00Z');
    await paid(userId, 100_000_000n, { reference: orderId });
    await server.setTime('2026-03-06T00:00:00Z');
    const { id } = await charge(userId, 1_500_000n);
    await server.deps.ledger.refund({ id: newId(), accountId: userId, transactionId: id, amount: 500_000n });
    await server.deps.ledger.grant({
      id: newId(),
      accountId: userId,
      amount: 7_000_000n,
      category: 'paid',
      reason: 'subscription',
      expiresAt: new Date('2026-03-31T15:00:00Z'),
      priority: 90,
    });
    await server.setTime('2026-04-20T00:00:00Z');
    const { status, body } = await statement('2026-03', cookie);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      month: '2026-03',
      timeZone: 'Asia/Shanghai',
      from: '2026-02-28T16:00:00.000Z',
      to: '2026-03-31T16:00:00.000Z',
      complete: true,
      opening: { available: '3', held: '0', total: '3', debt: '0' },
      in: '107.5',
      out: '-8.5',
      closing: { total: '102', debt: '0' },
      movements: 5,
    });
    expect(Object.entries(body.totals).filter(([, { movements }]) => movements > 0)).toEqual([
      ['purchases', { movements: 1, change: '100' }],
      ['subscriptions', { movements: 1, change: '7' }],
      ['refunds', { movements: 1, change: '0.5' }],
      ['usage', { movements: 1, change: '-1.5' }],
      ['expired', { movements: 1, change: '-7' }],
    ]);
    expect(body.data.map(({ kind, reason, change }) => [kind, reason, change])).toEqual([
      ['grant', 'purchase', '100'],
      ['charge', 'usage', '-1.5'],
      ['refund', 'refund', '0.5'],
      ['grant', 'subscription', '7'],
      ['expire', 'expiry', '-7'],
    ]);
    expect(body.data[0]?.reference).toBe(orderId);
    expect(body.data[2]?.reference).toBe(id);
    expect(body.data[4]?.at).toBe('2026-03-31T15:00:00.000Z');
  });

  it('keeps a hold that is open over the month’s end in the balance, and its capture in the month it happened', async () => {
    const { userId, cookie } = await server.person('2026-03-30T00:00:00Z');
    const holdId = newId();
    await server.deps.ledger.hold({ id: holdId, accountId: userId, amount: 2_000_000n, expiresInSeconds: 7 * 86_400 });
    await server.setTime('2026-04-02T00:00:00Z');
    await server.deps.ledger.capture({ id: newId(), accountId: userId, holdId, amount: 1_250_000n });
    const [march, april] = [(await statement('2026-03', cookie)).body, (await statement('2026-04', cookie)).body];
    expect(march.closing).toEqual({ available: '1', held: '2', total: '3', debt: '0' });
    expect(april.opening).toEqual(march.closing);
    expect(april.data.map(({ kind, change, reference }) => [kind, change, reference])).toEqual([
      ['capture', '-1.25', holdId],
    ]);
  });

  it('tells debt: made by a revoke, paid by the next purchase', async () => {
    const { userId, cookie } = await server.person('2026-03-10T00:00:00Z');
    const { id: grantId } = await paid(userId, 10_000_000n);
    await charge(userId, 12_000_000n);
    await server.deps.ledger.revoke({ id: newId(), accountId: userId, grantId });
    await server.setTime('2026-04-10T00:00:00Z');
    await paid(userId, 4_000_000n);
    const [march, april] = [(await statement('2026-03', cookie)).body, (await statement('2026-04', cookie)).body];
    expect(march).toMatchObject({ closing: { total: '0', debt: '9' }, debtAdded: '9', debtPaid: '0' });
    expect(march.data.at(-1)).toMatchObject({ kind: 'revoke', change: '-1', debtChange: '9' });
    expect(april).toMatchObject({ opening: { debt: '9' }, closing: { total: '0', debt: '5' }, debtPaid: '-4' });
    expect(april.data).toMatchObject([{ kind: 'grant', change: '0', debtChange: '-4', debtAfter: '5' }]);
  });

  it('ends the running month now', async () => {
    const { userId, cookie } = await server.person('2026-05-03T00:00:00Z');
    await charge(userId, 1_000_000n);
    await server.setTime('2026-05-20T12:00:00Z');
    const { body } = await statement('2026-05', cookie);
    expect(body).toMatchObject({ complete: false, asOf: '2026-05-20T12:00:00.000Z', closing: { total: '2' } });
  });

  it('begins a day that comes twice with its first midnight', async () => {
    // Cuba's clocks go back from 01:00 to 00:00 on 1 November 2026.
    const { cookie } = await server.person('2026-10-20T00:00:00Z', 'America/Havana');
    await server.setTime('2026-12-20T00:00:00Z');
    const { body } = await statement('2026-10', cookie);
    expect(body.to).toBe('2026-11-01T04:00:00.000Z');
    expect((await statement('2026-11', cookie)).body.from).toBe(body.to);
  });

  it('pages its movements', async () => {
    const { userId, cookie } = await server.person('2026-03-10T00:00:00Z');
    for (let n = 0; n < 5; n++) await charge(userId, 100_000n);
    await server.setTime('2026-04-10T00:00:00Z');
    const numbers: number[] = [];
    let query = '?limit=4';
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await statement('2026-03', cookie, query);
      numbers.push(...body.data.map(({ number }) => number));
      cursor = body.nextCursor;
      query = `?limit=4&cursor=${cursor}`;
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await statement('2026-03', cookie, '?cursor=nonsense')).body.error.code).toBe('invalid_request');
  });

  it('lists the months that have movements, newest first, in pages', async () => {
    const { userId, cookie } = await server.person('2026-01-31T20:00:00Z', 'Asia/Shanghai');
    for (const time of ['2026-03-05T00:00:00Z', '2026-05-05T00:00:00Z']) {
      await server.setTime(time);
      await charge(userId, 100_000n);
    }
    await server.deps.ledger.hold({ id: newId(), accountId: userId, amount: 1n, expiresInSeconds: 86_400 * 30 });
    const list = async (query: string) =>
      (await (await server.get(`/api/statements${query}`, cookie)).json()) as {
        data: object[];
        nextCursor: string | null;
      };
    expect((await list('')).data).toEqual([
      { month: '2026-05', movements: 1, complete: false },
      { month: '2026-03', movements: 1, complete: true },
      { month: '2026-02', movements: 1, complete: true },
    ]);
    const first = await list('?limit=2');
    expect(first.data).toHaveLength(2);
    expect(await list(`?limit=2&cursor=${first.nextCursor}`)).toMatchObject({
      data: [{ month: '2026-02' }],
      nextCursor: null,
    });
  });

  it.each([
    ['2025-12', 404, 'statement_not_found'],
    ['2026-12', 404, 'statement_not_found'],
    ['2026-13', 400, 'invalid_request'],
    ['2026-3', 400, 'invalid_request'],
    ['0001-01', 400, 'invalid_request'],
  ])('%s: %i %s', async (month, status, code) => {
    const { cookie } = await server.person('2026-03-10T00:00:00Z');
    for (const format of ['json', 'csv', 'pdf']) {
      const answer = await statement(month, cookie, `?format=${format}`);
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    }
  });

  it('shows nothing of others, but the operator anybody’s', async () => {
    const ada = await server.person('2026-03-10T00:00:00Z');
    await charge(ada.userId, 1_000_000n);
    const bob = await server.person('2026-03-10T00:00:00Z');
    expect((await statement('2026-03', bob.cookie)).body.closing.total).toBe('3');
    expect((await server.app.request('/api/statements/2026-03')).status).toBe(401);
    const path = `/api/admin/users/${ada.userId}/statements/2026-03`;
    expect((await server.get(path, bob.cookie)).status).toBe(404);
    await server.owner.query("update farebox.users set role = 'admin' where id = $1", [bob.userId]);
    const answer = await server.get(path, bob.cookie);
    expect(((await answer.json()) as Body).closing.total).toBe('2');
    const nobody = await server.get(`/api/admin/users/${newId()}/statements/2026-03`, bob.cookie);
    expect(((await nobody.json()) as Body).error.code).toBe('account_not_found');
  });

  it('shows no statement that does not add up, in any shape', async () => {
    const { userId, cookie } = await server.person('2026-03-10T00:00:00Z');
    const { id } = await charge(userId, 1_000_000n);
    const change = 'update ledger.entry set amount = amount + $2 where transaction_id = $1';
    await server.owner.query(change, [id, 1]);
    for (const format of ['json', 'csv', 'pdf']) {
      const { status, body } = await statement('2026-03', cookie, `?format=${format}`);
      expect([status, body.error.code]).toEqual([500, 'statement_does_not_add_up']);
    }
    await server.owner.query(change, [id, -1]);
    expect((await statement('2026-03', cookie)).status).toBe(200);
  });
});
