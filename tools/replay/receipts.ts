import { parseCredits } from '@farebox/kit';
import type { Stage } from './stage.ts';

/** A receipt as the operator's app reads it; micro-credits. */
export interface Receipt {
  id: string;
  accountId: string;
  /** Of the call. */
  requestId: string;
  status: string;
  held: bigint;
  charged: bigint;
  returned: bigint;
  uncollected: bigint;
  /** Of the grants that paid. */
  funded: bigint;
  inputTokens: number;
  outputTokens: number;
  estimated: boolean;
}

interface ReceiptBody {
  id: string;
  status: string;
  held: string;
  charged: string;
  returned: string;
  uncollected: string;
  usage: { inputTokens: number; outputTokens: number; estimated: boolean };
  fundedBy: { amount: string }[];
}

interface HeldRow {
  id: string;
  accountId: string;
  requestId: string;
}

/** Receipts asked for at once. */
const AT_ONCE = 16;

/** The receipt of every hold that the ledger has, read through the API. */
export async function readReceipts({ pool, server, token }: Stage): Promise<Receipt[]> {
  const { rows } = await pool.query<HeldRow>(
    `select id, account_id as "accountId", metadata ->> 'requestId' as "requestId"
       from ledger.transaction where kind = 'hold' order by seq`,
  );
  const headers = { 'x-internal-token': token };
  return atOnce(rows, async (row) => {
    const answer = await fetch(`${server.url}/api/receipts/${row.id}`, { headers });
    if (answer.status !== 200) throw new Error(`The receipt ${row.id} was answered with ${answer.status}.`);
    return { ...receiptOf((await answer.json()) as ReceiptBody), ...row };
  });
}

function receiptOf({ status, usage, fundedBy, ...amounts }: ReceiptBody): Omit<Receipt, keyof HeldRow> {
  const { inputTokens, outputTokens, estimated } = usage;
  const micro = (name: 'held' | 'charged' | 'returned' | 'uncollected') => microOf(amounts[name]);
  return {
    ...{ status, inputTokens, outputTokens, estimated },
    ...{ held: micro('held'), charged: micro('charged'), returned: micro('returned') },
    uncollected: micro('uncollected'),
    funded: fundedBy.reduce((sum, { amount }) => sum + microOf(amount), 0n),
  };
}

/** Throws for what is no amount: an answer without one must not count as nothing. */
export function microOf(credits: string): bigint {
  const micro = parseCredits(credits);
  if (micro === null) throw new Error(`${credits} is no amount of credits.`);
  return micro;
}

/** Works through a list, so many at once; the results in the list's order. */
export async function atOnce<From, To>(all: readonly From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const results: To[] = [];
  const queue = all.entries();
  const worker = async () => {
    for (const [at, one] of queue) results[at] = await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
