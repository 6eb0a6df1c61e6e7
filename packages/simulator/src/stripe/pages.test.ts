import { describe, expect, it } from 'vitest';
import { clientOf, merchant, plan, refusal, subscribed, topUp } from './merchant.fixture.ts';

const press = (url: string) => fetch(url, { method: 'POST', redirect: 'manual' });

describe('the hosted page', () => {
  it('shows what is paid and leads back with the session', async () => {
    const { stripe, sim } = await merchant();
    const session = await stripe.checkout.sessions.create(
      topUp(1_250, { customer_email: 'ada@shop.test', line_items: topUp(1_250).line_items }),
    );
    const page = await (await fetch(String(session.url))).text();
    for (const text of ['12.50 USD', '1000 credits', 'ada@shop.test', '… 4242']) expect(page).toContain(text);
    const declined = await press(`${session.url}/card?card=pm_card_chargeDeclined`);
    expect([declined.status, await declined.text()]).toEqual([200, expect.stringContaining('The card was declined')]);
    const cancelled = await press(`${session.url}/cancel`);
    expect([cancelled.status, cancelled.headers.get('location')]).toEqual([303, 'https://shop.test/billing']);
    const paid = await press(`${session.url}/card?card=pm_card_visa`);
    expect(paid.status).toBe(303);
    expect(paid.headers.get('location')).toBe(`https://shop.test/billing?session_id=${session.id}`);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' });
    expect((await fetch(`${sim.url}/pay/${session.id}`)).status).toBe(410);
    expect((await fetch(`${sim.url}/pay/cs_test_none`)).status).toBe(404);
  });

  it('takes delayed methods and does not believe names of products', async () => {
    const { stripe } = await merchant();
    const line_items = [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 900, product_data: { name: '<b>bold</b>' } } },
    ];
    const session = await stripe.checkout.sessions.create(topUp(900, { line_items }));
    expect(await (await fetch(String(session.url))).text()).toContain('&lt;b&gt;bold&lt;/b&gt;');
    await press(`${session.url}/delayed`);
    const done = await stripe.checkout.sessions.retrieve(session.id);
    expect(done).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    const unknown = await stripe.checkout.sessions.create(topUp());
    expect(await (await press(`${unknown.url}/card?card=pm_none`)).text()).toContain('No such PaymentMethod');
  });
});

describe('the portal', () => {
  it('plans an end and takes it back', async () => {
    const shop = await merchant();
    const sub = await subscribed(shop);
    const { url } = await shop.stripe.billingPortal.sessions.create({
      customer: String(sub.customer),
      return_url: 'https://shop.test/subscription',
      flow_data: { type: 'subscription_cancel', subscription_cancel: { subscription: sub.id } },
    });
    expect(await (await fetch(url)).text()).toContain('Cancel subscription');
    await press(`${url}/cancel?subscription=${sub.id}`);
    const planned = await shop.stripe.subscriptions.retrieve(sub.id);
    expect([planned.cancel_at_period_end, planned.cancel_at]).toEqual([false, sub.items.data[0]?.current_period_end]);
    expect(await (await fetch(url)).text()).toContain('Keep subscription');
    await press(`${url}/resume?subscription=${sub.id}`);
    expect((await shop.stripe.subscriptions.retrieve(sub.id)).cancel_at).toBeNull();
    expect((await press(`${url}/back`)).headers.get('location')).toBe('https://shop.test/subscription');
    expect((await fetch(`${shop.sim.url}/portal/none`)).status).toBe(404);
  });

  it('leaves the subscriptions of others alone, and has to be saved first', async () => {
    const shop = await merchant();
    const [sub, other] = [await subscribed(shop), await subscribed(shop)];
    const { url } = await shop.stripe.billingPortal.sessions.create({ customer: String(sub.customer) });
    await press(`${url}/cancel?subscription=${other.id}`);
    expect((await shop.stripe.subscriptions.retrieve(other.id)).cancel_at).toBeNull();
    const { sim } = await merchant({ portalSaved: false });
    const { id: customer } = await clientOf(sim).customers.create();
    expect(await refusal(clientOf(sim).billingPortal.sessions.create({ customer }))).toMatchObject({ statusCode: 400 });
  });
});

describe('the page of an invoice', () => {
  it('pays it', async () => {
    const shop = await merchant();
    const sub = await subscribed(shop);
    const { latest_invoice } = shop.sim.renew(sub.id, { fail: true });
    const { hosted_invoice_url: url } = await shop.stripe.invoices.retrieve(String(latest_invoice));
    expect(await (await fetch(String(url))).text()).toContain('20.00 USD');
    await press(`${url}/pay`);
    expect(await shop.stripe.invoices.retrieve(String(latest_invoice))).toMatchObject({ status: 'paid' });
    expect(await shop.stripe.subscriptions.retrieve(sub.id)).toMatchObject({ status: 'active' });
  });
});

describe('/_simulate', () => {
  it('does by curl what a test does by hand', async () => {
    const { stripe, sim, told } = await merchant();
    const simulate = async (name: string, values: object) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(values);
      const answer = await fetch(`${sim.url}/_simulate/${name}`, { method: 'POST', headers, body });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const { id: session } = await stripe.checkout.sessions.create(topUp());
    const paid = await simulate('pay', { session, amountTotal: 5 });
    expect(paid).toMatchObject({ status: 200, body: { payment_status: 'paid', amount_total: 5 } });
    const payment = paid.body.payment_intent;
    expect((await simulate('refund', { payment, amount: 3 })).body).toMatchObject({ amount: 3, status: 'succeeded' });
    const { body: dispute } = await simulate('dispute', { payment, amount: '2' });
    const closed = await simulate('close-dispute', { dispute: dispute.id, outcome: 'lost' });
    expect(closed.body).toMatchObject({ status: 'lost' });
    const { id: second } = await stripe.checkout.sessions.create(plan());
    const { body: bought } = await simulate('pay', { session: second });
    const renewed = await simulate('renew', { subscription: bought.subscription, fail: true });
    expect(renewed.body).toMatchObject({ status: 'past_due' });
    expect((await simulate('recover', { subscription: bought.subscription })).body).toMatchObject({ status: 'active' });
    expect((await simulate('advance', { to: '2030-01-01T00:00:00Z' })).body).toEqual({
      now: '2030-01-01T00:00:00.000Z',
    });
    expect(told().filter((type) => type === 'invoice.paid').length).toBeGreaterThan(20);
    await simulate('end-subscription', { subscription: bought.subscription });
    await simulate('stray-payment', { email: 'eve@shop.test', amount: 700, currency: 'eur' });
    expect(told().at(-1)).toBe('payment_intent.succeeded');
    expect((await simulate('events', {})).status).toBe(200);
  });

  it('says what it did not understand', async () => {
    const { sim } = await merchant();
    const asked = async (name: string, query: string) => {
      const answer = await fetch(`${sim.url}/_simulate/${name}?${query}`, { method: 'POST' });
      return [answer.status, ((await answer.json()) as { error?: string }).error];
    };
    expect(await asked('pay', '')).toEqual([400, 'session is missing.']);
    expect(await asked('pay', 'session=cs_test_none')).toEqual([400, "No such checkout.session: 'cs_test_none'"]);
    expect(await asked('advance', 'to=tomorrow')).toEqual([400, 'to is a time such as 2026-12-31T00:00:00Z.']);
    expect(await asked('advance', 'to=2200-01-01')).toEqual([400, 'The time moves ahead by ten years at most.']);
    expect(await asked('refund', 'payment=pi_x&amount=1.5')).toEqual([
      400,
      'amount is a whole number: minor units of the currency.',
    ]);
    expect((await asked('fly', ''))[0]).toBe(404);
  });
});
