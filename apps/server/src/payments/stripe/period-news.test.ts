import { newId } from '@farebox/kit';
import { afterEach, describe, expect, it } from 'vitest';
import { eventOf, now, type Scripted, scriptedStripe } from './scripted.fixture.ts';

let open: Awaited<ReturnType<typeof scriptedStripe>> | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
});

const seconds = now.getTime() / 1000;
const month = { start: seconds, end: seconds + 31 * 86_400 };
const [orderId, userId] = [newId(), newId()];

/** What an event means while Stripe answers so. */
async function newsOf(type: string, object: object, script: Record<string, Scripted | Scripted[]> = {}) {
  open = await scriptedStripe(script);
  return open.provider.readEvent(eventOf(type, object), now);
}

const subscription = {
  ...{ id: 'sub_1', object: 'subscription', status: 'active', customer: 'cus_1', cancel_at: null, ended_at: null },
  ...{ cancel_at_period_end: false, metadata: { order_id: orderId, user_id: userId } },
  items: {
    data: [{ id: 'si_1', current_period_start: month.start, current_period_end: month.end, price: { id: 'price_1' } }],
  },
};
const readsSubscription = { 'GET /v1/subscriptions/sub_1': subscription };

describe('a subscription', () => {
  const read = async (changes: object) => {
    const told = { ...subscription, status: 'incomplete' };
    const script = { 'GET /v1/subscriptions/sub_1': { ...subscription, ...changes } };
    return (await newsOf('customer.subscription.updated', told, script))?.[0];
  };

  it('is what Stripe says of it now, not what the event says', async () => {
    expect(await read({})).toMatchObject({
      ...{ kind: 'subscription', subscriptionId: 'sub_1', customerId: 'cus_1', orderId, userId, status: 'active' },
      ...{ currentPeriodStart: now, currentPeriodEnd: new Date(month.end * 1000), cancelAtPeriodEnd: false },
      ...{ planReference: 'price_1', observedAt: now },
    });
  });

  it('of an older version has its period on itself', async () => {
    const old = { current_period_start: month.start, current_period_end: month.end, items: { data: [] } };
    expect(await read(old)).toMatchObject({ currentPeriodStart: now, currentPeriodEnd: new Date(month.end * 1000) });
  });

  it('that is to be cancelled by date is cancelled at the end of the period', async () => {
    expect(await read({ cancel_at: month.end })).toMatchObject({ cancelAtPeriodEnd: true });
    await open?.close();
    expect(await read({ cancel_at: month.end + 1 })).toMatchObject({ cancelAtPeriodEnd: false });
  });

  it.each([
    ['incomplete', 'pending'],
    ['incomplete_expired', 'expired'],
    ['trialing', 'trialing'],
    ['past_due', 'past_due'],
    ['unpaid', 'unpaid'],
    ['paused', 'paused'],
    ['canceled', 'cancelled'],
  ])('that is %s there is %s here', async (status, ours) => {
    expect(await read({ status })).toMatchObject({ status: ours });
  });

  it('that Stripe has forgotten is what the event says', async () => {
    expect(await newsOf('customer.subscription.deleted', { ...subscription, status: 'canceled' })).toMatchObject([
      { subscriptionId: 'sub_1', status: 'cancelled' },
    ]);
  });
});

const line = (amount: number, period: object, proration = false) => ({
  ...{ id: 'il_1', amount, period, subscription: 'sub_1' },
  parent: { type: 'subscription_item_details', subscription_item_details: { proration, subscription: 'sub_1' } },
});
const details = { subscription: 'sub_1', metadata: { order_id: orderId } };
const invoice = {
  ...{ id: 'in_1', object: 'invoice', status: 'paid', billing_reason: 'subscription_create', currency: 'usd' },
  ...{ total: 1000, amount_due: 1000, amount_paid: 1000, total_taxes: [], pre_payment_credit_notes_amount: 0 },
  ...{ customer: 'cus_1', customer_email: 'ann@example.com', created: seconds, period_start: 1, period_end: 2 },
  status_transitions: { paid_at: seconds },
  lines: { data: [line(1000, month)] },
  parent: { type: 'subscription_details', subscription_details: details },
  payments: {
    data: [
      {
        id: 'inpay_1',
        status: 'canceled',
        amount_paid: null,
        payment: { type: 'payment_intent', payment_intent: 'pi_0' },
      },
      { id: 'inpay_2', status: 'paid', amount_paid: 1000, payment: { type: 'payment_intent', payment_intent: 'pi_3' } },
    ],
  },
};

describe('a paid invoice', () => {
  const read = async (changes: object, more: Record<string, Scripted> = {}) => {
    const script = { ...readsSubscription, 'GET /v1/invoices/in_1': { ...invoice, ...changes }, ...more };
    return (await newsOf('invoice.paid', { ...invoice, ...changes }, script))?.[0];
  };

  it('is the first period of its order, and lasts as long as its line does', async () => {
    expect(await read({})).toMatchObject({
      ...{ kind: 'period', cause: 'first', startsAt: now, endsAt: new Date(month.end * 1000) },
      subscription: { subscriptionId: 'sub_1', status: 'active' },
      payment: { orderId, paymentId: 'pi_3', chargeId: 'in_1', amountMinor: 1000n, currency: 'USD', paidAt: now },
    });
  });

  it('of a renewal has no order yet', async () => {
    expect(await read({ billing_reason: 'subscription_cycle' })).toMatchObject({
      cause: 'renewal',
      payment: { orderId: null, paymentId: 'pi_3' },
    });
  });

  it('of a change is for the order of the change, and for what is left of the period', async () => {
    const upgrade = newId();
    const left = { start: seconds + 86_400, end: month.end };
    const metadata = { order_id: orderId, upgrade_order_id: upgrade };
    const changes = {
      ...{ billing_reason: 'subscription_update', total: 900 },
      lines: { data: [line(-600, left, true), line(1500, left, true)] },
      parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1', metadata } },
    };
    expect(await read(changes)).toMatchObject({
      ...{ cause: 'upgrade', startsAt: new Date(left.start * 1000), endsAt: new Date(left.end * 1000) },
      payment: { orderId: upgrade, amountMinor: 900n },
    });
  });

  it('is worth what it is for: without taxes on top, with what a credit balance paid', async () => {
    const taxes = (tax_behavior: string) => [{ amount: 190, tax_behavior }];
    expect(await read({ total: 1190, total_taxes: taxes('exclusive') })).toMatchObject({
      payment: { amountMinor: 1000n },
    });
    await open?.close();
    expect(await read({ total_taxes: taxes('inclusive') })).toMatchObject({ payment: { amountMinor: 1000n } });
    await open?.close();
    expect(await read({ amount_due: 300, amount_paid: 300 })).toMatchObject({ payment: { amountMinor: 1000n } });
  });

  it('that was paid without an intent is named by itself', async () => {
    const empty = { object: 'list', data: [], has_more: false };
    expect(await read({ payments: empty }, { 'GET /v1/invoice_payments': empty })).toMatchObject({
      payment: { paymentId: 'in_1', chargeId: null },
    });
  });

  it('of an older version is read in its old places', async () => {
    const { parent: _, payments: __, ...rest } = invoice;
    const lines = { data: [{ id: 'il_1', amount: 1000, type: 'subscription', proration: false, period: month }] };
    const places = {
      subscription: 'sub_1',
      subscription_details: { metadata: details.metadata },
      payment_intent: 'pi_9',
    };
    const old = { ...rest, lines, ...places, parent: undefined };
    expect((await newsOf('invoice.paid', old, readsSubscription))?.[0]).toMatchObject({
      ...{ kind: 'period', cause: 'first', startsAt: now },
      payment: { orderId, paymentId: 'pi_9' },
    });
  });

  it.each([
    ['the empty one of a trial', { total: 0, amount_paid: 0 }, { status: 'trialing' }],
    ['one for a threshold', { billing_reason: 'subscription_threshold' }, {}],
    ['one that was voided meanwhile', { status: 'void' }, {}],
  ])('is no period: %s', async (_, changes, changed) => {
    const more = { 'GET /v1/subscriptions/sub_1': { ...subscription, ...changed } };
    expect(await read(changes, more)).toMatchObject({ kind: 'subscription' });
  });

  it('of no subscription is none of ours', async () => {
    expect(await newsOf('invoice.paid', { ...invoice, parent: null })).toEqual([]);
  });
});

describe('an invoice that was not paid', () => {
  it.each(['invoice.payment_failed', 'invoice.payment_action_required'])(
    'is news of the subscription: %s',
    async (type) => {
      const script = { 'GET /v1/subscriptions/sub_1': { ...subscription, status: 'past_due' } };
      expect(await newsOf(type, { ...invoice, status: 'open' }, script)).toMatchObject([
        { kind: 'subscription', status: 'past_due' },
      ]);
    },
  );
});
