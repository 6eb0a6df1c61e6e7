import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { type Merchant, merchant, refusal, subscribed } from './merchant.fixture.ts';

const start = Date.parse('2027-03-01T00:00:00Z');
const halfway = start + 15.5 * 86_400_000;

interface Scene extends Merchant {
  sub: Stripe.Subscription;
  item: string;
  product: string;
}

/** A subscription of 20.00 a month (31 days), of which exactly half is over. */
async function scene(): Promise<Scene> {
  let now = start;
  const shop = await merchant({ now: () => new Date(now) });
  const sub = await subscribed(shop);
  const { id: product } = await shop.stripe.products.create({ name: 'Studio' });
  now = halfway;
  shop.news();
  return { ...shop, sub, item: String(sub.items.data[0]?.id), product };
}

function items({ item, product }: Scene, unit_amount: number, interval: 'month' | 'year' = 'month') {
  return [{ id: item, price_data: { currency: 'usd', product, unit_amount, recurring: { interval } } }];
}

const amounts = (invoice: Stripe.Invoice) => invoice.lines.data.map(({ amount }) => amount);

async function latest({ stripe, sub }: Scene): Promise<Stripe.Invoice> {
  const { latest_invoice } = await stripe.subscriptions.retrieve(sub.id, { expand: ['latest_invoice'] });
  return latest_invoice as Stripe.Invoice;
}

describe('an upgrade', () => {
  it('costs what the preview said', async () => {
    const shop = await scene();
    const change = { items: items(shop, 6_000), proration_behavior: 'always_invoice' } as const;
    const preview = await shop.stripe.invoices.createPreview({
      subscription: shop.sub.id,
      subscription_details: change,
    });
    expect([amounts(preview), preview.amount_due, preview.status]).toEqual([[-1_000, 3_000], 2_000, 'draft']);
    expect(shop.news().filter((type) => type !== 'price.created')).toEqual([]);
    const changed = await shop.stripe.subscriptions.update(shop.sub.id, change);
    expect(changed.items.data).toMatchObject([{ id: shop.item, price: { unit_amount: 6_000 } }]);
    expect(changed.items.data[0]?.current_period_end).toBe(shop.sub.items.data[0]?.current_period_end);
    expect(shop.news().filter((type) => type !== 'price.created')).toEqual([
      ...['invoice.created', 'customer.subscription.updated', 'invoice.finalized', 'payment_intent.created'],
      ...['charge.succeeded', 'payment_intent.succeeded', 'invoice.updated', 'invoice.paid'],
      ...['invoice.payment_succeeded', 'invoice_payment.paid'],
    ]);
    const invoice = await latest(shop);
    expect(invoice).toMatchObject({ billing_reason: 'subscription_update', amount_paid: 2_000, status: 'paid' });
    expect(invoice.lines.data.map(({ parent }) => parent?.subscription_item_details?.proration)).toEqual([true, true]);
    expect(invoice.lines.data.map(({ period }) => period.start * 1000)).toEqual([halfway, halfway]);
    shop.sim.renew(shop.sub.id);
    expect((await latest(shop)).amount_paid).toBe(6_000);
  });

  it('waits for the next invoice, or is forgiven', async () => {
    const shop = await scene();
    await shop.stripe.subscriptions.update(shop.sub.id, { items: items(shop, 6_000) });
    expect(shop.news()).not.toContain('invoice.created');
    const preview = await shop.stripe.invoices.createPreview({ subscription: shop.sub.id });
    expect(amounts(preview)).toEqual([-1_000, 3_000, 6_000]);
    shop.sim.renew(shop.sub.id);
    expect(amounts(await latest(shop))).toEqual([-1_000, 3_000, 6_000]);
    shop.sim.renew(shop.sub.id);
    expect(amounts(await latest(shop))).toEqual([6_000]);
    const other = await scene();
    await other.stripe.subscriptions.update(other.sub.id, { items: items(other, 6_000), proration_behavior: 'none' });
    other.sim.renew(other.sub.id);
    expect(amounts(await latest(other))).toEqual([6_000]);
  });

  it('to another interval begins a new period at once', async () => {
    const shop = await scene();
    const change = { items: items(shop, 20_000, 'year'), proration_behavior: 'always_invoice' } as const;
    const preview = await shop.stripe.invoices.createPreview({
      subscription: shop.sub.id,
      subscription_details: change,
    });
    expect(amounts(preview)).toEqual([-1_000, 20_000]);
    const changed = await shop.stripe.subscriptions.update(shop.sub.id, change);
    const [item] = changed.items.data;
    expect([item?.current_period_start, changed.billing_cycle_anchor]).toEqual([halfway / 1000, halfway / 1000]);
    expect(new Date(Number(item?.current_period_end) * 1000).toISOString()).toBe('2028-03-16T12:00:00.000Z');
    expect((await latest(shop)).amount_paid).toBe(19_000);
  });

  it('changes nothing when it may not stay unpaid and the card is declined', async () => {
    const shop = await scene();
    shop.sim.replaceCard(String(shop.sub.customer), 'pm_card_chargeCustomerFail');
    const change = { items: items(shop, 6_000), proration_behavior: 'always_invoice' } as const;
    const careful = { ...change, payment_behavior: 'error_if_incomplete' } as const;
    expect(await refusal(shop.stripe.subscriptions.update(shop.sub.id, careful))).toMatchObject({ statusCode: 402 });
    const kept = await shop.stripe.subscriptions.retrieve(shop.sub.id);
    expect(kept).toMatchObject({ status: 'active', items: { data: [{ price: { unit_amount: 2_000 } }] } });
    const changed = await shop.stripe.subscriptions.update(shop.sub.id, change);
    expect(changed).toMatchObject({ status: 'past_due', items: { data: [{ price: { unit_amount: 6_000 } }] } });
  });
});

describe('a downgrade', () => {
  it('leaves credit that the next invoices use up', async () => {
    const shop = await scene();
    const change = { items: items(shop, 1_000), proration_behavior: 'always_invoice' } as const;
    await shop.stripe.subscriptions.update(shop.sub.id, change);
    expect(await latest(shop)).toMatchObject({ total: -500, amount_due: 0, status: 'paid', ending_balance: -500 });
    expect(await shop.stripe.customers.retrieve(String(shop.sub.customer))).toMatchObject({ balance: -500 });
    shop.sim.renew(shop.sub.id);
    expect(await latest(shop)).toMatchObject({ total: 1_000, amount_due: 500, amount_paid: 500, ending_balance: 0 });
  });
});

describe('a change that makes no sense', () => {
  it.each([
    ['an item that is not there', { items: [{ id: 'si_none', price: 'price_none' }] }, 'items[0][id]'],
    ['a price that is not there', { items: [{ price: 'price_none' }] }, 'items[0][price]'],
    ['two ways of ending', { cancel_at_period_end: true, cancel_at: 1_900_000_000 }, 'cancel_at'],
  ])('is refused: %s', async (_, change, param) => {
    const shop = await scene();
    expect(await refusal(shop.stripe.subscriptions.update(shop.sub.id, change))).toMatchObject({
      statusCode: 400,
      param,
    });
    expect(shop.news()).toEqual([]);
  });

  it('adds a second item when the id of the first is forgotten', async () => {
    const shop = await scene();
    const [{ price_data } = { price_data: undefined }] = items(shop, 6_000);
    const changed = await shop.stripe.subscriptions.update(shop.sub.id, { items: [{ price_data }] });
    expect(changed.items.data.map(({ price }) => price.unit_amount)).toEqual([2_000, 6_000]);
  });
});
