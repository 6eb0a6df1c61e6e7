import { formatCredits } from '@farebox/kit';
import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import { formatMoney, parseMoney } from '../amounts.ts';
import { paymentErrors } from '../errors.ts';
import { offeredProvider } from '../providers.ts';
import { draftOfTerms } from './attempt.ts';
import { type AutoTopUp, type AutoTopUpChanges, awake, type Terms, termsOf } from './auto-topup.ts';
import { findAutoTopUp, lockOrMakeAutoTopUp, tryAfter, updateAutoTopUp } from './store.ts';

/** What the owner says; what is left out stays as it was. */
export interface TermsWish {
  enabled: boolean;
  /** Micro-credits. */
  threshold?: bigint;
  /** Decimal text in `currency`. */
  amount?: string;
  currency?: string;
  maxPerMonth?: number;
}

/**
 * Sets what is charged and when. Switching it on, again too, takes it up anew after declines. Throws
 * `auto_topup_incomplete`, `invalid_payment_amount`, `currency_not_offered`, `provider_not_offered` (400),
 * `balance_cap_exceeded` (409), `account_not_found` (404); switching it off without more throws none of them.
 */
export async function setTerms(deps: Deps, userId: string, wish: TermsWish, origin: RequestOrigin): Promise<void> {
  if (wish.enabled) await checkOffer(deps, await findAutoTopUp(deps.db, userId), wish);
  const cap = (await deps.ledger.balance(userId))?.cap ?? null;
  await deps.db.transaction().execute(async (tx) => {
    const row = await lockOrMakeAutoTopUp(tx, userId);
    if (!row || cap === null) throw paymentErrors.account_not_found();
    const changes: AutoTopUpChanges = {
      ...(saysTerms(wish) && checkedTerms(deps, row, wish, cap)),
      enabled: wish.enabled,
      max_per_month: wish.maxPerMonth ?? row.max_per_month,
      ...(wish.enabled && takenUpAnew(row)),
    };
    await updateAutoTopUp(tx, userId, changes);
    if (wish.enabled) await tryAfter(tx, userId);
    await writeAudit(tx, {
      ...origin,
      actor: { kind: 'user', id: userId },
      action: 'auto_topup.changed',
      target: { kind: 'auto_topup', id: userId },
      accountId: row.account_id,
      before: shown(row),
      after: shown({ ...row, ...changes }),
    });
  });
}

/** The provider that keeps the card, or would, has to take the currency. */
async function checkOffer(deps: Deps, row: AutoTopUp | null, wish: TermsWish): Promise<void> {
  const currency = wish.currency ?? row?.currency ?? deps.config.payments.currency;
  await offeredProvider(deps, row?.provider ?? 'stripe', null, currency);
}

function saysTerms({ enabled, threshold, amount, currency }: TermsWish): boolean {
  return enabled || threshold !== undefined || amount !== undefined || currency !== undefined;
}

function takenUpAnew(row: AutoTopUp): AutoTopUpChanges {
  const state = row.state === 'stopped' || awake(row) ? 'ready' : row.state;
  return { state, failures: 0, last_error: null };
}

function mergedTerms({ config }: Deps, row: AutoTopUp, wish: TermsWish): Terms {
  const currency = wish.currency ?? row.currency ?? config.payments.currency;
  const threshold = wish.threshold ?? row.threshold;
  const amount = wish.amount ?? amountOf(row);
  if (threshold === null || amount === null) throw paymentErrors.auto_topup_incomplete();
  const offer = config.payments.currencies[currency];
  const minorUnits = offer?.minorUnits ?? row.minor_units ?? 2;
  const amountMinor = parseMoney(amount, minorUnits);
  if (amountMinor === null || amountMinor === 0n) {
    throw paymentErrors.invalid_payment_amount({ decimals: minorUnits, currency });
  }
  return { threshold, amount_minor: amountMinor, currency, minor_units: minorUnits };
}

function amountOf(row: AutoTopUp): string | null {
  const terms = termsOf(row);
  return terms && formatMoney(terms.amount_minor, terms.minor_units);
}

/** As a top-up of today; and on an account that has just fallen below the threshold it must fit below the cap. */
function checkedTerms(deps: Deps, row: AutoTopUp, wish: TermsWish, cap: bigint): Terms {
  const terms = mergedTerms(deps, row, wish);
  const { credits } = draftOfTerms(deps, row, terms);
  if (terms.threshold + credits <= cap) return terms;
  const room = cap > credits ? cap - credits : 0n;
  throw paymentErrors.balance_cap_exceeded(
    { cap: formatCredits(cap), room: formatCredits(room) },
    'On top of the threshold this amount would take the balance above its cap.',
  );
}

function shown(row: AutoTopUp): Record<string, unknown> {
  return {
    enabled: row.enabled,
    threshold: row.threshold === null ? null : formatCredits(row.threshold),
    amount: amountOf(row),
    currency: row.currency,
    maxPerMonth: row.max_per_month,
    state: row.state,
  };
}
