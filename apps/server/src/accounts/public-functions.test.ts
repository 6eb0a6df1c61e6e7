import { readFileSync } from 'node:fs';
import { connect, newId } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tools/testing/index.ts';

let database: TestDatabase;
let owner: pg.Pool;
let service: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  owner = connect({ url: database.url });
  service = connect({ url: database.url, role: 'service_role' });
});

afterAll(async () => {
  await service.end();
  await owner.end();
  await database.drop();
});

async function newUser(credits: number): Promise<string> {
  const id = newId();
  await owner.query('select ledger.open_account($1)', [id]);
  if (credits > 0) await call('credit_user_credits_transaction', [id, credits, 'purchase']);
  return id;
}

async function call(name: string, values: unknown[]): Promise<Record<string, string>> {
  const places = values.map((_, at) => `$${at + 1}`).join(', ');
  return (await service.query(`select * from public.${name}(${places})`, values)).rows[0];
}

const figures = (balance: string, total: string, spent: string) => ({
  credits_balance: balance,
  credits_total: total,
  credits_spent: spent,
});

describe('the functions of earlier designs', () => {
  it('credits, debits and refunds, and tells the three figures each time', async () => {
    const user = await newUser(0);
    expect(await call('credit_user_credits_transaction', [user, '10.5', 'purchase', { order: 'a' }])).toEqual(
      figures('10.5', '10.5', '0'),
    );
    expect(
      await call('debit_user_credits_transaction', [user, '4.000001', 'generation', { feature: 'video' }]),
    ).toEqual(figures('6.499999', '10.5', '4.000001'));
    expect(await call('refund_user_credits', [user, '1', 'refund', {}])).toEqual(
      figures('7.499999', '10.5', '3.000001'),
    );
  });

  it('run as the guide shows them', async () => {
    const guide = readFileSync(new URL('../../../../docs/guides/sql.md', import.meta.url), 'utf8');
    const [, examples = ''] = /```sql\n([^`]+)```/.exec(guide) ?? [];
    const client = await owner.connect();
    const results = await client.query(examples.replaceAll('<user id>', await newUser(0)));
    client.release(true);
    const rows = (results as unknown as pg.QueryResult[]).flatMap((result) => result.rows);
    expect(rows).toEqual([figures('100', '100', '0'), figures('97.5', '100', '2.5'), figures('98.5', '100', '1.5')]);
  });

  it('refunds over several charges, newest first, and never more than was charged', async () => {
    const user = await newUser(100);
    await call('debit_user_credits_transaction', [user, 10, 'usage', {}]);
    await call('debit_user_credits_transaction', [user, 5, 'usage', {}]);
    expect(await call('refund_user_credits', [user, 7, 'refund', {}])).toEqual(figures('92', '100', '8'));
    const left = 'select refunded from ledger.usage_record where account_id = $1 order by occurred_at';
    expect((await owner.query(left, [user])).rows).toEqual([{ refunded: 2_000_000n }, { refunded: 5_000_000n }]);
    await expect(call('refund_user_credits', [user, '8.000001', 'refund', {}])).rejects.toMatchObject({
      code: 'PT409',
      message: 'refund_exceeds_charge',
    });
    expect(await call('refund_user_credits', [user, 8, 'refund', {}])).toEqual(figures('100', '100', '0'));
  });

  it.each([
    ['credit_user_credits_transaction', '115', 'manual'],
    ['debit_user_credits_transaction', '85', 'usage'],
    ['refund_user_credits', '75', 'refund'],
  ])('%s with an idempotency key happens once', async (name, balance, reason) => {
    const user = await newUser(100);
    if (name === 'refund_user_credits') await call('debit_user_credits_transaction', [user, 40, 'usage', {}]);
    const again = () => call(name, [user, 15, reason, { idempotency_key: 'k1' }]);
    const answers = await Promise.all([again(), again(), again()]);
    expect(new Set(answers.map((answer) => answer.credits_balance))).toEqual(new Set([balance]));
    const other = call(name, [user, 16, reason, { idempotency_key: 'k1' }]);
    await expect(other).rejects.toMatchObject({ code: 'PT409', message: 'idempotency_mismatch' });
  });

  it('raises what is refused, with a status PostgREST understands, and changes nothing', async () => {
    const user = await newUser(1);
    const refused = async (name: string, values: unknown[], code: string, message: string) =>
      expect(call(name, values)).rejects.toMatchObject({ code, message });
    await refused('debit_user_credits_transaction', [user, 2], 'PT402', 'insufficient_credits');
    await refused('debit_user_credits_transaction', [user, 0], 'PT400', 'invalid_amount');
    await refused('debit_user_credits_transaction', [user, -1], 'PT400', 'invalid_amount');
    await refused('debit_user_credits_transaction', [user, '0.0000001'], 'PT400', 'invalid_amount');
    await refused('credit_user_credits_transaction', [newId(), 1], 'PT404', 'account_not_found');
    await refused('credit_user_credits_transaction', [user, 50_000, 'manual'], 'PT409', 'balance_cap_exceeded');
    expect(await call('increment_user_balance', [user, '0.5'])).toEqual({ increment_user_balance: '1.5' });
  });

  it('charge_usage deducts, writes the usage row and the audit row, or nothing', async () => {
    const user = await newUser(3);
    const done = await call('charge_usage', [user, 2, 'digest', 'demo', { idempotency_key: 'once' }]);
    const again = await call('charge_usage', [user, 2, 'digest', 'demo', { idempotency_key: 'once' }]);
    expect(again.transaction_id).toBe(done.transaction_id);
    await expect(call('charge_usage', [user, 2, 'digest'])).rejects.toMatchObject({ message: 'insufficient_credits' });
    const usage = await owner.query('select feature, model, credits from public.usage_logs where user_id = $1', [user]);
    expect(usage.rows).toEqual([{ feature: 'digest', model: 'demo', credits: '2' }]);
    const audit = await owner.query('select action from public.audit_logs where user_id = $1', [user]);
    expect(audit.rows).toEqual([{ action: 'usage.charged' }]);
  });
});

describe('who may', () => {
  it('nobody but the server calls the functions; a user sees own rows in the views', async () => {
    const [mine, other] = [await newUser(5), await newUser(5)];
    for (const user of [mine, other]) await call('charge_usage', [user, 1, 'digest']);
    const client = await owner.connect();
    try {
      await client.query('begin');
      await client.query('set local role authenticated');
      await client.query("select set_config('request.jwt.claims', $1, true)", [
        JSON.stringify({ sub: mine, role: 'authenticated' }),
      ]);
      for (const view of ['usage_logs', 'usage_stats', 'audit_logs']) {
        const { rows } = await client.query(`select user_id from public.${view}`);
        expect(rows, view).toEqual([{ user_id: mine }]);
      }
      const attempt = client.query('select public.increment_user_balance($1, 1)', [mine]);
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
