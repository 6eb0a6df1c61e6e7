import type { Finding, Line } from './book.ts';
import { nameOf, type Posted } from './journal.ts';

/**
 * The client's book against the ledger's journal: what was acknowledged is there once, as it was acknowledged; what was
 * refused is not there; nothing is there twice; and everything that was asked came to an end.
 */
export function checkBook(lines: readonly Line[], journal: Map<string, Posted[]>): Finding[] {
  return lines.flatMap((line) => checkLine(line, journal.get(nameOf(line)) ?? []));
}

function checkLine(line: Line, posted: Posted[]): Finding[] {
  const { outcome } = line;
  const found = (check: string): Finding[] => [{ check, example: tell(line, posted) }];
  if (posted.length > 1) return found('an operation is in the ledger twice');
  if (!outcome) return found('an outcome was never known');
  const [row] = posted;
  // The sweeper releases holds too: a release that was refused may be there in its name.
  if (!outcome.done) return row && line.kind !== 'release' ? found('a refused operation is in the ledger') : [];
  if (!row) return found('an acknowledged operation is lost');
  const same = row.id === outcome.id && row.amount === outcome.amount && row.accountId === line.accountId;
  return same ? [] : found('an operation is not what was acknowledged');
}

function tell({ kind, key, amount, attempts, trouble, outcome }: Line, posted: Posted[]): string {
  const answer = !outcome ? `nothing (${trouble})` : outcome.done ? `${outcome.id} ${outcome.amount}` : outcome.code;
  const rows = posted.map(({ id, amount: moved }) => `${id} ${moved}`).join(', ') || 'nothing';
  return `${kind} of ${amount}, key ${key}, sent ${attempts} times: answered ${answer}, found ${rows}`;
}
