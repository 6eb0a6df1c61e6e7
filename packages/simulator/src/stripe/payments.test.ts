import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { type Merchant, merchant, refusal, topUp } from './merchant.fixture.ts';

/** A customer whose card was saved in a session. */
async function withCard({ stripe, sim }: Merchant, card = 'pm_card_visa') {
  const customer = await stripe.customers.create({ email: 'ada@shop.test' });
  const create = { mode: 'setup', currency: 'usd', customer: customer.id, success_url: 'https://shop.test' } as const;
  sim.pay((await stripe.checkout.sessions.create(create)).id, { card });
  const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
  return { customer: customer.id, payment_method: String(method?.id) };
}

const charge = { amount: 1_500, currency: 'usd', off_session: true, confirm: true } as const;

describe('a saved card', () => {
  it('is charged without its owner', async () => {
    const shop = await merchant();
    const card = await withCard(shop);
    shop.news();
    const intent = await shop.stripe.paymentIntents.create({ ...charge, ...card, metadata: { order_id: 'order_9' } });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 1_500, metadata: { order_id: 'order_9' } });
    expect(shop.news()).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
    const listed = await shop.stripe.paymentIntents.list({ customer: card.customer });
    expect(listed.data.map(({ id }) => id)).toEqual([intent.id]);
  });

  it.each([
    ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'],
    ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required'],
  ])('%s is refused later with %s', async (token, code, decline_code) => {
    const shop = await merchant();
    const card = await withCard(shop, token);
    shop.news();
    const error = await refusal(shop.stripe.paymentIntents.create({ ...charge, ...card }));
    expect(error).toMatchObject({ statusCode: 402, type: 'StripeCardError', code, decline_code });
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
    expect(shop.news()).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    const [failed] = (await shop.stripe.charges.list({ payment_intent: error.payment_intent?.id })).data;
    expect(failed).toMatchObject({ status: 'failed', paid: false, failure_code: code });
  });

  it('is not charged for somebody else, nor when it was taken back', async () => {
    const shop = await merchant();
    const card = await withCard(shop);
    const { id: other } = await shop.stripe.customers.create();
    const stolen = shop.stripe.paymentIntents.create({ ...charge, ...card, customer: other });
    expect(await refusal(stolen)).toMatchObject({ statusCode: 400, param: 'payment_method' });
    await shop.stripe.paymentMethods.detach(card.payment_method);
    expect((await shop.stripe.paymentMethods.list({ customer: card.customer })).data).toEqual([]);
    expect((await shop.stripe.paymentIntents.list()).data).toEqual([]);
  });

  it('is told apart from calls that make no sense', async () => {
    const shop = await merchant();
    const { customer, payment_method } = await withCard(shop);
    const create = shop.stripe.paymentIntents.create.bind(shop.stripe.paymentIntents);
    expect(await refusal(create({ ...charge, customer }))).toMatchObject({ param: 'payment_method' });
    expect(await refusal(create({ ...charge, amount: 10, customer, payment_method }))).toMatchObject({
      code: 'amount_too_small',
    });
    const unconfirmed = create({ amount: 500, currency: 'usd', off_session: true });
    expect(await refusal(unconfirmed)).toMatchObject({ param: 'off_session' });
  });
});

describe('an intent', () => {
  it('is confirmed later, or cancelled', async () => {
    const { stripe } = await merchant();
    const first = await stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    expect(first.status).toBe('requires_payment_method');
    expect(await stripe.paymentIntents.confirm(first.id, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
    });
    expect(await refusal(stripe.paymentIntents.cancel(first.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    const second = await stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    expect(await stripe.paymentIntents.cancel(second.id)).toMatchObject({ status: 'canceled' });
    expect(await refusal(stripe.paymentIntents.confirm(second.id, { payment_method: 'pm_card_visa' }))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });
});

describe('a payment that no order asked for', () => {
  it('names nobody but its payer', async () => {
    const { stripe, sim, news } = await merchant();
    const { id } = sim.strayPayment({ email: 'eve@shop.test', amount: 700, currency: 'eur' });
    expect(news()).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(intent.metadata).toEqual({});
    expect(intent).toMatchObject({
      receipt_email: 'eve@shop.test',
      latest_charge: { billing_details: { email: 'eve@shop.test' } },
    });
    expect((intent.latest_charge as Stripe.Charge).metadata).toEqual({});
    sim.strayPayment({ email: 'eve@shop.test', amount: 700, currency: 'eur', link: true });
    expect(news().at(-1)).toBe('checkout.session.completed');
    const [session] = (await stripe.checkout.sessions.list()).data;
    expect(session).toMatchObject({
      payment_link: 'plink_simulator',
      client_reference_id: null,
      payment_status: 'paid',
    });
  });
});

describe('the catalogue', () => {
  it('holds products and prices', async () => {
    const { stripe } = await merchant();
    const product = await stripe.products.create({ name: 'Pro', metadata: { plan: 'pro' } });
    const price = await stripe.prices.create({
      ...{ currency: 'usd', unit_amount: 2_000, lookup_key: 'pro-month', product: product.id },
      recurring: { interval: 'month' },
    });
    expect(price).toMatchObject({ type: 'recurring', recurring: { interval: 'month', interval_count: 1 } });
    expect(price.unit_amount_decimal?.toString()).toBe('2000');
    expect((await stripe.prices.list({ lookup_keys: ['pro-month'], active: true })).data).toHaveLength(1);
    await stripe.prices.update(price.id, { active: false });
    expect((await stripe.prices.list({ product: product.id, active: true })).data).toEqual([]);
    expect(await stripe.products.update(product.id, { active: false })).toMatchObject({ active: false });
    const late = stripe.prices.create({ currency: 'usd', unit_amount: 1, product: product.id });
    expect(await refusal(late)).toMatchObject({ param: 'product' });
    const gone = stripe.checkout.sessions.create(topUp(1_000, { line_items: [{ price: price.id, quantity: 1 }] }));
    expect((await refusal(gone)).message).toContain('inactive');
  });

  it('makes what is described in a line for that line alone', async () => {
    const { stripe } = await merchant();
    await stripe.checkout.sessions.create(topUp());
    expect((await stripe.prices.list()).data).toMatchObject([{ active: false, type: 'one_time' }]);
    expect((await stripe.products.list()).data).toMatchObject([{ active: false, name: '1000 credits' }]);
  });
});
