import { newId } from '@farebox/kit';
import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { pricingErrors } from './errors.ts';
import { readPrice } from './price.ts';
import type { PriceSetting } from './schemas.ts';
import * as store from './store.ts';
import { type PriceVersion, readVersion, sameFigures, writtenPrice } from './version.ts';

export type PricingDeps = Pick<Deps, 'db' | 'clock'>;

export interface Editor extends RequestOrigin {
  userId: string;
}

export interface NewPrice {
  model: string;
  /** Null gives the model back to the configuration. */
  price: PriceSetting | null;
  cost?: PriceSetting | null | undefined;
  /** Now, when not said. */
  validFrom?: Date | undefined;
  note?: string | undefined;
}

/** Clocks differ a little; a page that was filled in a moment ago is not the past. */
const LEEWAY_MS = 60_000;

/** When a price begins that was asked for with `wanted`. Throws `price_in_past` (400). */
export function beginningOf(wanted: Date | undefined, now: Date): Date {
  if (wanted && wanted.getTime() < now.getTime() - LEEWAY_MS) throw pricingErrors.price_in_past({ now });
  return wanted && wanted > now ? wanted : now;
}

/**
 * Says what a model costs from a moment on. What begins later and was said before stays as it was said. With nothing
 * to change nothing is written. Throws `price_in_past` (400).
 */
export async function setPrice({ db, clock }: PricingDeps, wanted: NewPrice, editor: Editor): Promise<PriceVersion> {
  const now = clock.now();
  const validFrom = beginningOf(wanted.validFrom, now);
  const { model, note = '' } = wanted;
  const price = wanted.price && readPrice(wanted.price);
  const cost = price && wanted.cost ? readPrice(wanted.cost) : null;
  return db.transaction().execute(async (tx) => {
    await store.lockPrices(tx);
    const [kept] = await store.versionsAt(tx, [model], validFrom);
    const before = kept ? readVersion(kept) : null;
    if (before && sameFigures(before, { price, cost })) return before;
    const made: PriceVersion = { id: newId(), model, validFrom, price, cost };
    await store.insertVersions(tx, [rowOf(made)], { validFrom, note, createdAt: now, createdBy: editor.userId });
    await writeAudit(tx, {
      ...originOf(editor),
      action: 'price.set',
      target: { kind: 'model', id: model },
      ...(before && { before: audited(before) }),
      after: { ...audited(made), note },
    });
    return made;
  });
}

export function originOf({ userId, ...origin }: Editor) {
  return { ...origin, actor: { kind: 'user' as const, id: userId } };
}

/** A version as the database keeps it. */
export function rowOf({ id, model, price, cost }: Pick<PriceVersion, 'id' | 'model' | 'price' | 'cost'>) {
  return {
    id,
    model,
    version: price?.version ?? null,
    price: price && writtenPrice(price),
    cost: cost && writtenPrice(cost),
  };
}

function audited({ validFrom, price, cost }: PriceVersion) {
  return { validFrom, price: price && writtenPrice(price), cost: cost && writtenPrice(cost) };
}
