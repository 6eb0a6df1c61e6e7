import { describe, expect, it } from 'vitest';
import { merchant, refusal, subscribed } from './merchant.fixture.ts';

const now = () => new Date('2027-03-15T12:00:00Z');
const failed = [
  ...['invoice.created', 'customer.subscription.updated', 'invoice.finalized', 'payment_intent.created'],
  ...['charge.failed', 'payment_intent.payment_failed', 'invoice.updated', 'invoice.payment_failed'],
];
const again = ['charge.failed', 'payment_intent.payment_failed', 'invoice.updated', 'invoice.payment_failed'];
const late = 'customer.subscription.updated';
const at = (day: string) => Date.parse(`${day}T12:00:00Z`) / 1000;

describe('a renewal that the bank refuses', () => {
  it('makes the subscription past due until it is paid', async () => {
    const shop = await merchant({ now });
    const sub = await subscribed(shop);
    shop.news();
    const overdue = shop.sim.renew(sub.id, { fail: true });
    expect(overdue.status).toBe('past_due');
    expect(shop.news()).toEqual([...failed, late]);
    const open = await shop.stripe.invoices.retrieve(String(overdue.latest_invoice));
    expect(open).toMatchObject({ status: 'open', attempt_count: 1, amount_remaining: 2_000, amount_paid: 0 });
    expect(open.next_payment_attempt).toBe(at('2027-04-18'));
    expect(shop.sim.recover(sub.id)).toMatchObject({ status: 'active' });
    expect(shop.news()).toEqual([
      ...['charge.succeeded', 'payment_intent.succeeded', 'invoice.updated', 'invoice.paid'],
      ...['invoice.payment_succeeded', 'invoice_payment.paid', 'customer.subscription.updated'],
    ]);
    expect(await shop.stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'paid', attempt_count: 2 });
  });

  it('is tried four times, and then the subscription ends', async () => {
    const shop = await merchant({ now });
    const sub = await subscribed(shop);
    shop.sim.renew(sub.id, { fail: true });
    shop.news();
    shop.sim.advance(new Date('2027-04-18T12:00:00Z'));
    expect(shop.news()).toEqual(again);
    shop.sim.advance(new Date('2027-04-29T12:00:00Z'));
    expect(shop.news()).toEqual(again);
    shop.sim.advance(new Date('2027-04-30T12:00:00Z'));
    expect(shop.news()).toEqual([...again, 'customer.subscription.deleted']);
    const ended = await shop.stripe.subscriptions.retrieve(sub.id, { expand: ['latest_invoice'] });
    expect(ended).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
      latest_invoice: { status: 'open', attempt_count: 4, next_payment_attempt: null },
    });
    expect(() => shop.sim.recover(sub.id)).toThrow('canceled');
  });

  it('is paid by a later attempt when the bank has changed its mind', async () => {
    const shop = await merchant({ now });
    const sub = await subscribed(shop);
    shop.sim.replaceCard(String(sub.customer), 'pm_card_chargeCustomerFail');
    shop.sim.advance(new Date('2027-04-16T12:00:00Z'));
    expect(await shop.stripe.subscriptions.retrieve(sub.id)).toMatchObject({ status: 'past_due' });
    shop.sim.replaceCard(String(sub.customer), 'pm_card_visa');
    shop.sim.advance(new Date('2027-04-18T12:00:00Z'));
    expect(await shop.stripe.subscriptions.retrieve(sub.id)).toMatchObject({ status: 'active' });
  });

  it.each(['unpaid', 'past_due'] as const)('leaves it %s where the account is set so', async (afterRetries) => {
    const shop = await merchant({ now, afterRetries });
    const sub = await subscribed(shop, 2_000, 'year');
    shop.sim.renew(sub.id, { fail: true });
    shop.sim.advance(new Date('2028-05-01T12:00:00Z'));
    expect(await shop.stripe.subscriptions.retrieve(sub.id)).toMatchObject({ status: afterRetries });
    expect(shop.sim.recover(sub.id)).toMatchObject({ status: 'active' });
  });

  it('asks for the owner where the card wants them', async () => {
    const shop = await merchant({ now });
    const sub = await subscribed(shop);
    shop.sim.replaceCard(String(sub.customer), 'pm_card_authenticationRequired');
    shop.news();
    shop.sim.renew(sub.id);
    expect(shop.news()).toContain('invoice.payment_action_required');
  });
});

describe('an open invoice', () => {
  it('is paid by the API with another card, or outside of Stripe', async () => {
    const shop = await merchant({ now });
    const sub = await subscribed(shop);
    const { latest_invoice: first } = shop.sim.renew(sub.id, { fail: true });
    const pay = shop.stripe.invoices.pay(String(first));
    expect(await refusal(pay)).toMatchObject({ statusCode: 402, code: 'card_declined' });
    const paid = await shop.stripe.invoices.pay(String(first), { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2_000 });
    expect(await shop.stripe.subscriptions.retrieve(sub.id)).toMatchObject({ status: 'active' });
    expect((await refusal(shop.stripe.invoices.pay(String(first)))).message).toBe('Invoice is already paid');
    const { latest_invoice: second } = shop.sim.renew(sub.id, { fail: true });
    shop.news();
    await shop.stripe.invoices.pay(String(second), { paid_out_of_band: true });
    expect(shop.news()).toEqual(['invoice.updated', 'invoice.paid', 'customer.subscription.updated']);
    expect((await shop.stripe.invoices.list({ status: 'open' })).data).toEqual([]);
  });
});
