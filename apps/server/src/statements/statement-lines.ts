import type { Transaction } from '../database/index.ts';
import type { Language } from './language.ts';
import type { Statement } from './statement.ts';
import { type DayOfUse, type Movement, movementsQuery, useByDay } from './store.ts';
import { classWords, reasonText, sayIn } from './words.ts';

/** Lines that a PDF holds; the CSV has everything. */
const MAX_LINES = 2000;

/** A line of the table of movements. */
export interface StatementLine {
  date: string;
  what: string;
  reference: string;
  change: bigint;
  balanceAfter: bigint;
}

/** What a document lists of a month: movements one by one, use by day and model. Read within `statementOf`. */
export interface Listed {
  single: Movement[];
  use: DayOfUse[];
  /** How many lines there are in all. */
  count: number;
}

/** As many of each as a document holds. */
export async function readListed(tx: Transaction, { span, opening }: Statement): Promise<Listed> {
  const query = movementsQuery(tx, span, opening, { use: false, limit: MAX_LINES });
  const { rows: single } = await tx.executeQuery(query);
  const use = await useByDay(tx, span, MAX_LINES);
  return { single, use, count: (single[0]?.rest ?? 0) + (use[0]?.of ?? 0) };
}

/** How many lines a document does not hold. */
export function leftOutOf({ count }: Listed): number {
  return Math.max(0, count - MAX_LINES);
}

/**
 * The lines of a document, day by day: within a day first what moved by itself, then the use of the day. Each tells
 * the balance after it, and the last of a day that of the day.
 */
export function linesOf({ single, use }: Listed, { opening }: Statement, language: Language): StatementLine[] {
  const days = [...single.map((one) => singleLine(one, language)), ...use.map((one) => useLine(one, language))];
  // Sorting keeps the order within a day: single movements come before use.
  days.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
  let balance = opening.available + opening.held;
  return days.slice(0, MAX_LINES).map(({ day: _day, ...line }) => {
    balance += line.change;
    return { ...line, balanceAfter: balance };
  });
}

type DayLine = Omit<StatementLine, 'balanceAfter'> & { day: string };

function singleLine(movement: Movement, language: Language): DayLine {
  const { local, reference, change } = movement;
  const what = whatOf(movement).map((word) => (typeof word === 'string' ? reasonText(word, language) : word[language]));
  return { day: local.slice(0, 10), date: local, what: what.join(' · '), reference: reference ?? '', change };
}

/** Why it moved; where the reason alone would read as its opposite, what happened too. */
function whatOf({ kind, reason, change, debtChange }: Movement): (Record<Language, string> | string)[] {
  if (change === 0n && debtChange < 0n) return [classWords.debtPaid];
  if (kind === 'revoke') return [classWords.revoked, reason];
  if (kind === 'refund') return [classWords.refunds];
  return kind === 'grant' && (reason === 'refund' || reason === 'dispute') ? [classWords.restored] : [reason];
}

function useLine({ day, class: name, model, calls, change }: DayOfUse, language: Language): DayLine {
  const say = sayIn(language);
  const what = [classWords[name][language], model].filter(Boolean).join(' · ');
  return { day, date: day, what, reference: calls === 1 ? say('oneCall') : say('calls', { count: calls }), change };
}
