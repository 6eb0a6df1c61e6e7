import { formatCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { formatMoney } from '../amounts.ts';
import type { Provider, ProviderPayment } from '../provider.ts';
import { providerSettingsNames } from '../provider-settings/types.ts';
import { findProvider } from '../providers.ts';
import {
  creditedPayments,
  type KnownPayment,
  knownPayments,
  type LateEvent,
  type LocalTrouble,
  lateEvents,
  localTroubles,
  queuedPayments,
} from './store.ts';

/** Pages of payments that one provider is asked for at most, and differences that one report tells. */
const MOST_PAGES = 100;
const MOST_FINDINGS = 1000;
const LOOK_UP_AT_ONCE = 500;

export type FindingKind =
  | 'paid_not_credited'
  | 'credited_not_paid'
  | 'amount_differs'
  | 'payment_without_order'
  | 'credit_missing'
  | 'refund_not_taken'
  | 'event_not_settled';

/** One thing that is not the same at the provider, in the orders and in the ledger. */
export interface Finding {
  kind: FindingKind;
  provider: string;
  orderId: string | null;
  /** The provider's id of the payment, or our id of the callback. */
  reference: string | null;
  expected: string | null;
  found: string | null;
  /** Whether a repair can put it right without a person. */
  repairable: boolean;
  /** What the repair tells again. */
  payment: ProviderPayment | null;
}

export interface ProviderReport {
  name: string;
  /** Payments that it listed. */
  payments: number;
  /** `partial`: more than we ask for. `unlisted`: it lists none. `unreachable`: it did not answer. */
  state: 'complete' | 'partial' | 'unlisted' | 'unreachable';
}

export interface Report {
  since: Date;
  providers: ProviderReport[];
  findings: Finding[];
  /** True when there are more than a report tells. */
  truncated: boolean;
}

/** Compares what providers say, what orders say and what the ledger says, in both directions. It changes nothing. */
export async function reconcile(deps: Deps, since: Date, only: string | null = null): Promise<Report> {
  const findings = (await localTroubles(deps.db, since, MOST_FINDINGS)).map(ofOrder);
  findings.push(...(await lateEvents(deps.db, MOST_FINDINGS)).map(ofEvent));
  const providers: ProviderReport[] = [];
  for (const name of providerSettingsNames.filter((one) => only === null || one === only)) {
    const provider = await findProvider(deps, name);
    if (provider) providers.push(await compare(deps, provider, since, findings));
  }
  const told = findings.filter(({ provider }) => only === null || provider === only);
  return { since, providers, findings: told.slice(0, MOST_FINDINGS), truncated: told.length > MOST_FINDINGS };
}

async function compare(deps: Deps, provider: Provider, since: Date, findings: Finding[]): Promise<ProviderReport> {
  const { name } = provider;
  if (!provider.listPayments) return { name, payments: 0, state: 'unlisted' };
  const listed = new Set<string>();
  let [count, cursor, pages]: [number, string | null, number] = [0, null, 0];
  try {
    do {
      const page = await provider.listPayments(since, cursor);
      const paid = page.payments.filter(({ outcome }) => outcome === 'succeeded');
      for (const { paymentId, chargeId } of paid) listed.add(paymentId).add(chargeId ?? paymentId);
      findings.push(...(await judge(deps, name, paid)));
      count += paid.length;
      cursor = page.next;
      pages += 1;
    } while (cursor !== null && pages < MOST_PAGES && findings.length <= MOST_FINDINGS);
  } catch (error) {
    deps.log.warn({ err: error, provider: name }, 'the provider could not list its payments');
    return { name, payments: count, state: 'unreachable' };
  }
  if (cursor !== null) return { name, payments: count, state: 'partial' };
  findings.push(...(await unpaid(deps, name, since, listed)));
  return { name, payments: count, state: 'complete' };
}

/** What is not right here with payments that the provider has. */
async function judge(deps: Deps, provider: string, paid: readonly ProviderPayment[]): Promise<Finding[]> {
  const references = paid.flatMap(({ paymentId, chargeId }) => (chargeId ? [paymentId, chargeId] : [paymentId]));
  const [known, queued] = await Promise.all([
    knownPayments(deps.db, provider, references),
    queuedPayments(deps.db, provider, references),
  ]);
  return paid.flatMap((payment) => {
    const row = known.find((one) => isSame(one, payment));
    if (!row) return queued.has(payment.paymentId) ? [] : [ofUnknown(deps, provider, payment)];
    const same = row.amount_minor === payment.amountMinor && row.currency === payment.currency;
    if (!same) {
      const expected = money(deps, row.amount_minor, row.currency);
      return [ofPayment(deps, provider, payment, 'amount_differs', row.order_id, expected, false)];
    }
    const open = !row.fulfilled && row.needs_review === null;
    return open ? [ofPayment(deps, provider, payment, 'paid_not_credited', row.order_id, null, true)] : [];
  });
}

/** By its own name or its charge's; two with one charge are two payments (Creem's renewals name the first order). */
export function isSame(known: KnownPayment, { paymentId, chargeId }: ProviderPayment): boolean {
  const { provider_payment_id: id, charge_id: charge } = known;
  return id === paymentId || charge === paymentId || id === chargeId;
}

function ofUnknown(deps: Deps, provider: string, payment: ProviderPayment): Finding {
  const kind = payment.orderId === null ? 'payment_without_order' : 'paid_not_credited';
  return ofPayment(deps, provider, payment, kind, payment.orderId, null, true);
}

function ofPayment(
  deps: Deps,
  provider: string,
  payment: ProviderPayment,
  kind: FindingKind,
  orderId: string | null,
  expected: string | null,
  repairable: boolean,
): Finding {
  const found = money(deps, payment.amountMinor, payment.currency);
  return { kind, provider, orderId, reference: payment.paymentId, expected, found, repairable, payment };
}

/** Payments that brought credits here and that the provider does not have. */
async function unpaid(deps: Deps, provider: string, since: Date, listed: ReadonlySet<string>): Promise<Finding[]> {
  const findings: Finding[] = [];
  let after: string | null = null;
  for (;;) {
    const rows = await creditedPayments(deps.db, provider, since, after, LOOK_UP_AT_ONCE);
    for (const row of rows.filter((one) => !listed.has(one.provider_payment_id))) {
      findings.push({
        kind: 'credited_not_paid',
        provider,
        orderId: row.order_id,
        reference: row.provider_payment_id,
        expected: money(deps, row.amount_minor, row.currency),
        found: null,
        repairable: false,
        payment: null,
      });
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < LOOK_UP_AT_ONCE || findings.length > MOST_FINDINGS) return findings;
  }
}

function ofOrder({ id, provider, kind, expected, found }: LocalTrouble): Finding {
  const credits = (text: string) => (/^\d+$/.test(text) ? `${formatCredits(BigInt(text))} credits` : text);
  return {
    kind,
    provider,
    orderId: id,
    reference: null,
    expected: credits(expected),
    found: credits(found),
    repairable: kind !== 'credit_missing',
    payment: null,
  };
}

function ofEvent({ id, provider, order_id: orderId, state, last_error: error }: LateEvent): Finding {
  const found = error ? `${state}: ${error}` : state;
  return {
    kind: 'event_not_settled',
    provider,
    orderId,
    reference: id,
    expected: 'processed',
    found,
    repairable: true,
    payment: null,
  };
}

function money({ config }: Deps, minor: bigint, currency: string): string {
  return `${formatMoney(minor, config.payments.currencies[currency]?.minorUnits ?? 2)} ${currency}`;
}
