import type { Deps } from '../../context.ts';
import { beginAttempt } from './attempt.ts';
import { resumeAttempt } from './resumption.ts';
import { peopleToSee, takeTurn } from './store.ts';

/** People that one run sees at most, of each kind; the rest wait a minute. */
const RUN_LIMIT = 200;
/** How many are seen at a time, and how long a run takes on new ones. */
const LANES = 4;
const RUN_MS = 50_000;

/** Every minute: goes on with attempts that were left open, and tops up accounts that are low. */
export async function runAutoTopUps(deps: Deps): Promise<void> {
  const people = await peopleToSee(deps.db, RUN_LIMIT);
  const until = performance.now() + RUN_MS;
  const lane = async () => {
    for (let userId = people.shift(); userId && performance.now() < until; userId = people.shift()) {
      await see(deps, userId).catch((error) =>
        deps.log.warn({ err: error, userId }, 'automatic top-up left for later'),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function see(deps: Deps, userId: string): Promise<void> {
  const row = await takeTurn(deps.db, userId);
  if (!row) return;
  if (row.open_order_id === null) await beginAttempt(deps, row);
  else await resumeAttempt(deps, row);
}
