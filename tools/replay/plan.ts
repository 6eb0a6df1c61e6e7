import { seeded } from './seeded.ts';
import type { Row } from './trace.ts';

/**
 * When a client leaves: before anything came; when half of the words came; when all did, but not the end; or at a
 * moment that has nothing to do with the answer.
 */
export type Leaving = 'before' | 'middle' | 'end' | 'anytime';

/**
 * What the upstream does wrong: `busy` (429) and `broken` (500) at the first one or two that are asked, `all broken` at
 * every one; the connection is cut, or an error event comes, in the middle; or the usage is left out.
 */
export type Fault = 'busy' | 'broken' | 'all broken' | 'cut' | 'error event' | 'no usage';

/** One call of the replay, decided before it begins. */
export interface Plan extends Row {
  n: number;
  /** Which of the users. */
  user: number;
  endpoint: 'chat' | 'responses';
  stream: boolean;
  /** A chat client may ask to see the usage. */
  wantsUsage: boolean;
  /** The output limit that the client names. */
  limit: number | null;
  leaving: Leaving | null;
  /** Of `anytime`: after so many milliseconds. */
  leavesAfter: number;
  fault: Fault | null;
}

/** Of all calls each. */
const LEAVING_SHARE = 0.05;
const FAULT_SHARE = 0.05;
const RESPONSES_SHARE = 0.25;
const WHOLE_SHARE = 0.25;

const leavings: Leaving[] = ['before', 'middle', 'end', 'anytime'];
const streamFaults: Fault[] = ['busy', 'broken', 'all broken', 'cut', 'error event', 'no usage'];
/** An answer that is not streamed has no events and no middle that a client could see. */
const wholeLeavings: Leaving[] = ['before', 'anytime'];
const wholeFaults: Fault[] = ['busy', 'broken', 'all broken', 'cut', 'no usage'];

/** What each request of the trace becomes: the same for the same seed. */
export function plansFor(rows: readonly Row[], users: number, seed: number): Plan[] {
  const random = seeded(seed);
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  return rows.map((row, n) => {
    const stream = random() >= WHOLE_SHARE;
    const endpoint = random() < RESPONSES_SHARE ? 'responses' : 'chat';
    const fate = random();
    const leaves = fate < LEAVING_SHARE;
    const fails = !leaves && fate < LEAVING_SHARE + FAULT_SHARE;
    return {
      ...{ ...row, n, stream, endpoint },
      // Everybody calls once; after that a few call much more than the others.
      user: n < users ? n : Math.floor(users * random() ** 2),
      wantsUsage: random() < 0.5,
      limit: random() < 0.5 ? row.output + Math.floor(random() * 200) : null,
      leaving: leaves ? pick(stream ? leavings : wholeLeavings) : null,
      leavesAfter: Math.floor(random() * 250),
      fault: fails ? pick(stream ? streamFaults : wholeFaults) : null,
    };
  });
}

/** Words that come before a cut, an error event or the leaving of a client in the middle. */
export function halfOf({ output }: Pick<Plan, 'output'>): number {
  return Math.max(1, Math.floor(output / 2));
}
