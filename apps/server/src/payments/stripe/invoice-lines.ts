import type { Stripe } from 'stripe';

/** Before 2025-03-31.basil a line said these by itself. */
type Line = Stripe.InvoiceLineItem & { type?: string; proration?: boolean };

/**
 * The stretch that the lines of an invoice pay for, in seconds; null when none is for a subscription. Where a whole
 * period stands beside parts of one (a change in mid-period), it is the whole one; of parts those that cost, not
 * those that give back.
 */
export function periodOf(lines: readonly Line[]): { start: number; end: number } | null {
  return lineOf(lines)?.period ?? null;
}

/** The price of that line; null where it has none of its own. */
export function referenceOf(lines: readonly Line[]): string | null {
  const price = lineOf(lines)?.pricing?.price_details?.price;
  return (typeof price === 'string' ? price : price?.id) ?? null;
}

function lineOf(lines: readonly Line[]): Line | null {
  const ours = lines.filter(isOfSubscription);
  const whole = ours.filter((line) => !isPart(line));
  const costing = ours.filter(({ amount }) => amount > 0);
  const chosen = [whole, costing, ours].find((some) => some.length > 0) ?? [];
  return [...chosen].sort((one, other) => other.period.end - one.period.end)[0] ?? null;
}

function isOfSubscription({ parent, subscription, type }: Line): boolean {
  if (parent) {
    return parent.type === 'subscription_item_details' || parent.invoice_item_details?.proration === true;
  }
  return type === 'subscription' || Boolean(subscription);
}

function isPart({ parent, proration }: Line): boolean {
  const details = parent?.subscription_item_details ?? parent?.invoice_item_details;
  return details?.proration ?? proration ?? false;
}
