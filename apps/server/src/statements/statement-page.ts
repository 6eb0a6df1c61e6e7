import type { Deps } from '../context.ts';
import { readCursor, writeCursor } from '../http/paging.ts';
import { movementBody, statementBody } from './schemas.ts';
import { statementOf } from './statement.ts';
import { movementsQuery } from './store.ts';

/**
 * A month's figures and one page of its movements, oldest first. Throws what `statementOf` throws and
 * `invalid_request` (400) for a cursor that is not ours.
 */
export async function statementPage(
  deps: Pick<Deps, 'db' | 'log'>,
  accountId: string,
  month: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const after = readCursor(cursor, placeIn) ?? 0;
  const { statement, more: rows } = await statementOf(deps, accountId, month, async (tx, { span, opening }) => {
    return (await tx.executeQuery(movementsQuery(tx, span, opening, { after, limit }))).rows;
  });
  const last = rows.at(-1);
  const nextCursor = last && last.n < statement.movements ? writeCursor(String(last.n)) : null;
  return { ...statementBody(statement), data: rows.map(movementBody), nextCursor };
}

/** The number of a movement; null for what we never wrote. */
function placeIn(value: string): number | null {
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}
