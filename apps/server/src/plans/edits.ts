import { newId } from '@farebox/kit';
import { type AuditEntry, writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { planErrors } from './errors.ts';
import { type Plan, type PlanTerms, periodCredits } from './plan.ts';
import { type PriceInput, readPrices } from './prices.ts';
import { adminPlan } from './schemas.ts';
import * as store from './store.ts';

/** Plans are shown on one page, all of them. */
const PLANS_MAX = 200;
const CREDITS_MAX = 9_000_000_000_000_000n;

export interface Editor extends RequestOrigin {
  userId: string;
}

type WrittenTerms = Omit<PlanTerms, 'prices'> & { prices: Record<string, PriceInput> };

/** What may be said of a plan; `prices` are all of them, by currency. */
export type PlanInput = WrittenTerms & store.Listing;

export type PlanChange = Partial<PlanInput> & {
  /** Of the version that the editor saw. */
  expectedVersion?: number;
};

/**
 * Adds a plan with its first version. Throws `plan_exists` (409), `too_many_plans` (409), `invalid_plan_price` (400),
 * `invalid_plan_terms` (400), `provider_reference_taken` (409).
 */
export async function createPlan(deps: Deps, id: string, input: PlanInput, editor: Editor): Promise<Plan> {
  const terms = { ...input, prices: readPrices(input.prices, deps.config.payments.currencies) };
  return deps.db.transaction().execute(async (tx) => {
    await store.lockPlans(tx);
    const plans = await store.listPlans(tx);
    if (plans.some((plan) => plan.id === id)) throw planErrors.plan_exists({ id });
    if (plans.length >= PLANS_MAX) throw planErrors.too_many_plans({ limit: PLANS_MAX });
    await check(tx, id, terms);
    const version = newId();
    await store.insertPlan(tx, id, terms.name, terms, version);
    await store.insertVersion(tx, { ...terms, id: version, planId: id, version: 1, createdBy: editor.userId });
    return audited(tx, id, null, editor);
  });
}

/**
 * Changes what is sold from now on: other terms make a new version, and what was sold stays as it was. With nothing to
 * change nothing is written. Throws `plan_not_found` (404), `plan_changed` (409), and as `createPlan`.
 */
export async function changePlan(deps: Deps, id: string, change: PlanChange, editor: Editor): Promise<Plan> {
  return deps.db.transaction().execute(async (tx) => {
    await store.lockPlans(tx);
    const plan = await store.findPlan(tx, id);
    if (!plan) throw planErrors.plan_not_found({ id });
    const { current } = plan;
    if (change.expectedVersion !== undefined && change.expectedVersion !== current.version) {
      throw planErrors.plan_changed({ id, version: current.version });
    }
    const terms = changedTerms(current, change, deps);
    const listing = { ...listingOf(plan), ...given(change, ['description', 'position', 'active']) };
    const renewed = !same(terms, termsOf(current));
    if (!renewed && same(listing, listingOf(plan))) return plan;
    const version = renewed ? newId() : current.id;
    if (renewed) {
      await check(tx, id, terms);
      const next = { ...terms, id: version, planId: id, version: current.version + 1, createdBy: editor.userId };
      await store.insertVersion(tx, next);
    }
    await store.updatePlan(tx, id, terms.name, listing, version);
    return audited(tx, id, plan, editor);
  });
}

async function check(tx: Transaction, planId: string, terms: PlanTerms): Promise<void> {
  if (terms.grantEvery === 'month' && terms.interval !== 'year') {
    throw planErrors.invalid_plan_terms(
      { param: 'grantEvery' },
      'Only a yearly plan can give its credits by the month.',
    );
  }
  if (periodCredits(terms) > CREDITS_MAX) {
    throw planErrors.invalid_plan_terms({ param: 'grantAmount' }, 'A period can bring nine billion credits at most.');
  }
  const holder = await store.findReferenceHolder(tx, planId, terms.prices);
  if (holder) throw planErrors.provider_reference_taken({ planId: holder });
}

const termKeys = ['name', 'interval', 'grantAmount', 'grantEvery', 'dailyLimit', 'rollover', 'level'] as const;

function changedTerms(current: PlanTerms, change: PlanChange, { config }: Deps): PlanTerms {
  const prices = change.prices ? readPrices(change.prices, config.payments.currencies) : current.prices;
  return { ...termsOf(current), ...given(change, termKeys), prices };
}

function termsOf({
  name,
  interval,
  grantAmount,
  grantEvery,
  dailyLimit,
  rollover,
  level,
  prices,
}: PlanTerms): PlanTerms {
  return { name, interval, grantAmount, grantEvery, dailyLimit, rollover, level, prices };
}

function listingOf({ description, position, active }: Plan): store.Listing {
  return { description, position, active };
}

/** Of the keys, those that have a value: what was not said stays. */
function given<Key extends keyof PlanChange>(
  change: PlanChange,
  keys: readonly Key[],
): Partial<Pick<PlanInput, Key & keyof PlanInput>> {
  const said = keys.filter((key) => change[key] !== undefined).map((key) => [key, change[key]]);
  return Object.fromEntries(said);
}

/** Both are written by the functions above, with their keys in one order. */
function same(one: object, other: object): boolean {
  const text = (value: object) =>
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part));
  return text(one) === text(other);
}

async function audited(tx: Transaction, id: string, before: Plan | null, editor: Editor): Promise<Plan> {
  const after = (await store.findPlan(tx, id)) as Plan;
  const { userId, ...origin } = editor;
  const entry: AuditEntry = {
    ...origin,
    actor: { kind: 'user', id: userId },
    action: before ? 'plan.changed' : 'plan.created',
    target: { kind: 'plan', id },
    after: adminPlan(after),
  };
  await writeAudit(tx, before ? { ...entry, before: adminPlan(before) } : entry);
  return after;
}
