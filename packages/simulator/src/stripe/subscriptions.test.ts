import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { type Merchant, merchant, plan, refusal, subscribed } from './merchant.fixture.ts';

const day = (seconds?: number | null) => (seconds ? new Date(seconds * 1000).toISOString().slice(0, 10) : null);

const clockAt = (iso: string) => ({ now: () => new Date(iso) });

/** What each invoice of the subscription was paid for, oldest first. */
async function periods({ stripe }: Merchant, subscription: string): Promise<[string | null, string | null, string][]> {
  const invoices: Stripe.Invoice[] = [];
  for await (const invoice of stripe.invoices.list({ subscription, limit: 100 })) invoices.push(invoice);
  return invoices.reverse().map(({ lines, billing_reason }) => {
    const [line] = lines.data;
    return [day(line?.period.start), day(line?.period.end), String(billing_reason)];
  });
}

describe('a subscription that is bought', () => {
  it('is active and its first period is paid', async () => {
    const shop = await merchant(clockAt('2027-03-15T12:00:00Z'));
    const session = await shop.stripe.checkout.sessions.create(plan());
    shop.news();
    const done = shop.sim.pay(session.id, { email: 'ada@shop.test' });
    expect(shop.news()).toEqual([
      ...['customer.created', 'payment_method.attached', 'customer.subscription.created'],
      ...['invoice.created', 'invoice.finalized', 'payment_intent.created', 'charge.succeeded'],
      ...['payment_intent.succeeded', 'invoice.updated', 'invoice.paid', 'invoice.payment_succeeded'],
      ...['invoice_payment.paid', 'customer.subscription.updated', 'checkout.session.completed'],
    ]);
    expect(done).toMatchObject({ payment_status: 'paid', payment_intent: null, amount_total: 2_000 });
    const sub = await shop.stripe.subscriptions.retrieve(String(done.subscription));
    expect(sub).toMatchObject({ status: 'active', latest_invoice: done.invoice, customer: done.customer });
    expect(sub).not.toHaveProperty('current_period_end');
    const [item] = sub.items.data;
    expect([day(item?.current_period_start), day(item?.current_period_end)]).toEqual(['2027-03-15', '2027-04-15']);
  });

  it('has an invoice with its fields where they are now', async () => {
    const shop = await merchant(clockAt('2027-03-15T12:00:00Z'));
    const sub = await subscribed(shop);
    const { stripe } = shop;
    const invoice = await stripe.invoices.retrieve(String(sub.latest_invoice), {
      expand: ['payments.data.payment.payment_intent'],
    });
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 2_000,
      amount_remaining: 0,
      attempt_count: 1,
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: sub.id, metadata: { user_id: 'user_1', order_id: 'order_2' } },
      },
      payments: {
        data: [{ status: 'paid', payment: { type: 'payment_intent', payment_intent: { status: 'succeeded' } } }],
      },
    });
    for (const gone of ['subscription', 'payment_intent', 'charge', 'paid', 'subscription_details']) {
      expect(invoice, gone).not.toHaveProperty(gone);
    }
    expect(invoice.lines.data).toMatchObject([
      {
        amount: 2_000,
        parent: {
          type: 'subscription_item_details',
          subscription_item_details: { subscription: sub.id, proration: false },
        },
        pricing: { type: 'price_details', price_details: { price: sub.items.data[0]?.price.id } },
      },
    ]);
    expect(invoice.period_start).toBe(invoice.period_end);
    const intent = invoice.payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent;
    expect([intent.metadata, invoice.metadata]).toEqual([{}, {}]);
    const found = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent.id } });
    expect(found.data.map((each) => each.invoice)).toEqual([invoice.id]);
  });

  it('keeps the metadata of its session to the session', async () => {
    const shop = await merchant();
    const given = plan(2_000, 'month', { subscription_data: undefined, metadata: { order_id: 'secret_order' } });
    const { subscription, invoice } = shop.sim.pay((await shop.stripe.checkout.sessions.create(given)).id);
    const found = await shop.stripe.subscriptions.retrieve(String(subscription), {
      expand: ['latest_invoice.payments'],
    });
    expect(found.latest_invoice).toMatchObject({ id: invoice, parent: { subscription_details: { metadata: {} } } });
    expect(JSON.stringify(found)).not.toContain('secret_order');
  });

  it('snapshots its metadata into each invoice', async () => {
    const shop = await merchant();
    const sub = await subscribed(shop);
    await shop.stripe.subscriptions.update(sub.id, { metadata: { order_id: '', plan: 'pro' } });
    const { latest_invoice } = shop.sim.renew(sub.id);
    const details = async (id: unknown) =>
      (await shop.stripe.invoices.retrieve(String(id))).parent?.subscription_details;
    expect((await details(sub.latest_invoice))?.metadata).toEqual({ user_id: 'user_1', order_id: 'order_2' });
    expect((await details(latest_invoice))?.metadata).toEqual({ user_id: 'user_1', plan: 'pro' });
  });

  it('waits for a delayed method, on its first invoice', async () => {
    const shop = await merchant();
    const session = await shop.stripe.checkout.sessions.create(plan());
    expect(shop.sim.pay(session.id, { delayed: true })).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    shop.news();
    shop.sim.settleDelayed(session.id);
    const news = shop.news();
    expect(news).toContain('invoice.paid');
    expect(news.at(-1)).toBe('checkout.session.async_payment_succeeded');
  });

  it('leaves nothing behind when the card is declined', async () => {
    const shop = await merchant();
    const { id } = await shop.stripe.checkout.sessions.create(plan());
    expect(shop.sim.pay(id, { card: 'pm_card_chargeDeclined' })).toMatchObject({ status: 'open', subscription: null });
    expect((await shop.stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
  });

  it('may bring something that is paid once, and tax', async () => {
    const shop = await merchant();
    const once = { currency: 'usd', unit_amount: 500, product_data: { name: 'Setting up' } };
    const given = plan();
    const create = { ...given, line_items: [...(given.line_items ?? []), { quantity: 1, price_data: once }] };
    const { invoice } = shop.sim.pay((await shop.stripe.checkout.sessions.create(create)).id, { tax: 250 });
    const found = await shop.stripe.invoices.retrieve(String(invoice));
    expect(found).toMatchObject({ subtotal: 2_500, total: 2_750, amount_paid: 2_750, total_excluding_tax: 2_500 });
    expect(found.lines.data.map(({ parent }) => parent?.type)).toEqual([
      'subscription_item_details',
      'invoice_item_details',
    ]);
  });
});

describe('a trial', () => {
  it('costs nothing, is announced, and goes on as a paid period', async () => {
    const shop = await merchant(clockAt('2027-03-01T12:00:00Z'));
    const trial = plan(2_000, 'month', { subscription_data: { trial_period_days: 14 } });
    const session = shop.sim.pay((await shop.stripe.checkout.sessions.create(trial)).id);
    expect(session).toMatchObject({ payment_status: 'no_payment_required', amount_total: 0 });
    const id = String(session.subscription);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'trialing' });
    shop.news();
    shop.sim.advance(new Date('2027-03-12T12:00:00Z'));
    expect(shop.news()).toEqual(['customer.subscription.trial_will_end']);
    shop.sim.advance(new Date('2027-03-15T12:00:00Z'));
    expect(shop.news()).toContain('invoice.paid');
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
    expect(await periods(shop, id)).toEqual([
      ['2027-03-01', '2027-03-15', 'subscription_create'],
      ['2027-03-15', '2027-04-15', 'subscription_cycle'],
    ]);
  });
});

describe('two years', () => {
  it('of months from the 31st', async () => {
    const shop = await merchant(clockAt('2027-01-31T23:30:00Z'));
    const sub = await subscribed(shop);
    shop.sim.advance(new Date('2029-01-31T23:30:00Z'));
    const found = await periods(shop, sub.id);
    expect(found).toHaveLength(25);
    expect(found.slice(0, 4).map(([start, end]) => [start, end])).toEqual([
      ['2027-01-31', '2027-02-28'],
      ['2027-02-28', '2027-03-31'],
      ['2027-03-31', '2027-04-30'],
      ['2027-04-30', '2027-05-31'],
    ]);
    expect(found.slice(12, 15).map(([start]) => start)).toEqual(['2028-01-31', '2028-02-29', '2028-03-31']);
    expect(found.slice(1).every(([start], index) => start === found[index]?.[1])).toBe(true);
    expect(found.slice(1).every(([, , reason]) => reason === 'subscription_cycle')).toBe(true);
    const paid = shop.sim.events().filter(({ type }) => type === 'invoice.paid');
    expect(paid.map(({ created }) => day(created))).toEqual(found.map(([start]) => start));
    expect(shop.sim.now().toISOString()).toBe('2029-01-31T23:30:00.000Z');
  });

  it('of years from a leap day, step by step', async () => {
    const shop = await merchant(clockAt('2028-02-29T08:00:00Z'));
    const sub = await subscribed(shop, 20_000, 'year');
    shop.sim.renew(sub.id);
    shop.sim.renew(sub.id);
    expect((await periods(shop, sub.id)).map(([, end]) => end)).toEqual(['2029-02-28', '2030-02-28', '2031-02-28']);
    expect(shop.sim.now().toISOString()).toBe('2028-02-29T08:00:00.000Z');
  });
});

describe('an end', () => {
  it('at the end of the period can be planned and taken back', async () => {
    const shop = await merchant(clockAt('2027-03-15T12:00:00Z'));
    const sub = await subscribed(shop);
    shop.news();
    const planned = await shop.stripe.subscriptions.update(sub.id, { cancel_at_period_end: true });
    expect(planned).toMatchObject({ status: 'active', cancel_at_period_end: true });
    expect([day(planned.cancel_at), day(planned.canceled_at)]).toEqual(['2027-04-15', '2027-03-15']);
    const resumed = await shop.stripe.subscriptions.update(sub.id, { cancel_at_period_end: false });
    expect(resumed).toMatchObject({ cancel_at: null, canceled_at: null, cancel_at_period_end: false });
    const again = await shop.stripe.subscriptions.update(sub.id, { cancel_at: 'min_period_end' });
    expect([again.cancel_at_period_end, day(again.cancel_at)]).toEqual([false, '2027-04-15']);
    expect(shop.news()).toEqual(Array(3).fill('customer.subscription.updated'));
    const last = shop.sim.events().at(-1);
    expect(Object.keys(last?.data.previous_attributes ?? {}).sort()).toEqual([
      'cancel_at',
      'canceled_at',
      'cancellation_details',
    ]);
    shop.sim.advance(new Date('2027-06-01T00:00:00Z'));
    expect(shop.news()).toEqual(['customer.subscription.deleted']);
    const ended = await shop.stripe.subscriptions.retrieve(sub.id);
    expect(ended).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'cancellation_requested' } });
    expect(day(ended.ended_at)).toBe('2027-04-15');
  });

  it('at a time in mid-period', async () => {
    const shop = await merchant(clockAt('2027-03-15T12:00:00Z'));
    const sub = await subscribed(shop);
    await shop.stripe.subscriptions.update(sub.id, { cancel_at: Date.parse('2027-03-20') / 1000 });
    shop.sim.advance(new Date('2027-05-01'));
    expect(day((await shop.stripe.subscriptions.retrieve(sub.id)).ended_at)).toBe('2027-03-20');
    const past = shop.stripe.subscriptions.update(sub.id, { cancel_at: 5 });
    expect((await refusal(past)).statusCode).toBe(400);
  });

  it('at once is for ever', async () => {
    const shop = await merchant();
    const sub = await subscribed(shop);
    shop.news();
    expect(await shop.stripe.subscriptions.cancel(sub.id)).toMatchObject({ status: 'canceled' });
    expect(shop.news()).toEqual(['customer.subscription.deleted']);
    expect(await refusal(shop.stripe.subscriptions.cancel(sub.id))).toMatchObject({ statusCode: 404 });
    const resumed = shop.stripe.subscriptions.update(sub.id, { cancel_at_period_end: false });
    expect((await refusal(resumed)).message).toContain('canceled subscription');
    expect(() => shop.sim.renew(sub.id)).toThrow('canceled');
    expect((await shop.stripe.subscriptions.list()).data).toEqual([]);
    expect((await shop.stripe.subscriptions.list({ status: 'canceled' })).data).toHaveLength(1);
  });

  it('may come from the other side', async () => {
    const shop = await merchant();
    const sub = await subscribed(shop);
    const ended = shop.sim.endSubscription(sub.id, 'payment_disputed');
    expect(ended).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'payment_disputed' } });
    expect(() => shop.sim.endSubscription(sub.id)).toThrow('canceled already');
  });
});
