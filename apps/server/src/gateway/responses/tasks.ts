import type { DomainTasks } from '../../work.ts';
import type { Gateway } from '../gateway.ts';
import { nextAsk } from './background.ts';
import { giveUp, settleFrom } from './settle.ts';
import { askAgainAt, deleteExpired, soonestAsk, takeDue } from './store.ts';
import { isTerminal, type StoredResponse } from './stored.ts';
import { addressOf, hear } from './upstream.ts';

/** Responses asked about at once, and how long one question may take. */
const AT_ONCE = 16;
const ASK_MS = 10_000;
/** Nobody else asks about a response for so long after it was taken. */
const LEASE_MS = 60_000;
/** One run takes no more work after this. */
const RUN_MS = 20_000;
/** An upstream that does not know a response so often in a row never will. */
const UNKNOWN_ASKS = 5;
/** After its time was up, so long nobody gives up on a response: until then it is charged from what the account has. */
const PATIENCE_MS = 86_400_000;

const SETTLE = 'gateway.settle_background';
const SOON_MS = 60_000;

const FORGOTTEN_AT_ONCE = 1_000;
const FORGOTTEN_BATCHES = 1_000;

/** Background work: settles background responses that nobody asks for, and forgets old ones. */
export function gatewayTasks(gateway: Gateway): DomainTasks {
  return {
    [SETTLE]: () => settleAndGoOn(gateway),
    'gateway.forget_responses': () => forgetOld(gateway),
    crontab: `* * * * * ${SETTLE}\n23 * * * * gateway.forget_responses`,
  };
}

/** After a start: what ended while nobody was there is settled at once. */
export function resumeBackground({ deps }: Gateway): Promise<void> {
  return deps.work.add(SETTLE, {}, { key: SETTLE });
}

/** Every minute, and sooner while something will be due before the next one. */
async function settleAndGoOn(gateway: Gateway): Promise<void> {
  await settleDue(gateway);
  const { db, clock, work } = gateway.deps;
  const at = await soonestAsk(db);
  if (at && at.getTime() < clock.now().getTime() + SOON_MS) await work.add(SETTLE, {}, { key: SETTLE, runAt: at });
}

/** Asks about every response that is due, some at once; each is given to one process at a time. */
export async function settleDue(gateway: Gateway): Promise<void> {
  const { db, clock } = gateway.deps;
  const end = performance.now() + RUN_MS;
  while (performance.now() < end) {
    const now = clock.now();
    const due = await takeDue(db, { now, until: new Date(now.getTime() + LEASE_MS), limit: AT_ONCE });
    await Promise.all(due.map((response) => lookAfter(gateway, response)));
    if (due.length < AT_ONCE) return;
  }
}

async function lookAfter(gateway: Gateway, response: StoredResponse): Promise<void> {
  const { deps, settings } = gateway;
  try {
    if (await settledNow(gateway, response)) return;
    const now = deps.clock.now();
    await askAgainAt(deps.db, response.holdId, nextAsk(response, now, settings.background));
  } catch (error) {
    // It is due again when its lease ends.
    deps.log.warn({ err: error, receipt: response.holdId }, 'a background response was left for later');
  }
}

/** Asks what became of it; what runs on beyond its time is told to stop. */
async function settledNow(gateway: Gateway, response: StoredResponse): Promise<boolean> {
  const over = (response.deadlineAt?.getTime() ?? 0) - gateway.deps.clock.now().getTime();
  const path = addressOf(response);
  try {
    const told = await hear(gateway, response, { method: 'GET', path }, { ms: ASK_MS });
    const last = over > 0 || isTerminal(told.json);
    const { json } = last
      ? told
      : await hear(gateway, response, { method: 'POST', path: `${path}/cancel` }, { ms: ASK_MS });
    return await settleFrom(gateway, response, json);
  } catch (error) {
    const unknown = (error as { code?: unknown }).code === 'response_not_found' && response.asks >= UNKNOWN_ASKS;
    if (!unknown && over > -PATIENCE_MS) throw error;
    await giveUp(gateway, response);
    return true;
  }
}

/** Forgets whose responses were whose, once their time is over. */
export async function forgetOld({ deps }: Gateway): Promise<void> {
  for (let batch = 0; batch < FORGOTTEN_BATCHES; batch += 1) {
    if ((await deleteExpired(deps.db, deps.clock.now(), FORGOTTEN_AT_ONCE)) < FORGOTTEN_AT_ONCE) return;
  }
}
