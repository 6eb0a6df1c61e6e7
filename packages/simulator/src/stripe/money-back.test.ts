import { describe, expect, it } from 'vitest';
import { type Merchant, merchant, refusal, topUp } from './merchant.fixture.ts';

/** A payment of 10.00 that was made just now; its events are told already. */
async function paid({ stripe, sim, news }: Merchant): Promise<string> {
  const session = sim.pay((await stripe.checkout.sessions.create(topUp())).id);
  news();
  return String(session.payment_intent);
}

describe('a refund', () => {
  it('of a part counts up on the charge, and is full when nothing is left', async () => {
    const shop = await merchant();
    const payment_intent = await paid(shop);
    const first = await shop.stripe.refunds.create({ payment_intent, amount: 300, metadata: { refund_id: 'r1' } });
    expect(first).toMatchObject({ status: 'succeeded', amount: 300, currency: 'usd', metadata: { refund_id: 'r1' } });
    expect(shop.news()).toEqual(['refund.created', 'charge.refunded']);
    const { charge } = first;
    expect(await shop.stripe.charges.retrieve(String(charge))).toMatchObject({ amount_refunded: 300, refunded: false });
    const rest = await shop.stripe.refunds.create({ charge: String(charge) });
    expect(rest.amount).toBe(700);
    expect(await shop.stripe.charges.retrieve(String(charge))).toMatchObject({
      amount_refunded: 1_000,
      refunded: true,
    });
    expect((await shop.stripe.refunds.list({ payment_intent })).data.map(({ amount }) => amount)).toEqual([700, 300]);
    const again = shop.stripe.refunds.create({ payment_intent });
    expect(await refusal(again)).toMatchObject({ code: 'charge_already_refunded', statusCode: 400 });
  });

  it('is made once for one key', async () => {
    const shop = await merchant();
    const payment_intent = await paid(shop);
    const refund = () => shop.stripe.refunds.create({ payment_intent, amount: 300 }, { idempotencyKey: 'refund:1' });
    expect((await refund()).id).toBe((await refund()).id);
    expect(shop.news()).toEqual(['refund.created', 'charge.refunded']);
  });

  it.each([0, -1, 1_001])('of %i is refused', async (amount) => {
    const shop = await merchant();
    const refund = shop.stripe.refunds.create({ payment_intent: await paid(shop), amount });
    expect(await refusal(refund)).toMatchObject({ statusCode: 400, param: 'amount' });
    expect(shop.news()).toEqual([]);
  });

  it('of what was never paid is refused', async () => {
    const { stripe, sim } = await merchant();
    const session = sim.decline((await stripe.checkout.sessions.create(topUp())).id);
    const refund = stripe.refunds.create({ payment_intent: String(session.payment_intent) });
    expect(await refusal(refund)).toMatchObject({ statusCode: 400 });
    expect(await refusal(stripe.refunds.create({ payment_intent: 'pi_none' }))).toMatchObject({
      code: 'resource_missing',
    });
    expect((await refusal(stripe.refunds.create({ amount: 3 }))).statusCode).toBe(400);
  });

  it('can wait for the bank and then succeed or fail', async () => {
    const shop = await merchant();
    const payment_intent = await paid(shop);
    shop.sim.holdRefunds(true);
    const [first, second] = [
      await shop.stripe.refunds.create({ payment_intent, amount: 300 }),
      await shop.stripe.refunds.create({ payment_intent, amount: 200 }),
    ];
    expect([first.status, second.status]).toEqual(['pending', 'pending']);
    shop.news();
    shop.sim.settleRefund(first.id);
    expect(shop.news()).toEqual(['refund.updated']);
    shop.sim.failRefund(second.id);
    expect(shop.news()).toEqual(['refund.updated', 'charge.refund.updated', 'refund.failed', 'charge.updated']);
    expect(await shop.stripe.refunds.retrieve(second.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
    });
    expect(await shop.stripe.charges.retrieve(String(first.charge))).toMatchObject({ amount_refunded: 300 });
    const updated = shop.sim
      .events()
      .find(({ type, data }) => type === 'refund.updated' && 'failure_reason' in data.object);
    expect(updated?.data.previous_attributes).toEqual({ status: 'pending' });
    expect(() => shop.sim.settleRefund(second.id)).toThrow('failed');
  });

  it('can be made by hand, and sent back after it had succeeded', async () => {
    const shop = await merchant();
    const payment = await paid(shop);
    const refund = shop.sim.refund(payment, 400);
    expect(refund.status).toBe('succeeded');
    shop.sim.failRefund(refund.id);
    const failed = shop.sim.refund(payment, 400, { fail: true });
    expect(failed.status).toBe('failed');
    expect(await shop.stripe.charges.retrieve(refund.charge)).toMatchObject({ amount_refunded: 0, refunded: false });
  });
});

describe('a dispute', () => {
  it('takes the money, and gives it back when it is won', async () => {
    const shop = await merchant();
    const payment_intent = await paid(shop);
    const { id } = shop.sim.dispute(payment_intent, 600);
    expect(shop.news()).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    expect(await shop.stripe.disputes.retrieve(id)).toMatchObject({
      status: 'needs_response',
      amount: 600,
      payment_intent,
    });
    const refund = shop.stripe.refunds.create({ payment_intent });
    expect(await refusal(refund)).toMatchObject({ code: 'charge_disputed' });
    expect((await shop.stripe.balance.retrieve()).available).toMatchObject([{ amount: 400, currency: 'usd' }]);
    shop.sim.closeDispute(id, 'won');
    expect(shop.news()).toEqual(['charge.dispute.funds_reinstated', 'charge.dispute.closed']);
    expect((await shop.stripe.balance.retrieve()).available).toMatchObject([{ amount: 1_000, currency: 'usd' }]);
    expect(() => shop.sim.closeDispute(id, 'lost')).toThrow('closed already');
  });

  it('is lost, or was only a question', async () => {
    const shop = await merchant();
    const [first, second] = [await paid(shop), await paid(shop)];
    shop.sim.closeDispute(shop.sim.dispute(first).id, 'lost');
    const lost = ['charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.closed'];
    expect(shop.news()).toEqual(lost);
    const question = shop.sim.dispute(second, undefined, { inquiry: true });
    expect(question.status).toBe('warning_needs_response');
    expect(() => shop.sim.closeDispute(question.id, 'won')).toThrow('does not become won');
    shop.sim.closeDispute(question.id, 'warning_closed');
    expect(shop.news()).toEqual(['charge.dispute.created', 'charge.dispute.closed']);
    expect((await shop.stripe.disputes.list({ payment_intent: first })).data).toMatchObject([{ status: 'lost' }]);
    expect(() => shop.sim.dispute(first)).toThrow('disputed already');
    expect(() => shop.sim.dispute(second, 5_000)).toThrow('1 to 1000');
  });
});
