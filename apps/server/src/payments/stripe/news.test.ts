import { newId } from '@farebox/kit';
import { afterEach, describe, expect, it } from 'vitest';
import { eventOf, now, type Scripted, scriptedStripe } from './scripted.fixture.ts';

let open: Awaited<ReturnType<typeof scriptedStripe>> | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
});

const seconds = now.getTime() / 1000;
const [orderId, userId] = [newId(), newId()];

/** What an event means while Stripe answers so. */
async function newsOf(type: string, object: object, script: Record<string, Scripted | Scripted[]> = {}) {
  open = await scriptedStripe(script);
  return open.provider.readEvent(eventOf(type, object), now);
}

const session = {
  ...{ id: 'cs_test_1', object: 'checkout.session', mode: 'payment', status: 'complete', payment_status: 'paid' },
  ...{ amount_subtotal: 1000, amount_total: 1000, currency: 'usd', total_details: null, payment_intent: 'pi_1' },
  ...{ client_reference_id: orderId, metadata: { order_id: orderId, user_id: userId }, customer: 'cus_1' },
  ...{ customer_details: { email: 'ann@example.com' }, customer_email: null, created: seconds, livemode: false },
};

describe('a session that was paid', () => {
  const read = async (changes: object) => (await newsOf('checkout.session.completed', { ...session, ...changes }))?.[0];

  it('is a payment for its order', async () => {
    expect(await read({})).toMatchObject({
      ...{ kind: 'payment', outcome: 'succeeded', orderId, paymentId: 'pi_1', amountMinor: 1000n, currency: 'USD' },
      ...{ paidAt: now, payer: { customerId: 'cus_1', email: 'ann@example.com' } },
    });
  });

  it('is compared without the taxes that came on top', async () => {
    const taxed = { amount_total: 1200, total_details: { amount_discount: 0, amount_tax: 200 } };
    expect(await read(taxed)).toMatchObject({ amountMinor: 1000n });
  });

  it('is compared in our currency, whatever the buyer paid in', async () => {
    const presentment_details = { presentment_amount: 930, presentment_currency: 'eur' };
    expect(await read({ presentment_details })).toMatchObject({ amountMinor: 1000n, currency: 'USD' });
  });

  it('leaves a difference when somebody else gave a discount', async () => {
    const total_details = { amount_discount: 1000, amount_tax: 0 };
    const free = { amount_total: 0, payment_status: 'no_payment_required', payment_intent: null, total_details };
    expect(await read(free)).toMatchObject({ amountMinor: 0n, paymentId: 'cs_test_1' });
  });

  it.each([
    ['nobody’s', { metadata: {}, client_reference_id: null }],
    ['somebody’s whose reference is no order', { metadata: { order_id: '1 or 1=1' }, client_reference_id: 'shop-17' }],
  ])('is %s when it names none', async (_, changes) => {
    expect(await read(changes)).toMatchObject({ orderId: null, payer: { email: 'ann@example.com' } });
  });

  it('waits while a delayed method is on its way', async () => {
    expect(await read({ payment_status: 'unpaid' })).toBeUndefined();
  });

  it('brings the card that was saved with it; a key that may not read it does not hold back the credits', async () => {
    const saving = { ...session, metadata: { ...session.metadata, save_card: 'true' } };
    const payment_method = { id: 'pm_1', type: 'card', card: { brand: 'visa', last4: '4242' } };
    const intent = { id: 'pi_1', customer: 'cus_1', payment_method };
    const path = 'GET /v1/payment_intents/pi_1';
    expect(await newsOf('checkout.session.completed', saving, { [path]: intent })).toMatchObject([
      { kind: 'payment', outcome: 'succeeded' },
      { kind: 'card', userId, customerId: 'cus_1', cardId: 'pm_1', brand: 'visa', last4: '4242' },
    ]);
    await open?.close();
    const error = { type: 'invalid_request_error', message: 'The provided key does not have the required permissions' };
    const closed = { [path]: { httpStatus: 403, error } };
    expect(await newsOf('checkout.session.completed', saving, closed)).toMatchObject([{ kind: 'payment' }]);
  });
});

describe('a payment intent that succeeded', () => {
  const intent = {
    ...{ id: 'pi_2', object: 'payment_intent', status: 'succeeded', amount: 700, amount_received: 700 },
    ...{ currency: 'usd', created: seconds, customer: 'cus_1', latest_charge: 'ch_2', receipt_email: null },
    metadata: {},
  };
  const none = { object: 'list', data: [], has_more: false };
  const [sessions, invoices] = ['GET /v1/checkout/sessions', 'GET /v1/invoice_payments'];
  const read = (metadata: object, script: Record<string, Scripted> = {}) =>
    newsOf('payment_intent.succeeded', { ...intent, metadata }, script);

  it('is the payment of an automatic top-up', async () => {
    expect(await read({ kind: 'auto_topup', order_id: orderId })).toMatchObject([
      { outcome: 'succeeded', orderId, paymentId: 'pi_2', chargeId: 'ch_2', amountMinor: 700n },
    ]);
  });

  it('of any other order says nothing: its session does', async () => {
    expect(await read({ kind: 'topup', order_id: orderId })).toEqual([]);
  });

  it.each([
    ['a session', { [sessions]: { ...none, data: [session] } }],
    ['an invoice', { [sessions]: none, [invoices]: { ...none, data: [{ id: 'inpay_1' }] } }],
  ])('that belongs to %s says nothing', async (_, script) => {
    expect(await read({}, script as Record<string, Scripted>)).toEqual([]);
  });

  it('that belongs to nothing is a stray payment, with the payer’s address', async () => {
    const latest_charge = { id: 'ch_2', created: seconds + 5, billing_details: { email: 'bob@example.com' } };
    const script = { [sessions]: none, [invoices]: none, 'GET /v1/payment_intents/pi_2': { ...intent, latest_charge } };
    expect(await read({}, script)).toMatchObject([
      { orderId: null, paymentId: 'pi_2', chargeId: 'ch_2', payer: { email: 'bob@example.com' } },
    ]);
  });
});

const refund = {
  ...{ id: 're_1', object: 'refund', status: 'succeeded', amount: 300, currency: 'usd', reason: null, metadata: null },
  ...{ payment_intent: 'pi_1', charge: 'ch_1' },
};

describe('refunds', () => {
  it('of a charge are told one by one, never as their sum', async () => {
    const list = { object: 'list', data: [{ ...refund, id: 're_2', amount: 200 }, refund], has_more: false };
    const charge = { id: 'ch_1', object: 'charge', amount_refunded: 500 };
    expect(await newsOf('charge.refunded', charge, { 'GET /v1/refunds': list })).toMatchObject([
      { kind: 'refund', refundId: 're_2', paymentReference: 'pi_1', amountMinor: 200n, status: 'succeeded' },
      { kind: 'refund', refundId: 're_1', paymentReference: 'pi_1', amountMinor: 300n },
    ]);
  });

  it.each([
    ['pending', 'pending'],
    ['requires_action', 'pending'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('are asked anew: %s is %s', async (status, ours) => {
    const script = { 'GET /v1/refunds/re_1': { ...refund, status, failure_reason: 'lost_or_stolen_card' } };
    expect(await newsOf('refund.updated', refund, script)).toMatchObject([
      { refundId: 're_1', status: ours, reason: 'lost_or_stolen_card', observedAt: now },
    ]);
  });
});

describe('a dispute', () => {
  const dispute = {
    ...{ id: 'dp_1', object: 'dispute', amount: 1000, currency: 'usd', reason: 'fraudulent', status: 'needs_response' },
    ...{ payment_intent: 'pi_1', charge: 'ch_1' },
  };
  const read = (status: string) =>
    newsOf('charge.dispute.created', dispute, { 'GET /v1/disputes/dp_1': { ...dispute, status } });

  it.each([
    ['needs_response', 'open'],
    ['under_review', 'open'],
    ['won', 'won'],
    ['lost', 'lost'],
    ['warning_closed', 'closed'],
    ['prevented', 'closed'],
  ])('that is %s there is %s here', async (status, ours) => {
    expect(await read(status)).toMatchObject([
      { kind: 'dispute', disputeId: 'dp_1', paymentReference: 'pi_1', status: ours, amountMinor: 1000n },
    ]);
  });

  it.each(['warning_needs_response', 'warning_under_review'])(
    'that is only an inquiry moves nothing: %s',
    async (status) => {
      expect(await read(status)).toEqual([]);
    },
  );
});
