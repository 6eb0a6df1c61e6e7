import type { Db } from '../database/index.ts';
import type { Plan, PlanVersion } from './plan.ts';
import { findPlan, findVersionByReference, findVersions, listActivePlans, type ReferencedProvider } from './store.ts';

/** A version as it was sold, whatever became of its plan. */
export async function findPlanVersion(db: Db, id: string): Promise<PlanVersion | null> {
  return (await findVersions(db, [id]))[0] ?? null;
}

/** Those of the versions that exist, by id. */
export async function planVersions(db: Db, ids: readonly (string | null)[]): Promise<Map<string, PlanVersion>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  return new Map((await findVersions(db, wanted)).map((version) => [version.id, version]));
}

/** The plan with what is sold of it now; retired ones too (`active` tells). */
export function currentPlan(db: Db, planId: string): Promise<Plan | null> {
  return findPlan(db, planId);
}

/** The plans that are sold, in the order of the page. */
export function offeredPlans(db: Db): Promise<Plan[]> {
  return listActivePlans(db);
}

/**
 * What a provider means by its own name of a price. Several versions may share it: `inForce` (of the subscription that
 * is asked for) wins when it is one of them, so that an edit never changes what was sold; else the one sold now.
 */
export function planByProviderReference(
  db: Db,
  provider: ReferencedProvider,
  reference: string,
  inForce: string | null = null,
): Promise<PlanVersion | null> {
  return findVersionByReference(db, provider, reference, inForce);
}
