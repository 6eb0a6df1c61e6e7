import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import { statementErrors } from './errors.ts';
import type { Span } from './movement-store.ts';
import {
  type Balance,
  type Class,
  classes,
  inOneSnapshot,
  lastWritten,
  ledgerBalance,
  type MonthEdges,
  monthEdges,
  sumsOf,
  totalsByClass,
} from './store.ts';

/** The figures of a month. All amounts in micro-credits; what went out is negative. */
export interface Statement {
  month: string;
  span: Span;
  /** False while the month runs: closing is now. */
  complete: boolean;
  opening: Balance;
  closing: Balance;
  in: bigint;
  out: bigint;
  debtAdded: bigint;
  debtPaid: bigint;
  movements: number;
  totals: Record<Class, { movements: number; change: bigint }>;
}

/**
 * The statement of a month, and what `more` reads of it, all from one moment of the database. Proven before anybody
 * sees it: opening + movements = closing, by the ledger's own word for both ends. Throws `account_not_found`,
 * `statement_not_found` (404), `statement_does_not_add_up` (500).
 */
export function statementOf<More>(
  deps: Pick<Deps, 'db' | 'log'>,
  accountId: string,
  month: string,
  more: (tx: Transaction, statement: Statement) => Promise<More>,
): Promise<{ statement: Statement; more: More }> {
  return inOneSnapshot(deps.db, async (tx) => {
    const edges = await monthEdges(tx, accountId, month);
    if (!edges) throw statementErrors.account_not_found({ accountId });
    if (!edges.exists) throw statementErrors.statement_not_found({ month });
    const statement = await figuresOf(tx, accountId, month, edges);
    const problem = problemOf(statement);
    if (problem) {
      deps.log.error({ accountId, month, ...problem }, 'a statement does not add up: run farebox verify');
      throw statementErrors.statement_does_not_add_up({ month });
    }
    return { statement, more: await more(tx, statement) };
  });
}

async function figuresOf(tx: Transaction, accountId: string, month: string, edges: MonthEdges): Promise<Statement> {
  const { exists: _exists, complete, ...places } = edges;
  // First, because it brings the account up to date: what it writes must be there for everything after it.
  const closing = await ledgerBalance(tx, accountId, places.asOf, false);
  const opening = await ledgerBalance(tx, accountId, places.startsAt, true);
  const since = await lastWritten(tx, accountId, places.startsAt, true);
  const until = await lastWritten(tx, accountId, places.asOf, false);
  const span: Span = { accountId, ...places, sinceSeq: since.seq, untilSeq: until.seq };
  const totals = Object.fromEntries(classes.map((name) => [name, { movements: 0, change: 0n }])) as Statement['totals'];
  for (const { class: name, ...total } of await totalsByClass(tx, span)) totals[name] = total;
  return {
    month,
    span,
    complete,
    opening: { ...opening, debt: since.debt },
    closing: { ...closing, debt: until.debt },
    ...(await sumsOf(tx, span)),
    totals,
  };
}

/** What does not add up, as the log tells it; null when all does. */
function problemOf({ opening, closing, totals, ...sums }: Statement): Record<string, string> | null {
  const [before, after] = [opening.available + opening.held, closing.available + closing.held];
  const byClass = Object.values(totals).reduce((sum, { change }) => sum + change, 0n);
  const debt = opening.debt + sums.debtAdded + sums.debtPaid;
  if (before + sums.in + sums.out === after && before + byClass === after && debt === closing.debt) return null;
  return {
    opening: String(before),
    in: String(sums.in),
    out: String(sums.out),
    totals: String(byClass),
    closing: String(after),
    debt: `${opening.debt} ${sums.debtAdded} ${sums.debtPaid} ${closing.debt}`,
  };
}
