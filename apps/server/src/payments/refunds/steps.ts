import { derivedId, FareboxError, parseCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import type { Transaction } from '../../database/index.ts';
import { lotOf } from '../lots.ts';
import type { Order } from '../order.ts';
import { findOrder, lockOrder } from '../store.ts';
import { cancelFuture, endsOfGrants, grantsOf, restoreFuture } from './grants.ts';
import { creditsOf, moneyBack, nextStep, returnable } from './levels.ts';
import { closeStep, grantExists, insertStep, isDone, moneyBackOf, type StepRow, stepsOf } from './store.ts';

/** More steps than any history needs; a guard against going round in circles. */
const MOST_STEPS = 20;

/** How long returned credits live whose period is over: long enough to pay the debt, which is what they are for. */
const OVER_MS = 1000;

/**
 * Takes back, secures or returns credits of an order until they fit the money that is gone and contested. Each step is
 * written before the ledger is asked, and ends once, whoever finishes it; calling it again at any time is harmless.
 */
export async function settleClawbacks(deps: Deps, orderId: string): Promise<void> {
  for (let turn = 0; turn < MOST_STEPS; turn += 1) {
    const step = await openStep(deps, orderId);
    if (!step) return;
    const order = await findOrder(deps.db, orderId);
    if (!order) return;
    await endStep(deps, step, step.future + (await move(deps, order, step)));
  }
  throw new Error(`the clawbacks of order ${orderId} do not come to an end`);
}

/** The step that is under way, else a new one that the sums ask for; null when they fit. */
function openStep(deps: Deps, orderId: string): Promise<StepRow | null> {
  return deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId);
    return order && planStep(tx, order);
  });
}

/** The step is over, and the next one is written with its end. */
function endStep(deps: Deps, { id, order_id: orderId }: StepRow, moved: bigint): Promise<void> {
  return deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId);
    await closeStep(tx, id, moved);
    if (order) await planStep(tx, order);
  });
}

/**
 * Writes down the step that a locked order's refunds and disputes ask for, if none is under way; in the transaction that
 * changes them, so that no crash comes between, and the sweep finds what was not done.
 */
export async function planStep(tx: Transaction, order: Order): Promise<StepRow | null> {
  if (order.fulfilled_at === null) return null;
  const steps = await stepsOf(tx, order.id);
  const open = steps.find((step) => step.moved === null);
  if (open) return open;
  const done = steps.filter(isDone);
  const step = nextStep(wantedOf(order, await moneyBackOf(tx, order.id)), done);
  if (!step) return null;
  const future =
    step.kind === 'return'
      ? await restoreFuture(tx, order, returnable(step.credits, done))
      : await cancelFuture(tx, order, step.credits);
  await insertStep(tx, order, steps.length + 1, step, future);
  return (await stepsOf(tx, order.id)).at(-1) ?? null;
}

function wantedOf(order: Order, all: Awaited<ReturnType<typeof moneyBackOf>>) {
  const { gone, contested } = moneyBack(order.amount_minor, all, ({ clawback }) => clawback === 'due');
  const whole = creditsOf(gone + contested, order.amount_minor, order.credits);
  const taken = creditsOf(gone, order.amount_minor, order.credits);
  return { gone: taken, contested: whole - taken };
}

/** What the ledger moved for the step, beyond what never was in the ledger. */
async function move(deps: Deps, order: Order, step: StepRow): Promise<bigint> {
  if (step.kind === 'return') return giveBack(deps, order, step);
  return takeBack(deps, order, step);
}

async function takeBack(deps: Deps, order: Order, step: StepRow): Promise<bigint> {
  const grants = [...(await returnedGrants(deps, order.id)), ...(await grantsOf(deps, order))];
  const passes =
    step.kind === 'secure'
      ? (['left'] as const)
      : grants.length > 1
        ? (['left', 'owed'] as const)
        : (['owed'] as const);
  let rest = step.credits - step.future;
  for (const pass of passes) {
    for (const grantId of grants) {
      if (rest > 0n) rest -= await revoke(deps, order, step, grantId, pass, rest);
    }
  }
  return step.credits - step.future - rest;
}

/** Grants by which credits of the order came back before, newest first: they are what there is to take now. */
async function returnedGrants(deps: Deps, orderId: string): Promise<string[]> {
  const returns = (await stepsOf(deps.db, orderId)).filter((step) => step.kind === 'return' && isDone(step));
  return returns.reverse().map(({ id }) => returnGrantId(id));
}

function returnGrantId(stepId: string): string {
  return derivedId('clawback', stepId, 'return');
}

/** `left`: what lies there; `owed`: the rest of the grant, as debt where it is spent. What had expired is out of reach. */
async function revoke(
  deps: Deps,
  order: Order,
  step: StepRow,
  grantId: string,
  pass: 'left' | 'owed',
  amount: bigint,
): Promise<bigint> {
  const ask = async (part: bigint, name: string) => {
    const { amount: moved } = await deps.ledger.revoke({
      id: derivedId('clawback', step.id, grantId, name),
      accountId: order.account_id,
      grantId,
      amount: part,
      shortfall: pass === 'left' ? 'leave' : 'debt',
      reason: step.kind === 'secure' ? 'dispute' : 'refund',
      metadata: { orderId: order.id },
    });
    return moved;
  };
  try {
    return await ask(amount, pass);
  } catch (error) {
    const revocable = revocableIn(error);
    return revocable > 0n ? ask(revocable, `${pass}-rest`) : 0n;
  }
}

/** What the ledger says could be taken of the grant, where it refused to take more. */
function revocableIn(error: unknown): bigint {
  if (!(error instanceof FareboxError)) throw error;
  // A return that had nothing to give back left no grant.
  if (error.code === 'grant_not_found') return 0n;
  if (error.code !== 'revoke_exceeds_grant') throw error;
  return parseCredits(String(error.details.revocable ?? '0')) ?? 0n;
}

/** As a grant like those it came from; it pays the debt first that the taking had left. */
async function giveBack(deps: Deps, order: Order, step: StepRow): Promise<bigint> {
  const done = (await stepsOf(deps.db, order.id)).filter(isDone);
  const amount = returnable(step.credits, done) - step.future;
  const id = returnGrantId(step.id);
  // Whoever stopped before noting it had granted it; it cannot be asked for again in the same words: time has passed.
  if (amount <= 0n || (await grantExists(deps.db, order, id))) return amount > 0n ? amount : 0n;
  const lot = await lotOf(deps, order);
  await deps.ledger.grant({
    id,
    accountId: order.account_id,
    amount,
    category: lot.category,
    reason: 'refund',
    priority: lot.priority,
    expiresAt: await endOfReturned(deps, order, lot.expiresAt),
    overCap: true,
    reference: order.id,
    metadata: { orderId: order.id, returned: true },
  });
  return amount;
}

/** As long as the last of the order's credits live; where none do any more, just long enough to pay the debt. */
async function endOfReturned(deps: Deps, order: Order, first: Date | undefined): Promise<Date | undefined> {
  if (first === undefined) return undefined;
  const soonest = deps.clock.now().getTime() + OVER_MS;
  const ends = (await endsOfGrants(deps, order)).map((end) => end.getTime());
  return new Date(Math.max(soonest, first.getTime(), ...ends));
}
