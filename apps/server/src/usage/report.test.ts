import { connect, newId } from '@farebox/kit';
import { setClock, type Usage } from '@farebox/ledger';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

interface Counts {
  requests: number;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  amount: string;
  refunded: string;
}
type Row = Counts & {
  day?: string;
  model?: string | null;
  feature?: string | null;
  keyId?: string | null;
  keyName?: string | null;
};
interface Report {
  from: string;
  to: string;
  groupBy: string[];
  timeZone: string;
  rows: Row[];
  totals: Counts;
  truncated: boolean;
}

describe('GET /api/usage/report', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let operator: ReturnType<typeof operatorOf>;
  let userId: string;
  let person: Caller;
  let keyId: string;

  beforeAll(async () => {
    server = await testServer();
    operator = operatorOf(server);
    ({ userId, person } = await newPerson());
    keyId = (await person.post<{ id: string }>('/api/keys', { name: 'laptop' })).body.id;
    const dear = await charge(userId, 2_000_000n, {
      model: 'demo-large',
      keyId,
      inputTokens: 100,
      cachedInputTokens: 40,
      outputTokens: 7,
    });
    await charge(userId, 1_500_000n, { model: 'demo-small', keyId, inputTokens: 10, outputTokens: 5 });
    await charge(userId, 500_000n, { model: 'demo-small', feature: 'digest', inputTokens: 1, outputTokens: 1 });
    await charge(userId, 1n, { feature: 'digest' });
    await operator.post('/api/refunds', { transactionId: dear, amount: '0.5' });
  });
  afterAll(() => server.close());

  async function newPerson(timeZone?: string) {
    const { userId, cookie } = await signUp(server.app);
    await operator.fund(userId, '97');
    if (timeZone) await server.deps.ledger.setAccount({ id: userId, timeZone });
    return { userId, person: personOf(server, cookie) };
  }

  async function charge(accountId: string, amount: bigint, usage: Usage): Promise<string> {
    return (await server.deps.ledger.charge({ id: newId(), accountId, amount, usage })).id;
  }

  const report = async (query = '', who = person) => (await who.get<Report>(`/api/usage/report?${query}`)).body;

  it('shows each day of the last thirty by default', async () => {
    const { rows, totals, ...rest } = await report();
    const today = new Date().toISOString().slice(0, 10);
    expect(rest).toMatchObject({ to: today, groupBy: ['day'], timeZone: 'UTC', truncated: false });
    expect(rows).toEqual([{ day: today, ...totals }]);
  });

  it('equals the sum of the records', async () => {
    const { rows } = await sql<Record<string, string>>`
      select count(*)::text as requests, sum(input_tokens)::text as input, sum(cached_input_tokens)::text as cached,
             sum(output_tokens)::text as output, (sum(amount) / 1e6)::float8::text as amount, (sum(refunded) / 1e6)::float8::text as refunded
        from ledger.usage_record where account_id = ${userId}`.execute(server.deps.db);
    const records = rows[0] as Record<string, string>;
    const { totals } = await report();
    expect(totals).toEqual({
      requests: Number(records.requests),
      inputTokens: Number(records.input),
      cachedInputTokens: Number(records.cached),
      outputTokens: Number(records.output),
      amount: records.amount,
      refunded: records.refunded,
    });
    expect(totals).toMatchObject({
      requests: 4,
      inputTokens: 111,
      cachedInputTokens: 40,
      amount: '4.000001',
      refunded: '0.5',
    });
  });

  it('groups by any dimensions in any order, sorted in that order', async () => {
    const { rows } = await report('groupBy=model,feature');
    expect(rows.map(({ model, feature, amount }) => [model, feature, amount])).toEqual([
      [null, 'digest', '0.000001'],
      ['demo-large', null, '2'],
      ['demo-small', null, '1.5'],
      ['demo-small', 'digest', '0.5'],
    ]);
    const turned = await report('groupBy=feature,model');
    expect(turned.rows.map(({ feature, model }) => [feature, model])).toEqual([
      [null, 'demo-large'],
      [null, 'demo-small'],
      ['digest', null],
      ['digest', 'demo-small'],
    ]);
  });

  it('names the keys', async () => {
    const { rows } = await report('groupBy=key');
    expect(rows.map(({ keyId, keyName, requests }) => [keyId, keyName, requests])).toEqual([
      [null, null, 2],
      [keyId, 'laptop', 2],
    ]);
  });

  it('gives one row without groups, and a row per combination with all', async () => {
    const none = await report('groupBy=');
    expect(none.rows).toEqual([none.totals]);
    const all = await report('groupBy=key,feature,day,model');
    expect(all.rows).toHaveLength(4);
    expect(all.totals).toEqual(none.totals);
  });

  it('leaves out what lies outside the range', async () => {
    const { rows, totals } = await report('from=2020-01-01&to=2020-12-31');
    expect(rows).toEqual([]);
    expect(totals).toMatchObject({ requests: 0, amount: '0', refunded: '0' });
  });

  it.each([
    ['from=2026-02-30', 'invalid_request'],
    ['from=yesterday', 'invalid_request'],
    ['from=0000-01-01&to=0000-01-02', 'invalid_request'],
    ['from=2026-03-02&to=2026-03-01', 'invalid_range'],
    ['from=2025-01-01&to=2026-01-02', 'invalid_range'],
    ['groupBy=hour', 'invalid_request'],
    ['groupBy=day,day', 'invalid_request'],
    ['groupBy=day,', 'invalid_request'],
    ['format=xml', 'invalid_request'],
    ['detail=1', 'detail_needs_csv'],
  ])('refuses %s', async (query, code) => {
    expect(await person.get(`/api/usage/report?${query}`)).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('shows nobody the use of another', async () => {
    const stranger = await newPerson();
    expect(await report('groupBy=key', stranger.person)).toMatchObject({ rows: [], totals: { requests: 0 } });
  });

  it('says when rows were left out, and still counts them', async () => {
    const { userId, person } = await newPerson();
    for (let chunk = 0; chunk < 11; chunk++) {
      const models = Array.from({ length: chunk < 10 ? 1000 : 1 }, (_, n) => `model-${chunk}-${n}`);
      await Promise.all(models.map((model) => charge(userId, 1n, { model })));
    }
    const { rows, totals, truncated } = await report('groupBy=model', person);
    expect(rows).toHaveLength(10_000);
    expect(truncated).toBe(true);
    expect(totals).toMatchObject({ requests: 10_001, amount: '0.010001' });
  });

  it('turns the day where the account is', async () => {
    const owner = connect({ url: server.databaseUrl, max: 1 });
    const shanghai = await newPerson('Asia/Shanghai');
    const london = await newPerson('UTC');
    for (const moment of ['2031-03-01T15:59:59Z', '2031-03-01T16:00:00Z']) {
      await setClock(owner, new Date(moment));
      for (const { userId } of [shanghai, london]) await charge(userId, 1_000_000n, { model: 'demo-small' });
    }
    await owner.end();
    const days = async (who: Caller) => (await report('', who)).rows.map(({ day, requests }) => [day, requests]);
    expect(await days(shanghai.person)).toEqual([
      ['2031-03-01', 1],
      ['2031-03-02', 1],
    ]);
    expect(await days(london.person)).toEqual([['2031-03-01', 2]]);
    expect(await report('', shanghai.person)).toMatchObject({
      from: '2031-02-01',
      to: '2031-03-02',
      timeZone: 'Asia/Shanghai',
    });

    const stats = async (who: Caller) => (await who.get('/api/stats')).body;
    expect(await stats(shanghai.person)).toMatchObject({ spentToday: '1', requestsToday: 1, spentThisMonth: '2' });
    expect(await stats(london.person)).toMatchObject({ spentToday: '2', requestsToday: 2, requestsThisMonth: 2 });
  });
});
