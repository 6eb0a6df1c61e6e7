import { readFileSync } from 'node:fs';
import { newId } from '@farebox/kit';
import type pg from 'pg';

const ACCOUNTS = 5_000;

interface Calls {
  count: number;
  /** The account of every fifth call. */
  heavy: string;
  until: string;
}

/**
 * Usage of 90 days up to now: records, the captures they belong to, and the daily roll-ups. The rest of the ledger stays
 * as it is, so of `verify` only the rules about usage hold; those are checked. Resolves with the seconds it took.
 */
export async function fill(pool: pg.Pool, count: number, heavy: string): Promise<number> {
  const started = performance.now();
  await pool.query(readFileSync(new URL('./fill.sql', import.meta.url), 'utf8'));
  const ids = Array.from({ length: ACCOUNTS }, newId);
  await pool.query('select ledger.open_account(id) from unnest($1::uuid[]) id', [ids]);
  await pool.query('insert into bench.account select n - 1, id from unnest($1::uuid[]) with ordinality a (id, n)', [
    ids,
  ]);
  await fillShapes(pool);
  const calls = { count, heavy, until: new Date().toISOString() };
  await Promise.all([fillRecords(pool, calls), fillCaptures(pool, calls)]);
  await sumUp(pool);
  return (performance.now() - started) / 1000;
}

/** The roll-ups, and the ledger's own proof of records, captures and roll-ups against each other. */
async function sumUp(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  await client.query("set search_path = ledger; set work_mem = '512MB'; analyze usage_record; analyze transaction");
  await client.query(`
    insert into usage_daily (account_id, day, feature, model, key_id, requests, input_tokens, cached_input_tokens,
      output_tokens, amount, cost, costed_requests)
    select account_id, day, feature, model, key_id, count(*), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens),
      sum(amount), sum(cost_in(details)), count(cost_in(details))
    from usage_record group by account_id, day, feature, model, key_id order by day, account_id`);
  await client.query('vacuum analyze usage_record, transaction, usage_daily');
  const { rows } = await client.query('select * from verify_usage() limit 1');
  client.release(true);
  if (rows.length > 0) throw new Error(`the usage does not add up: ${JSON.stringify(rows[0])}`);
}

/**
 * Tokens of 19,366 real requests to a conversational service: a joint histogram of prompt and answer in steps of √2, each
 * with its mean. From the Azure LLM inference trace (Microsoft Azure, AzurePublicDataset, CC-BY-4.0).
 */
async function fillShapes(pool: pg.Pool): Promise<void> {
  const lines = readFileSync(new URL('./tokens.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const bins = lines.map((line) => line.split(',').map(Number) as [number, number, number]);
  const all = bins.flatMap(([input, output, count]) => Array.from({ length: count }, () => [input, output] as const));
  await pool.query('select bench.shapes($1, $2)', [all.map(([input]) => input), all.map(([, output]) => output)]);
  await pool.query('analyze bench.shape, bench.account');
}

async function fillRecords(pool: pg.Pool, { count, heavy, until }: Calls): Promise<void> {
  await pool.query('drop index ledger.usage_record_account');
  await pool.query(`
    insert into ledger.usage_record (transaction_id, account_id, occurred_at, day, feature, model, key_id, member_id,
      input_tokens, cached_input_tokens, output_tokens, amount, details)
    select capture_id, account_id, at, (at at time zone 'UTC')::date, feature, model, key_id, ledger.nil(),
      input_tokens, cached_input_tokens, output_tokens, amount, details
    from bench.calls(${count}, '${heavy}', '${until}')`);
  await pool.query('create index usage_record_account on ledger.usage_record (account_id, occurred_at)');
}

async function fillCaptures(pool: pg.Pool, { count, heavy, until }: Calls): Promise<void> {
  await pool.query('drop index ledger.transaction_account');
  await pool.query(`
    insert into ledger.transaction (id, account_id, kind, reason, amount, available_after, held_after, debt_after, target,
      fingerprint, metadata, created_at, effective_at)
    select capture_id, account_id, 'capture', 'usage', amount, 0, 0, 0, hold_id, i, '{}', at, at
    from bench.calls(${count}, '${heavy}', '${until}')`);
  await pool.query('create index transaction_account on ledger.transaction (account_id, seq)');
}
