import { describe, expect, it } from 'vitest';
import { merchant, refusal, topUp } from './merchant.fixture.ts';

describe('a session for one payment', () => {
  it('is open, unpaid and hosted', async () => {
    const { stripe, sim } = await merchant();
    const session = await stripe.checkout.sessions.create(topUp());
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_subtotal: 1_000,
      amount_total: 1_000,
      currency: 'usd',
      client_reference_id: 'order_1',
      livemode: false,
      payment_intent: null,
      ui_mode: 'hosted_page',
      url: `${sim.url}/pay/${session.id}`,
    });
    expect(session.id).toMatch(/^cs_test_\w{58}$/);
    // The two are read one after the other, and a second may turn between them.
    expect(session.created - (session.expires_at - 24 * 3600)).toBeOneOf([0, 1]);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ id: session.id });
  });

  it('is paid in the order of events that money takes', async () => {
    const { stripe, sim, news } = await merchant();
    const session = await stripe.checkout.sessions.create(topUp());
    news();
    sim.pay(session.id, { email: 'ada@shop.test' });
    expect(news()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null, customer: null });
    expect(paid.customer_details).toMatchObject({ email: 'ada@shop.test' });
    expect(paid.payment_intent).toMatchObject({
      status: 'succeeded',
      amount_received: 1_000,
      latest_charge: { object: 'charge', paid: true, refunded: false, amount_refunded: 0 },
    });
    expect((await refusal(stripe.checkout.sessions.expire(session.id))).statusCode).toBe(400);
    expect(() => sim.pay(session.id)).toThrow('complete');
  });

  it('carries its metadata nowhere', async () => {
    const { stripe, sim } = await merchant();
    const create = topUp(1_000, { payment_intent_data: { metadata: { user_id: 'user_1' } } });
    const session = await stripe.checkout.sessions.create(create);
    sim.pay(session.id);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
    expect(paid.metadata).toEqual({ order_id: 'order_1' });
    expect(paid.payment_intent).toMatchObject({ metadata: { user_id: 'user_1' } });
    expect(JSON.stringify(paid.payment_intent)).not.toContain('order_1');
  });

  it('waits for a delayed method', async () => {
    const { stripe, sim, news } = await merchant();
    const [first, second] = [
      await stripe.checkout.sessions.create(topUp()),
      await stripe.checkout.sessions.create(topUp()),
    ];
    news();
    expect(sim.pay(first.id, { delayed: true })).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    const started = ['payment_intent.created', 'charge.pending', 'payment_intent.processing'];
    expect(news()).toEqual([...started, 'checkout.session.completed']);
    expect(sim.settleDelayed(first.id)).toMatchObject({ payment_status: 'paid' });
    const arrived = ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.async_payment_succeeded'];
    expect(news()).toEqual(arrived);
    sim.pay(second.id, { delayed: true });
    news();
    expect(sim.failDelayed(second.id)).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    const missed = ['charge.failed', 'payment_intent.payment_failed', 'checkout.session.async_payment_failed'];
    expect(news()).toEqual(missed);
    expect(() => sim.settleDelayed(second.id)).toThrow('waits for no delayed payment');
    expect((await stripe.charges.list()).data.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
  });

  it('stays open when the card is declined, and keeps its payment intent', async () => {
    const { stripe, sim, news } = await merchant();
    const { id } = await stripe.checkout.sessions.create(topUp());
    news();
    const declined = sim.decline(id);
    expect(declined.status).toBe('open');
    expect(news()).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    const intent = await stripe.paymentIntents.retrieve(String(declined.payment_intent));
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } });
    expect(sim.pay(id).payment_intent).toBe(intent.id);
    expect(news()).toEqual(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']);
  });

  it('can be paid with tax on top, in another currency of the buyer, or bent to another amount', async () => {
    const { stripe, sim } = await merchant();
    const make = async () => (await stripe.checkout.sessions.create(topUp())).id;
    expect(sim.pay(await make(), { tax: 190 })).toMatchObject({
      amount_subtotal: 1_000,
      amount_total: 1_190,
      total_details: { amount_tax: 190 },
    });
    const presentment = { amount: 930, currency: 'eur' };
    expect(sim.pay(await make(), { presentment })).toMatchObject({
      amount_total: 1_000,
      currency: 'usd',
      presentment_details: { presentment_amount: 930, presentment_currency: 'eur' },
    });
    const bent = sim.pay(await make(), { amountTotal: 1, currency: 'eur' });
    expect(bent).toMatchObject({ amount_subtotal: 1, amount_total: 1, currency: 'eur' });
    const intent = await stripe.paymentIntents.retrieve(String(bent.payment_intent));
    expect(intent).toMatchObject({ amount: 1, amount_received: 1, currency: 'eur' });
  });

  it('expires by hand and with time', async () => {
    const { stripe, sim, news } = await merchant();
    const [first, second] = [
      await stripe.checkout.sessions.create(topUp()),
      await stripe.checkout.sessions.create(topUp()),
    ];
    news();
    expect(await stripe.checkout.sessions.expire(first.id)).toMatchObject({ status: 'expired', url: null });
    sim.advance(new Date((second.expires_at - 1) * 1000));
    expect(await stripe.checkout.sessions.retrieve(second.id)).toMatchObject({ status: 'open' });
    sim.advance(new Date(second.expires_at * 1000));
    expect(news()).toEqual(['checkout.session.expired', 'checkout.session.expired']);
    expect(() => sim.pay(second.id)).toThrow('expired');
  });

  it('is found by what it led to, with its lines when they are asked for', async () => {
    const { stripe, sim } = await merchant();
    const { id } = await stripe.checkout.sessions.create(topUp());
    await stripe.checkout.sessions.create(topUp());
    const { payment_intent } = sim.pay(id);
    const found = await stripe.checkout.sessions.list({
      payment_intent: String(payment_intent),
      status: 'complete',
      expand: ['data.line_items'],
    });
    expect(found.data.map((each) => each.id)).toEqual([id]);
    expect(found.data[0]?.line_items?.data).toMatchObject([
      { description: '1000 credits', amount_total: 1_000, quantity: 1, price: { type: 'one_time', recurring: null } },
    ]);
    expect((await stripe.checkout.sessions.listLineItems(id)).data).toHaveLength(1);
    expect((await stripe.checkout.sessions.retrieve(id)).line_items).toBeUndefined();
  });
});

describe('a session that saves a card', () => {
  it('ends in a setup intent and a card that can be charged later', async () => {
    const { stripe, sim, news } = await merchant();
    const customer = await stripe.customers.create({ email: 'ada@shop.test' });
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'usd',
      customer: customer.id,
      setup_intent_data: { metadata: { user_id: 'user_1' } },
      success_url: 'https://shop.test/billing',
    });
    expect(session).toMatchObject({ amount_total: null, payment_status: 'no_payment_required' });
    news();
    const done = sim.pay(session.id);
    expect(news()).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ]);
    const setup = await stripe.setupIntents.retrieve(String(done.setup_intent), { expand: ['payment_method'] });
    expect(setup).toMatchObject({
      status: 'succeeded',
      customer: customer.id,
      metadata: { user_id: 'user_1' },
      payment_method: { type: 'card', customer: customer.id, card: { brand: 'visa', last4: '4242' } },
    });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  it('can be a payment too', async () => {
    const { stripe, sim } = await merchant();
    const create = topUp(1_000, { payment_intent_data: { setup_future_usage: 'off_session' } });
    const { customer } = sim.pay((await stripe.checkout.sessions.create(create)).id, { email: 'ada@shop.test' });
    expect(await stripe.customers.retrieve(String(customer))).toMatchObject({ email: 'ada@shop.test' });
    expect((await stripe.paymentMethods.list({ customer: String(customer), type: 'card' })).data).toHaveLength(1);
  });
});
