import { connect, newId } from '@farebox/kit';
import { setClock, type Usage } from '@farebox/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

interface UsageRecord {
  transactionId: string;
  receiptId: string;
  day: string;
  model: string | null;
  feature: string | null;
  keyId: string | null;
  keyName: string | null;
  inputTokens: number;
  amount: string;
  refunded: string;
}
interface Page {
  data: UsageRecord[];
  nextCursor: string | null;
  error?: { code: string };
}

const DAY_MS = 86_400_000;
const now = Date.parse('2031-05-20T12:00:00Z');

describe('GET /api/usage/records', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let owner: ReturnType<typeof connect>;
  let userId: string;
  let cookie: string;
  let person: Caller;
  let keyId: string;

  beforeAll(async () => {
    server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
    owner = connect({ url: server.databaseUrl, max: 1 });
    ({ userId, cookie } = await signUp(server.app));
    person = personOf(server, cookie);
    await operatorOf(server).fund(userId, '100');
    keyId = (await person.post<{ id: string }>('/api/keys', { name: 'laptop' })).body.id;
    // Sixty days, three calls in one moment each day; every tenth day one of another model, with a key.
    for (let ago = 59; ago >= 0; ago--) {
      await setClock(owner, new Date(now - ago * DAY_MS));
      for (let time = 0; time < 3; time++) await charge({ model: 'often', feature: 'digest' });
      if (ago % 10 === 0) await charge({ model: 'seldom', keyId, inputTokens: 60 - ago });
    }
  });
  afterAll(async () => {
    await owner.end();
    await server.close();
  });

  const charge = (usage: Usage, accountId = userId) =>
    server.deps.ledger.charge({ id: newId(), accountId, amount: 1_500_000n / 10n, usage });

  const list = async (query = '', who = person) => (await who.get<Page>(`/api/usage/records?${query}`)).body;

  /** Page after page until the end. */
  async function all(query: string): Promise<UsageRecord[]> {
    const seen: UsageRecord[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await list(`${query}${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data);
      cursor = page.nextCursor;
    }
    return seen;
  }

  it('has every call of the range once, newest first, also those of one moment', async () => {
    for (const limit of [1, 2, 7, 100]) {
      const seen = await all(`limit=${limit}&from=2031-03-22`);
      expect(seen).toHaveLength(60 * 3 + 6);
      expect(new Set(seen.map(({ transactionId }) => transactionId)).size).toBe(seen.length);
      const days = seen.map(({ day }) => day);
      expect(days).toEqual([...days].sort().reverse());
    }
  });

  it('shows thirty days by default, and what was asked for', async () => {
    expect(new Set((await all('limit=100')).map(({ day }) => day)).size).toBe(30);
    const day = await all('from=2031-05-10&to=2031-05-10');
    expect(day.map(({ model }) => model).sort()).toEqual(['often', 'often', 'often', 'seldom']);
  });

  it.each([1, 3, 100])('finds the few of one model among many, %i at a time', async (limit) => {
    const seen = await all(`limit=${limit}&from=2031-03-01&model=seldom`);
    expect(seen.map(({ inputTokens }) => inputTokens)).toEqual([60, 50, 40, 30, 20, 10]);
    expect(seen[0]).toMatchObject({ keyId, keyName: 'laptop', feature: null, amount: '0.15', refunded: '0' });
    expect(await all(`limit=${limit}&from=2031-03-01&keyId=${keyId}`)).toEqual(seen);
  });

  it('takes an empty text for calls without one, and finds nothing where nothing is', async () => {
    expect(await all('limit=100&from=2031-03-01&feature=')).toHaveLength(6);
    expect(await all('limit=100&from=2031-03-01&keyId=')).toHaveLength(180);
    expect(await all('model=never')).toEqual([]);
    expect(await all(`keyId=${newId()}`)).toEqual([]);
  });

  it('leads to the receipt: of the hold of a capture, of the charge itself', async () => {
    const { ledger } = server.deps;
    const hold = await ledger.hold({ id: newId(), accountId: userId, amount: 1_000_000n, model: 'held' });
    await ledger.capture({
      id: newId(),
      accountId: userId,
      holdId: hold.id,
      amount: 400_000n,
      usage: { model: 'held' },
    });
    const charged = await charge({ model: 'charged' });
    const [record] = await all('model=held');
    expect(record?.receiptId).toBe(hold.id);
    expect((await all('model=charged'))[0]?.receiptId).toBe(charged.id);
    for (const { receiptId, amount } of [...(await all('model=held')), ...(await all('model=charged'))]) {
      expect((await person.get(`/api/receipts/${receiptId}`)).body).toMatchObject({ id: receiptId, charged: amount });
    }
  });

  it('is a file of all of them with format=csv, oldest first, by the same filters', async () => {
    const response = await server.app.request('/api/usage/records?format=csv&from=2031-03-01&model=seldom&limit=1', {
      headers: { cookie },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).trim().split('\n').slice(1);
    const seen = (await all('from=2031-03-01&model=seldom')).reverse();
    expect(lines.map((line) => line.split(',')[2])).toEqual(seen.map(({ transactionId }) => transactionId));
    expect(lines.map((line) => line.split(',')[3])).toEqual(seen.map(({ receiptId }) => receiptId));
  });

  it('has nothing of others, and needs a session', async () => {
    const stranger = personOf(server, (await signUp(server.app)).cookie);
    expect(await list('', stranger)).toEqual({ data: [], nextCursor: null });
    expect((await list(`keyId=${keyId}`, stranger)).data).toEqual([]);
    const { nextCursor } = await list('limit=1');
    expect((await list(`cursor=${nextCursor}`, stranger)).data).toEqual([]);
    expect((await operatorOf(server).get('/api/usage/records')).status).toBe(401);
    expect((await server.app.request('/api/usage/records?format=csv')).status).toBe(401);
  });

  it.each([
    ['cursor=abc', 'invalid_request'],
    [`cursor=${Buffer.from('["1 2"]').toString('base64url')}`, 'invalid_request'],
    ['limit=101', 'invalid_request'],
    ['keyId=laptop', 'invalid_request'],
    ['from=2031-05-02&to=2031-05-01', 'invalid_range'],
  ])('refuses %s', async (query, code) => {
    expect((await list(query)).error?.code).toBe(code);
  });
});
