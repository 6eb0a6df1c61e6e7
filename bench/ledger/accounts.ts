import { newId } from '@farebox/kit';
import type pg from 'pg';

const CREDITS = 1_000_000_000_000n;

/** Accounts with one grant each, in the ledger and in the plain tables. */
export async function fillAccounts(pool: pg.Pool, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await pool.query('select ledger.open_account(id) from unnest($1::uuid[]) id', [ids]);
  for (let at = 0; at < count; at += 1000) await grantMany(pool, ids.slice(at, at + 1000));
  await pool.query('insert into plain.account (id, available) select id, $2 from unnest($1::uuid[]) id', [
    ids,
    CREDITS,
  ]);
  await pool.query(
    'insert into plain.grants (id, account_id, available) select gen_random_uuid(), id, $2 from unnest($1::uuid[]) id',
    [ids, CREDITS],
  );
  return ids;
}

/** Credits for accounts, as many as anybody can use up. */
export async function grantMany(pool: pg.Pool, ids: string[]): Promise<void> {
  const ops = ids.map((id, n) => ({
    n,
    id: newId(),
    account_id: id,
    kind: 'grant',
    amount: Number(CREDITS),
    category: 'paid',
    over_cap: true,
    fresh: true,
  }));
  const { rows } = await pool.query("select count(*) as refused from ledger.apply($1) where code <> 'ok'", [
    JSON.stringify(ops),
  ]);
  if (rows[0].refused !== 0n) throw new Error('grants were refused');
}
