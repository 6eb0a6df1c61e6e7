import { formatCredits } from '@farebox/kit';
import { writeAudit } from '../audit/index.ts';
import { DEFAULT_GROUP } from './book.ts';
import { pricingErrors } from './errors.ts';
import { type Editor, originOf, type PricingDeps } from './prices.ts';
import * as store from './store.ts';

const GROUPS_MAX = 200;

/**
 * Makes a group, or changes what its people pay from now on: every price times `multiplier` (in millionths). Calls that
 * are under way keep theirs. Throws `too_many_price_groups` (409).
 */
export async function putGroup(
  { db, clock }: PricingDeps,
  wanted: { id: string; multiplier: bigint; description: string },
  editor: Editor,
): Promise<store.GroupRow> {
  const group = { ...wanted, updatedAt: clock.now() };
  return db.transaction().execute(async (tx) => {
    await store.lockPrices(tx);
    const before = await store.lockGroup(tx, group.id);
    if (!before && (await store.countGroups(tx)) >= GROUPS_MAX) {
      throw pricingErrors.too_many_price_groups({ limit: GROUPS_MAX });
    }
    await store.putGroup(tx, group);
    await writeAudit(tx, {
      ...originOf(editor),
      action: 'price_group.set',
      target: { kind: 'price_group', id: group.id },
      ...(before && { before: audited(before) }),
      after: audited(group),
    });
    return group;
  });
}

/** Puts a person into a group; their keys know it within a second. Throws `user_not_found`, `price_group_not_found`. */
export async function setGroupOf(
  { db }: PricingDeps,
  userId: string,
  group: string,
  editor: Editor,
): Promise<{ userId: string; group: string }> {
  await db.transaction().execute(async (tx) => {
    const before = await store.lockGroupOfUser(tx, userId);
    if (before === null) throw pricingErrors.user_not_found();
    if (!(await store.lockGroup(tx, group))) throw pricingErrors.price_group_not_found({ group });
    if (before === group) return;
    await store.setGroupOfUser(tx, userId, group);
    await writeAudit(tx, {
      ...originOf(editor),
      action: 'user.price_group_set',
      target: { kind: 'user', id: userId },
      accountId: userId,
      before: { group: before },
      after: { group },
    });
  });
  return { userId, group };
}

/** The group in which a person buys; everybody's for one who is not there. */
export async function groupOf(db: PricingDeps['db'], userId: string): Promise<string> {
  return (await store.groupOfUser(db, userId)) ?? DEFAULT_GROUP;
}

function audited({ multiplier, description }: Pick<store.GroupRow, 'multiplier' | 'description'>) {
  return { multiplier: formatCredits(multiplier), description };
}
