import { connect, newId } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Caller, operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

type Row = {
  id: string;
  kind: string;
  type: string;
  reason: string;
  amount: string;
  change: string;
  reference: string | null;
  feature: string | null;
  model: string | null;
};
type Page = { data: Row[]; nextCursor: string | null };

describe('what a person sees of their account', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let operator: ReturnType<typeof operatorOf>;
  let person: Caller;
  let userId: string;
  let beforeHolds: Date;

  beforeAll(async () => {
    server = await testServer();
    operator = operatorOf(server);
    const signedUp = await signUp(server.app);
    userId = signedUp.userId;
    person = personOf(server, signedUp.cookie);
    await story();
  });
  afterAll(() => server.close());

  /** 3 welcome + 97 paid, 10 charged and 4 given back, 20 held and 15 captured, 5 held and released. */
  async function story() {
    await operator.fund(userId, '97');
    const deduction = await operator.post<{ transactionId: string }>('/api/billing/deduct', { userId, amount: '10' });
    await operator.post('/api/refunds', { transactionId: deduction.body.transactionId, amount: '4' });
    beforeHolds = new Date(Date.now() + 1);
    await vi.waitUntil(() => Date.now() > beforeHolds.getTime(), { interval: 1 });
    const video = { userId, amount: '20', feature: 'video', model: 'sora2' };
    const held = await operator.post<{ hold: { id: string } }>('/api/holds', video);
    await operator.post(`/api/holds/${held.body.hold.id}/capture`, { amount: '15' });
    const image = { userId, amount: '5', feature: 'image' };
    const dropped = await operator.post<{ hold: { id: string } }>('/api/holds', image);
    await operator.post(`/api/holds/${dropped.body.hold.id}/release`);
  }

  const list = async (query = '') => (await person.get<Page>(`/api/billing/transactions${query}`)).body;

  it('lists every movement, newest first, with type, sign and purpose', async () => {
    const { data, nextCursor } = await list();
    expect(nextCursor).toBeNull();
    const shown = data.map(({ kind, type, reason, amount, change }) => [kind, type, reason, amount, change]);
    expect(shown).toEqual([
      ['release', 'release', 'usage', '5', '0'],
      ['hold', 'hold', 'usage', '5', '0'],
      ['capture', 'debit', 'usage', '15', '-15'],
      ['hold', 'hold', 'usage', '20', '0'],
      ['refund', 'refund', 'refund', '4', '4'],
      ['charge', 'debit', 'usage', '10', '-10'],
      ['grant', 'credit', 'purchase', '97', '97'],
      ['grant', 'credit', 'welcome', '3', '3'],
    ]);
    expect(data[2]).toMatchObject({ feature: 'video', model: 'sora2', reference: data[3]?.id, uncollected: '0' });
    expect(data[0]).toMatchObject({ availableAfter: '79', heldAfter: '0', metadata: {} });
    const purposes = data.map(({ kind, feature, model }) => [kind, feature, model]);
    expect(purposes.slice(0, 4)).toEqual([
      ['release', 'image', null],
      ['hold', 'image', null],
      ['capture', 'video', 'sora2'],
      ['hold', 'video', 'sora2'],
    ]);
    expect(purposes.slice(4).every(([, feature, model]) => feature === null && model === null)).toBe(true);
  });

  it('pages without gaps or repeats', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
      expect(page.data.length).toBeLessThanOrEqual(3);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await list()).data.map(({ id }) => id));
  });

  it('filters by kind, and pages what it filtered', async () => {
    const page = await list('?kind=charge,capture&limit=1');
    expect(page.data.map(({ kind }) => kind)).toEqual(['capture']);
    const rest = await list(`?kind=charge,capture&limit=1&cursor=${page.nextCursor}`);
    expect(rest.data.map(({ kind }) => kind)).toEqual(['charge']);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'kind=gift',
    'kind=',
    'cursor=x',
    'cursor=WyItMSJd',
    'cursor=WyI5OTk5OTk5OTk5OTk5OTk5OTk5Il0',
  ])('refuses %s', async (query) => {
    expect(await person.get(`/api/billing/transactions?${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request' } },
    });
  });

  it('sums up', async () => {
    expect(await person.get('/api/billing/summary')).toMatchObject({
      status: 200,
      body: {
        accountId: userId,
        available: '79',
        held: '0',
        total: '79',
        debt: '0',
        granted: '100',
        spent: '21',
        spentToday: '21',
        cap: '50000',
        grants: [{ source: 'purchase', category: 'paid', granted: '97', available: '79', held: '0' }],
      },
    });
  });

  it('explains a capture down to the grants that paid and what they stand for', async () => {
    const [capture] = (await list('?kind=capture')).data as [Row];
    const { grants } = (await person.get<{ grants: { id: string }[] }>('/api/billing/summary')).body;
    expect(await person.get(`/api/billing/transactions/${capture.id}`)).toMatchObject({
      status: 200,
      body: {
        ...capture,
        entries: [
          {
            grantId: grants[0]?.id,
            source: 'purchase',
            category: 'paid',
            reference: null,
            from: 'held',
            to: 'spent',
            amount: '15',
          },
          { grantId: grants[0]?.id, from: 'held', to: 'available', amount: '5' },
        ],
        usage: { feature: 'video', model: 'sora2', keyId: null, inputTokens: 0, outputTokens: 0, refunded: '0' },
      },
    });
    const [welcome] = (await list('?kind=grant')).data.slice(-1) as [Row];
    expect((await person.get(`/api/billing/transactions/${welcome.id}`)).body).toMatchObject({
      entries: [{ grantId: welcome.id, source: 'welcome', from: 'issued', to: 'available', amount: '3' }],
      usage: null,
    });
  });

  it("does not explain what is not there, nor what is another person's", async () => {
    const stranger = personOf(server, (await signUp(server.app)).cookie);
    const [newest] = (await list()).data as [Row];
    for (const [who, id] of [
      [stranger, newest.id],
      [person, newId()],
    ] as const) {
      expect(await who.get(`/api/billing/transactions/${id}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'transaction_not_found' } },
      });
    }
    expect((await person.get('/api/billing/transactions/x')).status).toBe(400);
  });

  it('knows the balance of any moment', async () => {
    const at = async (moment: string) =>
      (await person.get(`/api/billing/balance?at=${encodeURIComponent(moment)}`)).body;
    const moment = beforeHolds.toISOString();
    expect(await at(moment)).toEqual({ at: moment, available: '94', held: '0', total: '94' });
    expect(await at(new Date().toISOString())).toMatchObject({ available: '79', held: '0', total: '79' });
    expect(await at('2020-01-01T00:00:00+08:00')).toEqual({
      at: '2019-12-31T16:00:00.000Z',
      available: '0',
      held: '0',
      total: '0',
    });
    expect((await person.get('/api/billing/balance')).status).toBe(400);
    expect((await person.get('/api/billing/balance?at=noon')).status).toBe(400);
  });

  it('shows a grant that expired as gone before the sweeper ran', async () => {
    const stranger = await signUp(server.app);
    const expiresAt = new Date(Date.now() + 1500).toISOString();
    await operator.post('/api/grants', { userId: stranger.userId, amount: '50', expiresAt });
    const available = async () =>
      (await personOf(server, stranger.cookie).get<{ available: string }>('/api/billing/summary')).body.available;
    expect(await available()).toBe('53');
    await expect.poll(available, { timeout: 5000, interval: 100 }).toBe('3');
  });

  it('shows nobody the account of another', async () => {
    const stranger = await signUp(server.app);
    const theirs = await personOf(server, stranger.cookie).get<Page>('/api/billing/transactions');
    expect(theirs.body.data.map(({ reason }) => reason)).toEqual(['welcome']);
    expect((await personOf(server, stranger.cookie).get('/api/billing/summary')).body).toMatchObject({
      accountId: stranger.userId,
      available: '3',
    });
  });

  it('needs a session: the token of the operator is none', async () => {
    for (const path of ['/api/billing/summary', '/api/billing/transactions', '/api/stats', '/api/usage/report']) {
      expect((await operator.get(path)).status).toBe(401);
      expect((await operatorOf(server, null).get(path)).status).toBe(401);
      expect((await personOf(server, 'session=forged').get(path)).status).toBe(401);
    }
  });

  describe('row level security', () => {
    let owner: pg.Pool;

    beforeAll(() => {
      owner = connect({ url: server.databaseUrl, max: 2 });
    });
    afterAll(() => owner.end());

    const tables = ['account', '"grant"', 'hold', 'transaction', 'entry', 'usage_record', 'usage_daily'];

    /** Runs one statement as a person of a Supabase project would. */
    async function asPerson<Row extends object>(uid: string, statement: string): Promise<Row[]> {
      const client = await owner.connect();
      try {
        await client.query('begin');
        await client.query('set local role authenticated');
        await client.query(`select set_config('request.jwt.claims', $1, true)`, [
          JSON.stringify({ sub: uid, role: 'authenticated' }),
        ]);
        return (await client.query(statement)).rows as Row[];
      } finally {
        await client.query('rollback');
        client.release();
      }
    }

    it.each(tables)('shows a person only their own rows of ledger.%s', async (table) => {
      const column = table === 'account' ? 'id' : 'account_id';
      const rows = await asPerson<{ owner: string }>(userId, `select distinct ${column} as owner from ledger.${table}`);
      expect(rows).toEqual([{ owner: userId }]);
      expect(await asPerson(newId(), `select 1 from ledger.${table}`)).toEqual([]);
    });

    it.each(tables)('lets nobody write ledger.%s', async (table) => {
      await expect(asPerson(userId, `delete from ledger.${table}`)).rejects.toThrow(/permission denied/);
      await expect(server.deps.pool.query(`delete from ledger.${table}`)).rejects.toThrow(/permission denied/);
    });

    it('lets no person move credits through the functions', async () => {
      const grant = `select ledger.post_one('{"kind":"grant","account_id":"${userId}","amount":1000000,"category":"paid"}')`;
      await expect(asPerson(userId, grant)).rejects.toThrow(/permission denied/);
    });
  });
});
