import type pg from 'pg';
import type { Kind, Line } from './book.ts';

/** A transaction of the ledger, as the client would write it down. */
export interface Posted {
  /** What it is known by here, whatever its id: the caller's key, or what it settles or gives back. */
  name: string;
  id: string;
  accountId: string;
  amount: bigint;
}

const kindInLedger: Record<Kind, string> = {
  deduct: 'charge',
  hold: 'hold',
  capture: 'capture',
  release: 'release',
  grant: 'grant',
  refund: 'refund',
  topup: 'payment',
};

/** Releases and refunds take no metadata, so they go by what they are about; of each there is one at most. */
export function nameOf({ kind, key, target }: Line): string {
  return kind === 'release' || kind === 'refund' ? `${kind} of ${target}` : `${kindInLedger[kind]} ${key}`;
}

/** Every transaction after `seq` that a caller of ours may have asked for, under its name. */
export async function readJournal(pool: pg.Pool, seq: bigint): Promise<Map<string, Posted[]>> {
  const { rows } = await pool.query<Posted>(
    `select case when kind in ('release', 'refund') then kind || ' of ' || target
                 when metadata ? 'paymentId' then 'payment ' || (metadata ->> 'paymentId')
                 else kind || ' ' || (metadata ->> 'key') end as name,
       id, account_id as "accountId", case kind when 'release' then returned else amount end as amount
     from ledger.transaction where seq > $1 and (kind in ('release', 'refund') or metadata ?| array['key', 'paymentId'])`,
    [seq],
  );
  const journal = new Map<string, Posted[]>();
  for (const row of rows) {
    const same = journal.get(row.name);
    if (same) same.push(row);
    else journal.set(row.name, [row]);
  }
  return journal;
}

/** Where the journal ends now. */
export async function journalEnd(pool: pg.Pool): Promise<bigint> {
  const { rows } = await pool.query<{ seq: bigint }>(
    'select coalesce(max(seq), 0)::int8 as seq from ledger.transaction',
  );
  return rows[0]?.seq ?? 0n;
}
