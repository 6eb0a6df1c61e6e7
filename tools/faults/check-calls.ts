import type pg from 'pg';
import type { Finding } from './book.ts';
import { pause } from './chance.ts';
import type { Call } from './streams.ts';

interface Receipt {
  id: string;
  status: string;
  captured: bigint;
}

/**
 * Calls to models: each that was let in has its hold, and what was acknowledged as charged is charged. With `settledMs`
 * above 0 (no server was killed) every call whose end was seen is charged within that time.
 */
export async function checkCalls(pool: pg.Pool, calls: readonly Call[], settledMs: number): Promise<Finding[]> {
  const deadline = performance.now() + settledMs;
  for (;;) {
    const receipts = await readReceipts(pool, calls);
    const found = calls.flatMap((call) => checkCall(call, receipts.get(call.receipt), settledMs > 0));
    if (found.length === 0 || performance.now() >= deadline) return found;
    await pause(100);
  }
}

/** No database's end breaks an answer off, and a server that stops finishes those it has begun. */
export function checkPromised(calls: readonly Call[], { name }: { name: string }): Finding[] {
  const broken = calls.filter(({ end }) => end === 'broken' || end === 'running');
  return broken.map(({ receipt, end }) => ({
    check: 'a model call was broken off',
    example: `${receipt} ${end}: ${name}`,
  }));
}

async function readReceipts(pool: pg.Pool, calls: readonly Call[]): Promise<Map<string, Receipt>> {
  const { rows } = await pool.query<Receipt>('select id, status, captured from ledger.hold where id = any ($1)', [
    calls.map(({ receipt }) => receipt),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

function checkCall(call: Call, receipt: Receipt | undefined, complete: boolean): Finding[] {
  const example = `${call.receipt} ${call.end}, charge ${call.charge ?? 'not told'}: ${receipt?.status} ${receipt?.captured}`;
  if (!receipt) return [{ check: "a model call's hold is lost", example }];
  const acknowledged = call.settled || (complete && call.end === 'whole');
  if (acknowledged && receipt.status !== 'captured')
    return [{ check: 'a finished model call is not charged', example }];
  if (call.charge !== null && call.charge !== receipt.captured) {
    return [{ check: 'a model call is not charged what was acknowledged', example }];
  }
  return [];
}
