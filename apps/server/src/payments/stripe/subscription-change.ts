import { derivedId } from '@farebox/kit';
import type { Stripe } from 'stripe';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { ProviderSubscription, SubscriptionChange } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { priceOf } from './invoices.ts';
import { fromStripe, toStripe } from './money.ts';
import { orNull } from './problems.ts';
import { idOf, secondsOf } from './references.ts';
import { subscriptionOf } from './subscriptions.ts';

const HOUR = 3600;

/** What changing now would cost now: the rest of the period on the new plan, less the rest of it on the old one. */
export async function previewChange(
  account: StripeAccount,
  wanted: SubscriptionChange,
): Promise<{ amountMinor: bigint; currency: string }> {
  const item = itemOf(await read(account, wanted));
  return priced(account, wanted, item, prorationDate(account, item));
}

async function priced(
  account: StripeAccount,
  wanted: SubscriptionChange,
  item: Stripe.SubscriptionItem,
  proration_date: number,
): Promise<{ amountMinor: bigint; currency: string }> {
  const price = await priceOfPlan(account, wanted);
  const invoice = await account.ask((stripe) =>
    stripe.invoices.createPreview({
      subscription: wanted.subscriptionId,
      subscription_details: {
        items: [{ id: item.id, ...price }],
        proration_behavior: 'always_invoice',
        proration_date,
      },
    }),
  );
  const currency = invoice.currency.toUpperCase();
  return { amountMinor: fromStripe(priceOf(invoice), currency, account.digitsOf(currency)), currency };
}

/**
 * With an order: at once, and the difference is charged or nothing changes (`error_if_incomplete`); first it is made
 * sure that it is the order's amount. Without: from the next period on. Asked again for the same order it changes
 * nothing more. Throws `provider_refused`, `details.code` saying why: `price_changed` when the preview is out of
 * date, `interval_changes_now` because Stripe cannot leave a change of interval to the period's end.
 */
export async function change(account: StripeAccount, wanted: SubscriptionChange): Promise<ProviderSubscription> {
  const observedAt = account.clock.now();
  const subscription = await read(account, wanted);
  const item = itemOf(subscription);
  const price = await priceOfPlan(account, wanted);
  const { order, subscriptionId, key } = wanted;
  if (order && isFor(subscription, order.id) && isOn(item, price)) return subscriptionOf(subscription, observedAt);
  const terms = order ? await atOnce(account, wanted, order, item) : nextPeriod(wanted, item);
  if (order && !isFor(subscription, order.id)) await write(account, wanted, order.id);
  const params: Stripe.SubscriptionUpdateParams = { items: [{ id: item.id, ...price }], ...terms };
  const changed = await account.ask((stripe) =>
    stripe.subscriptions.update(subscriptionId, params, { idempotencyKey: key }),
  );
  return subscriptionOf(changed, observedAt);
}

async function atOnce(
  account: StripeAccount,
  wanted: SubscriptionChange,
  order: Order,
  item: Stripe.SubscriptionItem,
): Promise<Stripe.SubscriptionUpdateParams> {
  const proration_date = prorationDate(account, item);
  const { amountMinor, currency } = await priced(account, wanted, item, proration_date);
  if (order.amount_minor !== amountMinor || order.currency !== currency) {
    throw refused('price_changed', 'The price of the change is another by now; ask for it again.');
  }
  return { proration_behavior: 'always_invoice', proration_date, payment_behavior: 'error_if_incomplete' };
}

function isFor({ metadata }: Stripe.Subscription, orderId: string): boolean {
  return metadata.upgrade_order_id === orderId;
}

/** Before the change, because its invoice takes over what is written on the subscription when it is made. */
async function write(account: StripeAccount, { subscriptionId, key }: SubscriptionChange, orderId: string) {
  const metadata = { upgrade_order_id: orderId };
  const idempotencyKey = `order:${key}`;
  await account.ask((stripe) => stripe.subscriptions.update(subscriptionId, { metadata }, { idempotencyKey }));
}

function nextPeriod({ plan }: SubscriptionChange, { price }: Stripe.SubscriptionItem): Stripe.SubscriptionUpdateParams {
  if (price.recurring?.interval !== plan.interval) {
    throw refused(
      'interval_changes_now',
      'Stripe changes between monthly and yearly at once, not with the next period.',
    );
  }
  return { proration_behavior: 'none' };
}

function refused(code: string, message: string) {
  return paymentErrors.provider_refused({ provider: 'stripe', code }, message);
}

function read(account: StripeAccount, { subscriptionId }: SubscriptionChange): Promise<Stripe.Subscription> {
  return account.ask((stripe) => stripe.subscriptions.retrieve(subscriptionId));
}

function itemOf({ items }: Stripe.Subscription): Stripe.SubscriptionItem {
  const [item] = items.data;
  if (!item) throw refused('subscription_empty', 'The subscription has nothing in it that could be changed.');
  return item;
}

/** To the hour, so that the price stays what it was while the customer decides; within the period. */
function prorationDate({ clock }: StripeAccount, item: Stripe.SubscriptionItem): number {
  const hour = Math.floor(secondsOf(clock.now()) / HOUR) * HOUR;
  return Math.min(Math.max(hour, item.current_period_start), item.current_period_end);
}

type NewPrice = Pick<Stripe.SubscriptionUpdateParams.Item, 'price' | 'price_data'>;

/** The operator's own price, or one made for this. */
async function priceOfPlan(account: StripeAccount, { plan }: SubscriptionChange): Promise<NewPrice> {
  if (plan.reference !== null) return { price: plan.reference };
  const { currency, interval, amountMinor, name } = plan;
  const unit_amount = toStripe(amountMinor, { currency, minor_units: account.digitsOf(currency) });
  const product = await productNamed(account, name);
  return { price_data: { currency: currency.toLowerCase(), product, recurring: { interval }, unit_amount } };
}

function isOn({ price }: Stripe.SubscriptionItem, { price: id, price_data: data }: NewPrice): boolean {
  if (!data) return price.id === id;
  const same = price.unit_amount === data.unit_amount && price.currency === data.currency;
  return same && idOf(price.product) === data.product && price.recurring?.interval === data.recurring.interval;
}

/** One for each name, so that the customer's invoice names the plan; made when it is not there yet. */
async function productNamed(account: StripeAccount, name: string): Promise<string> {
  const id = `farebox_${derivedId('stripe-product', name)}`;
  const found = await orNull(account.ask((stripe) => stripe.products.retrieve(id)));
  if (found) return id;
  const idempotencyKey = `product:${id}`;
  return (await account.ask((stripe) => stripe.products.create({ id, name }, { idempotencyKey }))).id;
}
