import type { z } from 'zod';
import type { ProviderNews } from '../provider.ts';
import type { Shop } from './api.ts';
import { readEnvelope } from './callback.ts';
import { Checkout, Dispute, Refund, Subscription } from './objects.ts';
import { paymentOfCheckout } from './payments.ts';
import { periodOf } from './periods.ts';
import { orderIdOf } from './references.ts';
import { disputeNews, refundNews } from './refunds.ts';
import { readSubscription } from './subscription.ts';

type Reader = (shop: Shop, object: unknown) => Promise<ProviderNews[] | null>;

/** What each kind of event means. Any other kind, Creem's own credit wallets among them, changes nothing here. */
const readers: Record<string, Reader> = {
  'checkout.completed': reading(Checkout, checkoutNews),
  'subscription.paid': reading(Subscription, async (shop, told) => [await periodOf(shop, told)]),
  'refund.created': reading(Refund, async (shop, told) => [await refundNews(shop, told)]),
  'dispute.created': reading(Dispute, async (shop, told) => [await disputeNews(shop, told)]),
  ...Object.fromEntries(
    ['active', 'trialing', 'update', 'scheduled_cancel', 'canceled', 'past_due', 'unpaid', 'expired', 'paused'].map(
      (what) => [`subscription.${what}`, reading(Subscription, mirrored)],
    ),
  ),
};

/** A verified event, now or from the inbox later. Null when it cannot be read. */
export async function readEvent(shop: Shop, raw: Buffer): Promise<ProviderNews[] | null> {
  const event = readEnvelope(raw);
  if (!event) return null;
  const read = Object.hasOwn(readers, event.type) ? readers[event.type] : undefined;
  return read ? read(shop, event.object) : [];
}

function reading<Schema extends z.ZodType>(
  schema: Schema,
  read: (shop: Shop, told: z.infer<Schema>) => Promise<ProviderNews[]>,
): Reader {
  return async (shop, object) => {
    const told = schema.safeParse(object);
    return told.success ? read(shop, told.data) : null;
  };
}

/**
 * One-time: its payment. Of a subscription only the link between our order and theirs: `subscription.paid` comes as
 * well and grants.
 */
export async function checkoutNews(shop: Shop, checkout: Checkout): Promise<ProviderNews[]> {
  if (!checkout.subscription) {
    const payment = checkout.order?.type === 'recurring' ? null : paymentOfCheckout(checkout);
    return payment ? [payment] : [];
  }
  const subscription = await readSubscription(shop, checkout.subscription.id);
  return subscription ? [{ ...subscription, orderId: subscription.orderId ?? orderIdOf(checkout) }] : [];
}

/** Events may be late or out of order: what holds is what Creem says now. */
async function mirrored(shop: Shop, { id }: { id: string }): Promise<ProviderNews[]> {
  const subscription = await readSubscription(shop, id);
  return subscription ? [subscription] : [];
}
