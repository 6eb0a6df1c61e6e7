import { connect, formatCredits, newId, parseCredits } from '@farebox/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';

// Whatever happens: single calls, the report of them, the operator's report and the ledger's journal say the same.

interface Counts {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  amount: string;
  refunded: string;
}
interface Journal {
  data: { kind: string; amount: string }[];
  nextCursor: string | null;
}

let server: Awaited<ReturnType<typeof testServer>>;
let admin: Awaited<ReturnType<typeof staffOf>>;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
  admin = await staffOf(server, 'admin');
});
afterAll(() => server.close());

const step = fc.record({
  how: fc.constantFrom('charge', 'capture', 'release', 'refund', 'refund'),
  amount: fc.bigInt(1n, 900_000n),
  model: fc.constantFrom('', 'demo-small', 'demo-large'),
  feature: fc.constantFrom('', 'chat', '=digest'),
  inputTokens: fc.nat(10_000),
  outputTokens: fc.nat(1_000),
  cost: fc.option(fc.bigInt(0n, 400_000n), { nil: undefined }),
  which: fc.nat(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

it('adds up from every side after random charges, captures and refunds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const { userId, cookie } = await signUp(server.app);
      await operatorOf(server).fund(userId, '100');
      const done: string[] = [];
      let cost = 0n;
      for (const one of steps) cost += await take(userId, one, done);
      const person = personOf(server, cookie);
      const records = await pages<Counts & { model: string | null }>(person, '/api/usage/records');
      const totals = (await person.get<{ totals: Counts }>('/api/usage/report?groupBy=model,feature')).body.totals;
      expect(sumOf(records)).toEqual(sumOf([totals]));
      expect(totals.requests).toBe(records.length);

      const journal = await pages<Journal['data'][number]>(person, '/api/billing/transactions');
      const moved = (...kinds: string[]) =>
        formatCredits(micro(journal.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount)));
      expect([totals.amount, totals.refunded]).toEqual([moved('charge', 'capture'), moved('refund')]);

      const operator = await admin.get<{ totals: Counts & { cost: string } }>(
        `/api/admin/usage/report?userId=${userId}`,
      );
      expect(operator.body.totals).toMatchObject({ ...totals, cost: formatCredits(cost) });
    }),
    { numRuns: 12 },
  );
});

/** Micro-credits that it cost the operator. */
async function take(accountId: string, one: Step, done: string[]): Promise<bigint> {
  const { ledger } = server.deps;
  const { how, amount, cost, which, model, feature, inputTokens, outputTokens } = one;
  const details = cost === undefined ? {} : { cost: formatCredits(cost) };
  const usage = { model, feature, inputTokens, outputTokens, details };
  const id = newId();
  if (how === 'refund') {
    const target = done[which % done.length];
    if (target) await ledger.refund({ id, accountId, transactionId: target, amount: 1n }).catch(() => undefined);
    return 0n;
  }
  if (how === 'charge') await ledger.charge({ id, accountId, amount, usage });
  else await settle(accountId, id, how, amount, usage);
  if (how !== 'release') done.push(id);
  return how === 'release' ? 0n : (cost ?? 0n);
}

async function settle(accountId: string, id: string, how: string, amount: bigint, usage: object): Promise<void> {
  const { ledger } = server.deps;
  const hold = await ledger.hold({ id: newId(), accountId, amount: amount + 1n });
  if (how === 'capture') await ledger.capture({ id, accountId, holdId: hold.id, amount, usage });
  else await ledger.release({ id, accountId, holdId: hold.id });
}

async function pages<Row>(person: ReturnType<typeof personOf>, path: string): Promise<Row[]> {
  const seen: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `${path}?limit=7${cursor && `&cursor=${cursor}`}`;
    const { body } = await person.get<{ data: Row[]; nextCursor: string | null }>(query);
    seen.push(...body.data);
    cursor = body.nextCursor;
  }
  return seen;
}

function sumOf(rows: Pick<Counts, 'inputTokens' | 'outputTokens' | 'amount' | 'refunded'>[]) {
  const count = (read: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + read(row), 0);
  return {
    inputTokens: count(({ inputTokens }) => inputTokens),
    outputTokens: count(({ outputTokens }) => outputTokens),
    amount: micro(rows.map(({ amount }) => amount)),
    refunded: micro(rows.map(({ refunded }) => refunded)),
  };
}

function micro(amounts: string[]): bigint {
  return amounts.reduce((sum, amount) => sum + (parseCredits(amount) ?? 0n), 0n);
}

it('shows a signed-in reader of the database no cost, neither of a call nor of a day', async () => {
  const owner = connect({ url: server.databaseUrl, max: 1 });
  const client = await owner.connect();
  for (const text of [
    'select cost from ledger.usage_daily',
    'select costed_requests from ledger.usage_daily',
    'select details from ledger.usage_record',
  ]) {
    await client.query('begin; set local role authenticated');
    await expect(client.query(text), text).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
  }
  client.release();
  await owner.end();
});
