import { ControlError } from '../controls.ts';
import { advance } from './advance.ts';
import { checkoutBy, createCheckout, returnAddress } from './checkouts.ts';
import { CreemRefusal } from './errors.ts';
import { resend } from './events.ts';
import type { Checkout, CreemEvent, Dispute, Product, Refund, Subscription, Transaction } from './objects.ts';
import { expireCheckout, failCheckout, type Payer, payCheckout } from './payments.ts';
import { createProduct } from './products.ts';
import { dispute, type RefundWish, refund } from './refunds.ts';
import { cancelNow, expire, giveUp, recover, renew, scheduleCancel, subscriptionBy } from './subscriptions.ts';
import { transactionBy } from './transactions.ts';
import type { World } from './world.ts';

export interface Stray extends Payer {
  email: string;
  /** Made for the occasion when not given. */
  productId?: string;
}

/** What a test or a rehearsal can make happen. Each throws `ControlError` where it cannot. */
export interface CreemHandle {
  /** The payer of a checkout pays; `payer` may say who it is, and another sum than was asked for. */
  pay(checkoutId: string, payer?: Payer): Checkout;
  /** Where the payer's browser goes after that, signed; null when the checkout named no place. */
  returnAddress(checkoutId: string): string | null;
  /** The payer's card is refused. Nobody is told. */
  fail(checkoutId: string): void;
  /** The turn of a subscription's period, now. With `fail` its card is refused from here on, until `recover`. */
  renew(subscriptionId: string, fail?: boolean): Subscription;
  recover(subscriptionId: string): Subscription;
  /** Collection of a subscription that is past due is given up: `subscription.unpaid`. */
  giveUp(subscriptionId: string): Subscription;
  /** Of a transaction, or of the last one of a checkout or subscription. */
  refund(id: string, wish?: RefundWish): Refund;
  dispute(id: string, amount?: number): Dispute;
  cancel(subscriptionId: string, mode?: 'immediate' | 'scheduled'): Subscription;
  /** Of a checkout: nobody can pay it any more, nobody is told. Of a subscription: `subscription.expired`. */
  expire(id: string): void;
  /** Somebody pays by a link of the operator's: no `request_id`, no metadata. */
  strayPayment(stray: Stray): Checkout;
  /** Moves the time; periods that end until then are renewed, canceled or found unpaid, in their order. */
  advance(to?: Date): void;
  /** A product without the API. */
  product(fields: Record<string, unknown>): Product;
  /** Sends an event once more under its old id. */
  resend(eventId: string): void;
  checkouts(): Checkout[];
  subscriptions(): Subscription[];
  transactions(): Transaction[];
  events(): CreemEvent[];
}

function transactionOf(world: World, id: string): Transaction {
  const byCheckout = world.orders.get(world.checkouts.get(id)?.order ?? '')?.transaction;
  return transactionBy(world, byCheckout ?? world.subscriptions.get(id)?.last_transaction ?? id);
}

const strayProduct = { description: 'Sold by a link', currency: 'USD', billing_type: 'onetime' };

function strayPayment(world: World, { productId, ...payer }: Stray): Checkout {
  const name = { name: 'A payment link', price: Math.max(payer.amount ?? 1_000, 100) };
  const product_id = productId ?? createProduct(world, { ...strayProduct, ...name }).id;
  const checkout = createCheckout(world, { product_id });
  payCheckout(world, checkout, payer);
  return checkout;
}

function renewed(world: World, subscription: Subscription, fail: boolean): void {
  if (fail) subscription.failing = true;
  renew(world, subscription);
}

/** What Creem would refuse, asked for by a control, is a mistake of whoever asked. */
function asControl<Args extends unknown[], T>(act: (...args: Args) => T): (...args: Args) => T {
  return (...args) => {
    try {
      return act(...args);
    } catch (error) {
      throw error instanceof CreemRefusal ? new ControlError(error.message) : error;
    }
  };
}

function lists(world: World): Pick<CreemHandle, 'checkouts' | 'subscriptions' | 'transactions' | 'events'> {
  return {
    checkouts: () => world.checkouts.all(),
    subscriptions: () => world.subscriptions.all(),
    transactions: () => world.transactions.all(),
    events: () => world.events.all(),
  };
}

export function handleOf(world: World): CreemHandle {
  const withCheckout = <Args extends unknown[]>(act: (checkout: Checkout, ...args: Args) => void) =>
    asControl((id: string, ...args: Args) => {
      const checkout = checkoutBy(world, id);
      act(checkout, ...args);
      return checkout;
    });
  const withSubscription = <Args extends unknown[]>(act: (subscription: Subscription, ...args: Args) => void) =>
    asControl((id: string, ...args: Args) => {
      const subscription = subscriptionBy(world, id);
      act(subscription, ...args);
      return subscription;
    });
  return {
    pay: withCheckout((checkout, payer?: Payer) => payCheckout(world, checkout, payer)),
    returnAddress: asControl((id) => returnAddress(world, checkoutBy(world, id))),
    fail: withCheckout((checkout) => failCheckout(world, checkout)),
    renew: withSubscription((subscription, fail = false) => renewed(world, subscription, fail)),
    recover: withSubscription((subscription) => recover(world, subscription)),
    giveUp: withSubscription((subscription) => giveUp(world, subscription)),
    refund: asControl((id, wish) => refund(world, transactionOf(world, id), wish)),
    dispute: asControl((id, amount) => dispute(world, transactionOf(world, id), amount)),
    cancel: withSubscription((subscription, mode: 'immediate' | 'scheduled' = 'immediate') => {
      if (mode === 'scheduled') scheduleCancel(world, subscription, 'cancel');
      else cancelNow(world, subscription);
    }),
    expire: asControl((id) => {
      if (id.startsWith('ch_')) expireCheckout(checkoutBy(world, id));
      else expire(world, subscriptionBy(world, id));
    }),
    strayPayment: asControl((stray) => strayPayment(world, stray)),
    advance: asControl((to = world.time.now()) => advance(world, to)),
    product: asControl((fields) => createProduct(world, fields)),
    resend: asControl((id) => {
      const event = world.events.get(id);
      if (!event) throw new ControlError(`There is no event ${id}.`);
      resend(world, event);
    }),
    ...lists(world),
  };
}
