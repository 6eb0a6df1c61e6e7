import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import type { Category, Ledger } from './index.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let accountId: string;
let holdId: string;
beforeAll(async () => {
  database = await ledgerDatabase();
  ledger = database.ledger;
});
afterAll(() => database.close());
beforeEach(async () => {
  [accountId, holdId] = [newId(), newId()];
  await ledger.openAccount({ id: accountId });
  await ledger.grant({ id: newId(), accountId, amount: 1000n, category: 'paid' });
  await ledger.hold({ id: holdId, accountId, amount: 100n });
});

const TABLES = [
  'account',
  'grant',
  'hold',
  'transaction',
  'entry',
  'usage_record',
  'usage_daily',
  'budget',
  'refusal',
  'allowance',
];

/** Every row the account has, in every table. */
async function everything(): Promise<string[]> {
  const rows = TABLES.map((name) => {
    const owner = name === 'account' ? 'id' : 'account_id';
    return `select '${name} ' || to_jsonb(x)::text as row from "${name}" x where ${owner} = $1`;
  });
  const result = await database.owner.query(`${rows.join(' union all ')} order by 1`, [accountId]);
  return result.rows.map((found) => found.row);
}

async function changesNothing(ask: () => Promise<unknown>, code?: string): Promise<void> {
  const before = await everything();
  const error = await ask().then(
    () => expect.unreachable('it was taken'),
    (refused: Error & { code?: string }) => refused,
  );
  if (code) expect(error.code).toBe(code);
  expect(await everything()).toEqual(before);
}

describe.each([
  ['nothing', 0n],
  ['less than nothing', -1n],
  ['more than is allowed', 9_000_000_000_000_001n],
  ['a number', 5 as unknown as bigint],
  ['a text', '5' as unknown as bigint],
  ['no amount', undefined as unknown as bigint],
])('an amount of %s', (_, amount) => {
  const charge = () => ({ id: newId(), accountId, amount });
  const refunded = amount === undefined ? 0n : amount;
  test.each<[string, () => Promise<unknown>]>([
    ['hold', () => ledger.hold(charge())],
    ['charge', () => ledger.charge(charge())],
    ['grant', () => ledger.grant({ ...charge(), category: 'paid' })],
    ['refund', () => ledger.refund({ ...charge(), amount: refunded, transactionId: newId() })],
    ['revoke', () => ledger.revoke({ ...charge(), amount: refunded, grantId: newId() })],
    ['capture', () => ledger.capture({ ...charge(), amount: amount === 0n ? -1n : amount, holdId })],
  ])('is refused by %s', async (_kind, ask) => {
    await changesNothing(ask, 'invalid_amount');
  });
});

test.each([0, -5, 9_000_000_000_000_001, null])('SQL callers are told of the amount %s too', async (amount) => {
  for (const op of [
    { kind: 'hold', amount },
    { kind: 'charge', amount },
    { kind: 'grant', amount, category: 'paid' },
    { kind: 'capture', amount: amount === 0 ? -1 : amount, target: holdId },
  ]) {
    const { rows } = await database.owner.query('select code from post_one($1)', [{ account_id: accountId, ...op }]);
    expect(rows[0].code).toBe('invalid_amount');
  }
});

test.each(['', 'x', '018F0000-0000-7000-8000-000000000000', '{018f0000-0000-7000-8000-000000000000}', '1; drop table'])(
  'the id %j is refused wherever it stands',
  async (bad) => {
    const good = { id: newId(), accountId, amount: 1n };
    await changesNothing(() => ledger.charge({ ...good, id: bad }), 'invalid_id');
    await changesNothing(() => ledger.charge({ ...good, accountId: bad }), 'invalid_id');
    await changesNothing(() => ledger.hold({ ...good, keyId: bad }), 'invalid_id');
    await changesNothing(() => ledger.charge({ ...good, usage: { memberId: bad } }), 'invalid_id');
    await changesNothing(() => ledger.capture({ ...good, holdId: bad }), 'invalid_id');
    await changesNothing(() => ledger.refund({ ...good, transactionId: bad }), 'invalid_id');
    await changesNothing(() => ledger.revoke({ ...good, grantId: bad }), 'invalid_id');
  },
);

test('a grant must have a category and may neither begin later nor have ended', async () => {
  const grant = () => ({ id: newId(), accountId, amount: 1n, category: 'paid' as Category });
  await changesNothing(() => ledger.grant({ ...grant(), category: 'free' as Category }), 'invalid_category');
  await changesNothing(() => ledger.grant({ ...grant(), category: undefined as never }), 'invalid_category');
  const [past, future] = [new Date(Date.now() - 1000), new Date(Date.now() + 60_000)];
  await changesNothing(() => ledger.grant({ ...grant(), expiresAt: past }), 'invalid_period');
  await changesNothing(() => ledger.grant({ ...grant(), effectiveAt: future }), 'invalid_period');
});

test('there are no other kinds of operations', async () => {
  for (const kind of ['expire', 'transfer', '', null]) {
    const op = { account_id: accountId, kind, amount: 1, target: holdId };
    const { rows } = await database.owner.query('select code from post_one($1)', [op]);
    expect(rows[0].code).toBe('invalid_kind');
  }
});

test.each<[string, object]>([
  ['a null byte in the reason', { reason: 'a\u0000b' }],
  ['a null byte in metadata', { metadata: { deep: ['\u0000'] } }],
  ['half a character', { reason: '\ud800' }],
  ['a null byte in a feature', { usage: { feature: '\u0000' } }],
  ['parts of a token', { usage: { inputTokens: 1.5 } }],
  ['more tokens than there are', { usage: { outputTokens: 1e30 } }],
])('%s: refused by the database, and nothing is kept', async (_, more) => {
  await changesNothing(() => ledger.charge({ id: newId(), accountId, amount: 1n, ...more }));
});

test('what a model says of its tokens is put right rather than believed', async () => {
  const record = async (usage: object) => {
    const { id } = await ledger.charge({ id: newId(), accountId, amount: 1n, usage });
    const columns = 'input_tokens, cached_input_tokens, output_tokens, details';
    const query = { text: `select ${columns} from usage_record where transaction_id = $1`, values: [id] };
    return Object.values((await database.owner.query(query)).rows[0]);
  };
  expect(await record({ inputTokens: -5, outputTokens: -1 })).toEqual([0n, 0n, 0n, {}]);
  expect(await record({ inputTokens: 5, cachedInputTokens: 9, outputTokens: 2 })).toEqual([5n, 5n, 2n, {}]);
  expect(await record({ inputTokens: Number.NaN, details: { raw: 'NaN' } })).toEqual([0n, 0n, 0n, { raw: 'NaN' }]);
});

test('text of any script comes back as it was; more than an operation may carry is refused', async () => {
  const metadata = { 键: '值 🚌 \\ " \' $1', long: 'x'.repeat(10_000), fresh: true, none: null };
  const reason = 'Ü'.repeat(200);
  const { id } = await ledger.charge({ id: newId(), accountId, amount: 1n, reason, metadata });
  expect(await ledger.findTransaction(id)).toMatchObject({ reason, metadata });
  const much = { long: 'x'.repeat(1_000_000) };
  await expect(ledger.charge({ id: newId(), accountId, amount: 1n, metadata: much })).rejects.toMatchObject({
    code: 'too_large',
  });
});

test('batches run in no other isolation level', async () => {
  const client = await database.owner.connect();
  await client.query('begin isolation level repeatable read');
  await expect(client.query("select apply('[]')")).rejects.toThrow('read committed');
  await client.query('rollback');
  client.release();
});
