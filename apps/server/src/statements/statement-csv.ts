import { formatCredits } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { type Columns, type Cursor, csvStream, openCursor, type Slots } from '../usage/index.ts';
import { type Statement, statementOf } from './statement.ts';
import { type Movement, movementsQuery } from './store.ts';

/** An export holds a database connection and an old snapshot: neither is left to a reader who went to sleep. */
const TIME_LIMITS = { idleMs: 30_000, totalMs: 10 * 60_000 };

/** A movement, or one of the two lines around them. */
type Line = Pick<Movement, 'at' | 'kind' | 'balanceAfter' | 'debtAfter'> & Partial<Movement>;

/**
 * A month's every movement as a CSV stream of constant memory, between a line of what was there before and one of what
 * is there after. Breaks off rather than end with another balance than the proven one. Throws what `statementOf` throws
 * and `too_many_exports` (503).
 */
export async function statementCsv(
  deps: Pick<Deps, 'pool' | 'db' | 'log'>,
  slots: Slots,
  accountId: string,
  month: string,
): Promise<{ stream: ReadableStream<Uint8Array>; fileName: string }> {
  const release = slots.take(accountId);
  try {
    const { statement } = await statementOf(deps, accountId, month, async () => null);
    const movements = movementsQuery(deps.db, statement.span, statement.opening);
    const lines = withEnds(await openCursor(deps.pool, movements), statement);
    return {
      stream: csvStream(lines, columns, TIME_LIMITS, release),
      fileName: `farebox-statement-${month}.csv`,
    };
  } catch (error) {
    release();
    throw error;
  }
}

function withEnds(cursor: Cursor<Movement>, { span, opening, closing }: Statement): Cursor<Line> {
  const edge = (kind: string, at: string, { available, held, debt }: Statement['opening']): Line => {
    return { kind, at, balanceAfter: available + held, debtAfter: debt };
  };
  const [first, end] = [edge('opening', span.startsAt, opening), edge('closing', span.asOf, closing)];
  let last: Line | null = null;
  let ended = false;
  const fetch = async (): Promise<Line[]> => {
    if (last === null) {
      last = first;
      return [first];
    }
    const rows = await cursor.fetch();
    last = rows.at(-1) ?? last;
    if (rows.length > 0 || ended) return rows;
    ended = true;
    if (last.balanceAfter === end.balanceAfter && last.debtAfter === end.debtAfter) return [end];
    throw new Error('The movements of a statement changed while it was written.');
  };
  return { fetch, close: cursor.close };
}

const columns: Columns<Line> = {
  number: ({ n }) => (n === undefined ? '' : String(n)),
  at: ({ at }) => at,
  local_time: ({ local }) => local ?? '',
  kind: ({ kind }) => kind,
  reason: ({ reason }) => reason ?? '',
  transaction_id: ({ id }) => id ?? '',
  reference: ({ reference }) => reference ?? '',
  feature: ({ feature }) => feature ?? '',
  model: ({ model }) => model ?? '',
  in: ({ change = 0n }) => (change > 0n ? formatCredits(change) : ''),
  out: ({ change = 0n }) => (change < 0n ? formatCredits(-change) : ''),
  balance: ({ balanceAfter }) => formatCredits(balanceAfter),
  debt: ({ debtAfter }) => formatCredits(debtAfter),
};
