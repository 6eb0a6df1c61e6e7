import { formatMoney, type MinorUnits, newId, parseMoney } from '@farebox/kit';
import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import type { Admin } from './batches.ts';
import { type Discount, type DiscountKind, type DiscountTerms, formatPercent, parsePercent } from './discount.ts';
import {
  deleteDiscount,
  findDiscount,
  insertDiscount,
  lockDiscount,
  type UsedDiscount,
  updateDiscount,
  wasUsed,
} from './discount-store.ts';
import { promotionErrors } from './errors.ts';

/** A promise of more than ten times the credits is a slip of the pen. */
const MAX_BONUS = 100_000;
const MAX_PERCENT = 10_000;

/** Terms as they are written: decimals as text. What is undefined is not said. */
export interface WrittenTerms extends Partial<Omit<DiscountTerms, 'basisPoints' | 'amountMinor' | 'minAmountMinor'>> {
  percent?: string;
  amount?: string;
  minAmount?: string | null;
}

export interface WantedDiscount extends WrittenTerms {
  code: string;
  kind: DiscountKind;
  currency?: string | null;
}

/** What cannot be changed, because the rest is understood by it. */
type Fixed = Pick<Discount, 'kind' | 'currency' | 'minorUnits'>;

const none: DiscountTerms = {
  basisPoints: null,
  amountMinor: null,
  minAmountMinor: null,
  appliesTo: 'all',
  planIds: null,
  startsAt: null,
  endsAt: null,
  maxUses: null,
  maxUsesPerUser: null,
  firstPurchaseOnly: false,
  active: true,
};

/** Throws `invalid_discount`, `currency_not_offered` (400), `discount_exists` (409). */
export async function createDiscount(
  { db, config }: Deps,
  { code, kind, currency = null, ...written }: WantedDiscount,
  reason: string | undefined,
  admin: Admin,
): Promise<UsedDiscount> {
  const offer = currency === null ? null : config.payments.currencies[currency];
  if (offer === undefined) throw promotionErrors.currency_not_offered({ currency });
  const fixed = { kind, currency, minorUnits: offer?.minorUnits ?? null };
  const terms = changedTerms(fixed, none, written);
  const discount = { ...fixed, ...terms, id: newId(), code };
  return db.transaction().execute(async (tx) => {
    if (!(await insertDiscount(tx, discount, admin.userId))) throw promotionErrors.discount_exists({ code });
    return audited(tx, 'discount.created', discount.id, null, reason, admin);
  });
}

/**
 * Changes what is said and leaves the rest; orders that were made keep what they were given. Throws
 * `discount_not_found` (404), `invalid_discount` (400).
 */
export async function changeDiscount(
  { db }: Deps,
  id: string,
  written: WrittenTerms,
  reason: string | undefined,
  admin: Admin,
): Promise<UsedDiscount> {
  return db.transaction().execute(async (tx) => {
    const before = await locked(tx, id);
    await updateDiscount(tx, id, changedTerms(before, before, written));
    return audited(tx, 'discount.changed', id, before, reason, admin);
  });
}

/** Only one that no order was ever made with. Throws `discount_not_found` (404), `discount_in_use` (409). */
export async function removeDiscount(
  { db }: Deps,
  id: string,
  reason: string | undefined,
  { userId, ...origin }: Admin,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const before = await locked(tx, id);
    if (await wasUsed(tx, id)) throw promotionErrors.discount_in_use({ id });
    await deleteDiscount(tx, id);
    await writeAudit(tx, {
      ...origin,
      actor: { kind: 'user', id: userId },
      action: 'discount.deleted',
      target: { kind: 'discount', id },
      before: describe(before),
      after: { reason },
    });
  });
}

/** Throws `discount_not_found` (404). */
export async function readDiscount({ db }: Deps, id: string): Promise<UsedDiscount> {
  const discount = await findDiscount(db, id);
  if (!discount) throw promotionErrors.discount_not_found({ id });
  return discount;
}

async function locked(tx: Transaction, id: string): Promise<Discount> {
  const discount = await lockDiscount(tx, id);
  if (!discount) throw promotionErrors.discount_not_found({ id });
  return discount;
}

function changedTerms(fixed: Fixed, before: DiscountTerms, { percent, amount, minAmount, ...rest }: WrittenTerms) {
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const terms: DiscountTerms = {
    ...termsOf(before),
    ...said,
    ...(percent !== undefined && { basisPoints: percentIn(fixed, percent) }),
    ...(amount !== undefined && { amountMinor: amountIn(fixed, amount) }),
    ...(minAmount !== undefined && {
      minAmountMinor: minAmount === null ? null : moneyIn(fixed, 'minAmount', minAmount),
    }),
  };
  refuseUnfit(fixed, terms);
  return terms;
}

function termsOf(from: DiscountTerms): DiscountTerms {
  return Object.fromEntries(Object.keys(none).map((key) => [key, from[key as keyof DiscountTerms]])) as never;
}

function invalid(param: string, message: string) {
  return promotionErrors.invalid_discount({ param }, message);
}

function percentIn({ kind }: Fixed, text: string): number {
  if (kind === 'amount') throw invalid('percent', 'A discount of an amount has no percentage.');
  const basisPoints = parsePercent(text);
  const most = kind === 'bonus' ? MAX_BONUS : MAX_PERCENT;
  if (!basisPoints || basisPoints > most) {
    throw invalid('percent', `The percentage is above 0, at most ${most / 100}, and has two decimals at most.`);
  }
  return basisPoints;
}

function amountIn(fixed: Fixed, text: string): bigint {
  if (fixed.kind !== 'amount') throw invalid('amount', 'A discount in percent has no amount.');
  return moneyIn(fixed, 'amount', text);
}

function moneyIn({ currency, minorUnits }: Fixed, param: string, text: string): bigint {
  if (minorUnits === null) throw invalid('currency', `${param} needs a currency.`);
  const minor = parseMoney(text, minorUnits as MinorUnits);
  if (!minor) throw invalid(param, `${param} is above 0, with ${minorUnits} decimals at most, for ${currency}.`);
  return minor;
}

function refuseUnfit(
  { kind }: Fixed,
  { basisPoints, amountMinor, planIds, appliesTo, startsAt, endsAt }: DiscountTerms,
) {
  if (kind === 'amount' && amountMinor === null) throw invalid('amount', 'Say how much the discount takes off.');
  if (kind !== 'amount' && basisPoints === null) throw invalid('percent', 'Say the percentage.');
  if (planIds && appliesTo !== 'plan')
    throw invalid('planIds', 'Plans are named only where the discount is for plans.');
  if (startsAt && endsAt && startsAt >= endsAt) throw invalid('endsAt', 'The discount must end after it begins.');
}

/** What the audit log says of a discount. */
function describe(discount: Discount): Record<string, unknown> {
  const { basisPoints, amountMinor, minAmountMinor, createdAt: _made, updatedAt: _changed, ...rest } = discount;
  const money = (minor: bigint | null) => (minor === null ? null : formatMoney(minor, discount.minorUnits ?? 0));
  const percent = basisPoints === null ? null : formatPercent(basisPoints);
  return { ...rest, percent, amount: money(amountMinor), minAmount: money(minAmountMinor) };
}

async function audited(
  tx: Transaction,
  action: 'discount.created' | 'discount.changed',
  id: string,
  before: Discount | null,
  reason: string | undefined,
  { userId, ...origin }: Admin,
): Promise<UsedDiscount> {
  const after = (await findDiscount(tx, id)) as UsedDiscount;
  await writeAudit(tx, {
    ...origin,
    actor: { kind: 'user', id: userId },
    action,
    target: { kind: 'discount', id },
    ...(before && { before: describe(before) }),
    after: { ...describe(after), reason },
  });
  return after;
}
