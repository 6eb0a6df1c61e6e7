import { isIP } from 'node:net';
import type { Db, Transaction } from '../database/index.ts';
import { edgeErrors } from '../http/errors.ts';
import { type Attempts, addWrong, type CodeKind, forgetEnded, lockAttempts } from './attempt-store.ts';

/** Wrong codes that one person may try in a window. */
const WRONG_BY_PERSON = 10;
/** Many people may sit behind one address. */
const WRONG_FROM_ADDRESS = 50;
const WINDOW_MS = 3_600_000;

export interface Attempt {
  kind: CodeKind;
  userId: string;
  /** Null: not known. */
  address: string | null;
  now: Date;
}

/**
 * Runs `find` in a transaction of its own, unless this person or this address has tried too many wrong codes within
 * the hour (`too_many_requests`, 429 with Retry-After). Null from `find` is a wrong code and is counted; what it throws
 * is not. The count is the database's, so it holds over all processes, and people who try at once wait for each other.
 */
export async function guessing<Found>(
  db: Db,
  { kind, userId, address, now }: Attempt,
  find: (tx: Transaction) => Promise<Found | null>,
): Promise<Found | null> {
  return db.transaction().execute(async (tx) => {
    const window = { now, endsAt: new Date(now.getTime() + WINDOW_MS) };
    const known = address !== null && isIP(address) && !address.includes('%') ? address : null;
    const attempts = await lockAttempts(tx, { kind, userId, address: known }, window);
    refuseGuessers(attempts, now);
    await forgetEnded(tx, now);
    const found = await find(tx);
    if (found === null) {
      await addWrong(
        tx,
        attempts.map(({ subject }) => subject),
      );
    }
    return found;
  });
}

function refuseGuessers(attempts: Attempts[], now: Date): void {
  const over = attempts.filter(({ subject, wrong }) => wrong >= limitOf(subject));
  if (over.length === 0) return;
  const endsAt = Math.max(...over.map((each) => each.endsAt.getTime()));
  throw edgeErrors.too_many_requests(
    { retryAfter: Math.ceil((endsAt - now.getTime()) / 1000) },
    'Too many wrong codes; try again later.',
  );
}

function limitOf(subject: string): number {
  return subject.includes(' from ') ? WRONG_FROM_ADDRESS : WRONG_BY_PERSON;
}
