import { createHash } from 'node:crypto';
import { newId } from '@farebox/kit';
import { writeAudit } from '../../audit/index.ts';
import type { Transaction } from '../../database/index.ts';
import { pricingErrors } from '../errors.ts';
import { beginningOf, type Editor, originOf, type PricingDeps, rowOf } from '../prices.ts';
import * as store from '../store.ts';
import { type PriceVersion, readVersion, sameFigures, writtenPrice } from '../version.ts';
import type { ListRow, PriceList } from './row.ts';

/** What a list would do to one model. */
export interface PlannedPrice extends ListRow {
  change: 'new' | 'changed' | 'same';
  /** What the database says until then. */
  before: PriceVersion | null;
}

export interface ImportWish {
  validFrom?: Date | undefined;
  note?: string | undefined;
  /** The digest of the plan that somebody has looked at: does it. */
  apply?: string | undefined;
}

export interface ImportOutcome {
  applied: boolean;
  /** Names exactly this plan. */
  digest: string;
  planned: PlannedPrice[];
}

/** Problems that are told of at most; the first ones say enough. */
const PROBLEMS_SHOWN = 100;

/**
 * Says what a list would change, and, when it is told the digest of just that plan, does it: all rows or none. Throws
 * `invalid_price_list` (400, with line numbers), `price_in_past` (400), `price_list_changed` (409).
 */
export async function importPrices(
  { db, clock }: PricingDeps,
  list: PriceList,
  wish: ImportWish,
  editor: Editor,
): Promise<ImportOutcome> {
  if (list.problems.length > 0) throw refusal(list);
  const now = clock.now();
  const validFrom = beginningOf(wish.validFrom, now);
  return db.transaction().execute(async (tx) => {
    await store.lockPrices(tx);
    const planned = await planOf(tx, list.rows, validFrom);
    const digest = digestOf(planned, wish);
    if (wish.apply === undefined) return { applied: false, digest, planned };
    if (wish.apply !== digest) throw pricingErrors.price_list_changed({ digest });
    await write(tx, planned, { validFrom, note: wish.note ?? '', createdAt: now }, editor);
    return { applied: true, digest, planned };
  });
}

function refusal({ problems }: PriceList) {
  const sorted = [...problems].sort((a, b) => a.line - b.line);
  return pricingErrors.invalid_price_list({ problems: sorted.slice(0, PROBLEMS_SHOWN), count: sorted.length });
}

async function planOf(tx: Transaction, rows: ListRow[], at: Date): Promise<PlannedPrice[]> {
  const kept = await store.versionsAt(
    tx,
    rows.map(({ model }) => model),
    at,
  );
  const before = new Map(kept.map((row) => [row.model, readVersion(row)]));
  return rows.map((row) => {
    const last = before.get(row.model) ?? null;
    const change = !last ? 'new' : sameFigures(last, row) ? 'same' : 'changed';
    return { ...row, change, before: last };
  });
}

/** Of what would be written and of what it would replace. */
function digestOf(planned: PlannedPrice[], { validFrom, note }: ImportWish): string {
  const lines = planned.map(({ model, price, cost, before }) => {
    return [model, price?.version, cost?.version, before?.price?.version, before?.cost?.version];
  });
  const all = JSON.stringify([lines, validFrom ?? null, note ?? '']);
  return createHash('sha256').update(all).digest('hex').slice(0, 32);
}

async function write(
  tx: Transaction,
  planned: PlannedPrice[],
  all: { validFrom: Date; note: string; createdAt: Date },
  editor: Editor,
): Promise<void> {
  const changed = planned.filter(({ change }) => change !== 'same');
  if (changed.length === 0) return;
  const versions = changed.map((row) => rowOf({ ...row, id: newId() }));
  await store.insertVersions(tx, versions, { ...all, createdBy: editor.userId });
  for (const { model, price, cost, before } of changed) {
    await writeAudit(tx, {
      ...originOf(editor),
      action: 'price.imported',
      target: { kind: 'model', id: model },
      ...(before && { before: figuresOf(before) }),
      after: { ...figuresOf({ price, cost }), validFrom: all.validFrom, note: all.note },
    });
  }
}

function figuresOf({ price, cost }: Pick<PriceVersion, 'price' | 'cost'>) {
  return { price: price && writtenPrice(price), cost: cost && writtenPrice(cost) };
}
