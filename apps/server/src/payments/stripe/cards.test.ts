import { newId, systemClock } from '@farebox/kit';
import { type StripeSimulator, startStripeSimulator } from '@farebox/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardCalls, Provider, ProviderCard, ProviderNews } from '../provider.ts';
import { anOrder, providerAt, scriptedStripe } from './scripted.fixture.ts';

let stripe: StripeSimulator;
let provider: Provider;
let cards: CardCalls;

beforeEach(async () => {
  stripe = await startStripeSimulator();
  provider = providerAt(stripe.url, { secretKey: stripe.secretKey }, systemClock);
  cards = provider.cards as CardCalls;
});

afterEach(() => stripe.close());

async function allNews(): Promise<ProviderNews[]> {
  const all: ProviderNews[] = [];
  for (const event of stripe.events()) {
    all.push(...((await provider.readEvent(Buffer.from(JSON.stringify(event)), new Date())) ?? []));
  }
  return all;
}

const userId = newId();

async function saved(card?: string): Promise<ProviderCard> {
  const customer = { email: 'ann@example.com', name: 'Ann', customerId: null };
  const { url } = await cards.save({ userId, customer, returnUrl: 'https://pay.example.com', key: `card:${newId()}` });
  stripe.pay(/cs_test_\w+/.exec(url)?.[0] ?? '', { card });
  const found = (await allNews()).find(({ kind }) => kind === 'card');
  if (found?.kind !== 'card') throw new Error('no card was saved');
  return found;
}

const autoTopUp = () => anOrder({ kind: 'auto_topup', created_at: new Date() });

describe('a saved card', () => {
  it('is told of with its last four digits, and whose it is', async () => {
    expect(await saved()).toMatchObject({
      userId,
      customerId: expect.stringMatching(/^cus_/),
      brand: 'visa',
      last4: '4242',
    });
  });

  it('is charged once per order, without its owner, and the event tells of the same payment', async () => {
    const card = await saved();
    const order = autoTopUp();
    const answer = await cards.charge(order, card);
    expect(answer).toMatchObject({ status: 'succeeded', payment: { orderId: order.id, amountMinor: 1000n } });
    expect(await cards.charge(order, card)).toEqual(answer);
    const payments = (await allNews()).filter(({ kind }) => kind === 'payment');
    expect(payments).toMatchObject([
      {
        outcome: 'succeeded',
        orderId: order.id,
        paymentId: (answer as { payment: { paymentId: string } }).payment.paymentId,
      },
    ]);
    expect(await provider.findNews?.(order, new Date())).toMatchObject([{ outcome: 'succeeded', orderId: order.id }]);
  });

  it('that the bank declines is an answer, and the order’s payment failed', async () => {
    const card = await saved('pm_card_chargeCustomerFail');
    const order = autoTopUp();
    expect(await cards.charge(order, card)).toEqual({ status: 'declined', reason: 'generic_decline' });
    expect(await provider.findNews?.(order, new Date())).toMatchObject([{ outcome: 'failed', orderId: order.id }]);
  });

  it('that wants its owner present is declined', async () => {
    const card = await saved('pm_card_authenticationRequired');
    expect(await cards.charge(autoTopUp(), card)).toEqual({ status: 'declined', reason: 'authentication_required' });
  });

  it('can be forgotten twice', async () => {
    const card = await saved();
    await cards.forget(card);
    await cards.forget(card);
    await cards.forget({ ...card, cardId: 'pm_unknown' });
  });

  it.each([
    ['card', { param: 'payment_method', message: 'was detached from a Customer. It may not be used again.' }],
    ['customer', { param: 'customer', code: 'resource_missing', message: 'No such customer' }],
  ])('is gone when Stripe knows its %s no more', async (_, said) => {
    const error = { type: 'invalid_request_error', ...said };
    const scripted = await scriptedStripe({ 'POST /v1/payment_intents': { httpStatus: 400, error } });
    const card = { customerId: 'cus_1', cardId: 'pm_1' };
    expect(await scripted.provider.cards?.charge(autoTopUp(), card)).toEqual({
      status: 'declined',
      reason: 'card_gone',
    });
    await scripted.close();
  });

  it('may come with a payment', async () => {
    const order = anOrder({
      user_id: userId,
      snapshot: { saveCard: true },
      created_at: new Date(),
      expires_at: new Date(),
    });
    const customer = { email: 'ann@example.com', name: 'Ann', customerId: null };
    const request = { order, customer, returnUrl: 'https://pay.example.com', ip: null, title: 'credits' };
    const { reference } = await provider.createCheckout(request);
    stripe.pay(reference);
    expect(await allNews()).toMatchObject([
      { kind: 'payment', orderId: order.id },
      { kind: 'card', userId, last4: '4242' },
    ]);
  });
});

describe('news of the bank', () => {
  async function paid() {
    const order = autoTopUp();
    const answer = await cards.charge(order, await saved());
    if (answer.status !== 'succeeded') throw new Error('not paid');
    return answer.payment.paymentId;
  }

  it('refunds are told one by one, and one that failed is failed', async () => {
    const payment = await paid();
    stripe.refund(payment, 300);
    stripe.refund(payment, 200, { fail: true });
    const refunds = (await allNews()).filter((one) => one.kind === 'refund');
    const last = new Map(refunds.map((refund) => [refund.refundId, refund]));
    expect([...last.values()]).toMatchObject([
      { paymentReference: payment, amountMinor: 300n, status: 'succeeded' },
      { paymentReference: payment, amountMinor: 200n, status: 'failed' },
    ]);
  });

  it.each([
    ['won', 'won'],
    ['lost', 'lost'],
  ] as const)('a dispute that is %s is told as it is now', async (outcome, status) => {
    const payment = await paid();
    const { id } = stripe.dispute(payment);
    const disputes = async () => (await allNews()).filter(({ kind }) => kind === 'dispute');
    expect((await disputes()).at(-1)).toMatchObject({ disputeId: id, paymentReference: payment, status: 'open' });
    stripe.closeDispute(id, outcome);
    expect((await disputes()).at(-1)).toMatchObject({ disputeId: id, status });
  });

  it.each([false, true])('a payment of nobody is told of once (by a payment link: %s)', async (link) => {
    stripe.strayPayment({ email: 'bob@example.com', amount: 700, currency: 'usd', link });
    expect(await allNews()).toMatchObject([
      { kind: 'payment', orderId: null, amountMinor: 700n, payer: { email: 'bob@example.com' } },
    ]);
  });
});
