import { formatCredits, newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';

interface Figures {
  requests: number;
  amount: string;
  refunded: string;
  cost: string;
  margin: string;
  costedRequests: number;
}
interface Report {
  rows: (Figures & { day?: string; model?: string | null; userId?: string; email?: string | null })[];
  totals: Figures;
  error?: { code: string };
}

describe('GET /api/admin/usage/report', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let admin: Caller;
  let ada: Awaited<ReturnType<typeof newPerson>>;
  let ben: Awaited<ReturnType<typeof newPerson>>;

  beforeAll(async () => {
    server = await testServer();
    admin = await staffOf(server, 'admin');
    ada = await newPerson();
    ben = await newPerson();
    const refunded = await charge(ada.userId, 2_000_000n, 'dear', '1.25');
    await charge(ada.userId, 500_000n, 'cheap', '0.000001');
    await charge(ben.userId, 1_000_000n, 'dear', '1.5');
    await charge(ben.userId, 250_000n, 'own');
    await operatorOf(server).post('/api/refunds', { transactionId: refunded, amount: '0.5' });
  });
  afterAll(() => server.close());

  async function newPerson() {
    const person = await signUp(server.app);
    await operatorOf(server).fund(person.userId, '10');
    return person;
  }

  async function charge(accountId: string, amount: bigint, model: string, cost?: unknown): Promise<string> {
    const id = newId();
    const details = cost === undefined ? {} : { cost };
    await server.deps.ledger.charge({ id, accountId, amount, usage: { model, details } });
    return id;
  }

  const report = async (query: string) => (await admin.get<Report>(`/api/admin/usage/report?${query}`)).body;

  it('sums up everybody with cost and margin', async () => {
    expect((await report('groupBy=model')).rows).toEqual([
      expect.objectContaining({ model: 'cheap', amount: '0.5', cost: '0.000001', margin: '0.499999' }),
      expect.objectContaining({
        model: 'dear',
        requests: 2,
        amount: '3',
        refunded: '0.5',
        cost: '2.75',
        margin: '-0.25',
        costedRequests: 2,
      }),
      expect.objectContaining({ model: 'own', cost: '0', margin: '0.25', requests: 1, costedRequests: 0 }),
    ]);
    const { totals } = await report('');
    expect(totals).toMatchObject({ requests: 4, amount: '3.75', cost: '2.750001', margin: '0.499999' });
  });

  it('tells who used it, and of one person what their own report says', async () => {
    const { rows } = await report('groupBy=user');
    const of = (userId: string) => rows.find((row) => row.userId === userId);
    expect(of(ada.userId)).toMatchObject({ email: ada.email, amount: '2.5', cost: '1.250001' });
    expect(of(ben.userId)).toMatchObject({ email: ben.email, amount: '1.25', cost: '1.5', margin: '-0.25' });

    const own = (await personOf(server, ada.cookie).get<Report>('/api/usage/report?groupBy=day,model')).body;
    const theirs = await report(`userId=${ada.userId}&groupBy=day,model`);
    expect(theirs.rows).toEqual(own.rows.map((row) => expect.objectContaining(withoutKey(row))));
    expect((await report(`userId=${newId()}`)).error?.code).toBe('account_not_found');
  });

  it('takes a cost that cannot be read for none, and the charge goes through', async () => {
    const { userId } = await newPerson();
    const costs = ['-1', '1e3', 'NaN', '', 7, '1234567890123', '0.0000001', null];
    for (const cost of costs) await charge(userId, 10_000n, 'odd', cost);
    const { totals } = await report(`userId=${userId}`);
    // A number in JSON reads as the same text.
    expect(totals).toMatchObject({ requests: costs.length, cost: '7', costedRequests: 1 });
    expect(totals.amount).toBe(formatCredits(10_000n * BigInt(costs.length)));
  });

  it('does not exist for customers, and no answer of theirs has a cost', async () => {
    const person = personOf(server, ada.cookie);
    expect((await person.get('/api/admin/usage/report')).status).toBe(404);
    expect((await operatorOf(server).get('/api/admin/usage/report')).status).toBe(401);
    for (const path of ['/api/usage/report?groupBy=model', '/api/usage/records', '/api/billing/transactions']) {
      expect(JSON.stringify((await person.get(path)).body)).not.toMatch(/cost|margin/);
    }
  });
});

function withoutKey(row: Report['rows'][number]) {
  const { cost: _cost, margin: _margin, costedRequests: _costed, ...rest } = row;
  return rest;
}
