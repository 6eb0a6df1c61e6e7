import { expect, test } from 'vitest';
import { scene, subscribed } from './creem.fixture.ts';

test('renewals are paid at their time, also several at once', async () => {
  const { simulator, client, events, id } = await subscribed();
  simulator.advance(new Date('2027-02-01T00:00:00Z'));
  const paid = await events();
  expect(paid.map(({ eventType }) => eventType)).toEqual(['subscription.paid', 'subscription.paid']);
  expect(paid.map(({ object }) => object.last_transaction_date)).toEqual([
    '2026-12-20T10:00:00.000Z',
    '2027-01-20T10:00:00.000Z',
  ]);
  expect(new Set(paid.map(({ object }) => object.last_transaction_id)).size).toBe(2);
  const subscription = await client.subscriptions.get(id);
  expect(subscription.currentPeriodEndDate).toEqual(new Date('2027-02-20T10:00:00Z'));
  const { items } = (await client.transactions.search()).result;
  expect(items.map(({ periodStart = 0 }) => new Date(periodStart).getUTCMonth())).toEqual([0, 11, 10]);
});

test('a refused card: past due, given up, expired, recovered without a gap', async () => {
  const { simulator, client, types, id } = await subscribed();
  simulator.advance(new Date('2026-12-20T09:00:00Z'));
  expect(await types()).toEqual([]);
  simulator.renew(id, true);
  simulator.giveUp(id);
  simulator.expire(id);
  expect(await types()).toEqual(['subscription.past_due', 'subscription.unpaid', 'subscription.expired']);
  expect(await client.subscriptions.get(id)).toMatchObject({ status: 'unpaid' });
  simulator.recover(id);
  expect(await types()).toEqual(['subscription.active', 'subscription.paid']);
  const { currentPeriodStartDate, currentPeriodEndDate } = await client.subscriptions.get(id);
  expect([currentPeriodStartDate, currentPeriodEndDate]).toEqual([
    new Date('2026-12-20T10:00:00Z'),
    new Date('2027-01-20T10:00:00Z'),
  ]);
});

test('a failing card stays refused when the time passes', async () => {
  const { simulator, types, id } = await subscribed();
  simulator.renew(id, true);
  simulator.advance(new Date('2027-06-01T00:00:00Z'));
  expect(await types()).toEqual(['subscription.past_due']);
});

test('cancel at once, or at the end of the period unless resumed', async () => {
  const { simulator, client, types, id } = await subscribed();
  await client.subscriptions.cancel(id, { mode: 'scheduled' });
  expect(await client.subscriptions.resume(id)).toMatchObject({ status: 'active' });
  await client.subscriptions.cancel(id, { mode: 'scheduled', onExecute: 'cancel' });
  expect(await types()).toEqual([
    'subscription.scheduled_cancel',
    'subscription.active',
    'subscription.scheduled_cancel',
  ]);
  simulator.advance(new Date('2027-01-01T00:00:00Z'));
  expect(await types()).toEqual(['subscription.canceled']);
  expect(await client.subscriptions.get(id)).toMatchObject({
    status: 'canceled',
    canceledAt: new Date('2026-12-20T10:00:00Z'),
  });
  await expect(client.subscriptions.resume(id)).rejects.toThrow();
  await expect(client.subscriptions.cancel(id, {})).rejects.toThrow();
});

test('paused: no renewal until resumed, and then a period from that day on', async () => {
  const { simulator, client, types, id } = await subscribed();
  await client.subscriptions.pause(id);
  simulator.advance(new Date('2027-03-05T00:00:00Z'));
  expect(await types()).toEqual(['subscription.paused']);
  expect(await client.subscriptions.resume(id)).toMatchObject({
    status: 'active',
    currentPeriodStartDate: new Date('2027-03-05T00:00:00Z'),
    currentPeriodEndDate: new Date('2027-04-05T00:00:00Z'),
  });
  expect(await types()).toEqual(['subscription.active', 'subscription.paid']);
});

test('an upgrade in mid-period charges the difference for what is left of it', async () => {
  const { simulator, client, events, product, id } = await subscribed({ taxPercent: 10 });
  const larger = simulator.product({ ...product, name: 'Max', price: 5_000 });
  simulator.advance(new Date('2026-12-05T10:00:00Z'));
  const upgraded = await client.subscriptions.upgrade(id, { productId: larger.id });
  expect(upgraded).toMatchObject({
    product: { id: larger.id },
    currentPeriodEndDate: new Date('2026-12-20T10:00:00Z'),
    lastTransaction: { amount: 1_500, taxAmount: 150, amountPaid: 1_650 },
  });
  expect((await events()).map(({ eventType }) => eventType)).toEqual(['subscription.update', 'subscription.paid']);
  simulator.advance(new Date('2026-12-20T10:00:00Z'));
  const [renewal] = await events();
  expect(renewal?.object).toMatchObject({ last_transaction: { amount: 5_000 } });
});

test('a downgrade gives the unused part back to the last payment', async () => {
  const { simulator, client, events, product, id } = await subscribed();
  const smaller = simulator.product({ ...product, name: 'Mini', price: 1_000 });
  simulator.advance(new Date('2026-12-05T10:00:00Z'));
  await client.subscriptions.upgrade(id, { productId: smaller.id, updateBehavior: 'proration-charge' });
  const [refund, update] = await events();
  expect(refund).toMatchObject({ eventType: 'refund.created', object: { refund_amount: 500, reason: 'other' } });
  expect(update?.eventType).toBe('subscription.update');
});

test('without proration no money moves before the next period; another length begins a new one', async () => {
  const { simulator, client, types, product, id } = await subscribed();
  const larger = simulator.product({ ...product, name: 'Max', price: 5_000 });
  await client.subscriptions.upgrade(id, { productId: larger.id, updateBehavior: 'proration-none' });
  expect(await types()).toEqual(['subscription.update']);
  const yearly = simulator.product({ ...product, name: 'Year', price: 50_000, billing_period: 'every-year' });
  simulator.advance(new Date('2026-12-05T10:00:00Z'));
  expect(await client.subscriptions.upgrade(id, { productId: yearly.id })).toMatchObject({
    currentPeriodStartDate: new Date('2026-12-05T10:00:00Z'),
    currentPeriodEndDate: new Date('2027-12-05T10:00:00Z'),
    lastTransaction: { amount: 47_500 },
  });
});

test('more units by update, of the item that the subscription has', async () => {
  const { client, id } = await subscribed();
  const { items } = await client.subscriptions.get(id);
  const update = (item: object) => client.subscriptions.update(id, { items: [item], updateBehavior: 'proration-none' });
  expect(await update({ id: items?.[0]?.id, units: 3 })).toMatchObject({ items: [{ units: 3 }] });
  await expect(update({ id: 'sitem_other', units: 3 })).rejects.toThrow();
});

test('refunds: whole by the API, partial from the dashboard, and never more than was paid', async () => {
  const { simulator, client, events, id } = await subscribed({ taxPercent: 20 });
  expect(() => simulator.refund(id, { amount: 2_401 })).toThrow('At most 2400');
  simulator.refund(id, { amount: 400, reason: 'duplicate' });
  simulator.refund(id, { amount: 100, status: 'failed' });
  const transaction = simulator.subscriptions()[0]!.last_transaction!;
  expect(await client.transactions.refund({ transactionId: transaction })).toEqual({ status: 'succeeded' });
  await expect(client.transactions.refund({ transactionId: transaction })).rejects.toThrow();
  const seen = await events();
  expect(seen.map(({ object }) => [object.refund_amount, object.status, object.reason])).toEqual([
    [400, 'succeeded', 'duplicate'],
    [100, 'failed', 'requested_by_customer'],
    [2_000, 'succeeded', 'requested_by_customer'],
  ]);
  expect(seen[2]?.object).toMatchObject({
    transaction: { status: 'refunded', refunded_amount: 2_400 },
    checkout: { request_id: 'order-1' },
    subscription: { id },
  });
  expect(await client.transactions.getById(transaction)).toMatchObject({ status: 'refunded' });
});

test('a dispute takes the payment back', async () => {
  const { simulator, client, events, id } = await subscribed();
  simulator.dispute(id);
  const [event] = await events();
  expect(event).toMatchObject({
    eventType: 'dispute.created',
    object: { amount: 2_000, order: { type: 'recurring' } },
  });
  const { items } = (await client.transactions.search()).result;
  expect(items[0]?.status).toBe('chargedBack');
});

test('customers and their portal', async () => {
  const { simulator, client, types, id } = await subscribed();
  const customer = await client.customers.retrieve(undefined, 'BUYER@example.com');
  expect(await client.customers.retrieve(customer.id)).toMatchObject({ email: 'buyer@example.com' });
  const { customerPortalLink } = await client.customers.generateBillingLinks({ customerId: customer.id });
  const page = await (await fetch(customerPortalLink)).text();
  const action = /action="([^"]+\/cancel-later)"/.exec(page)?.[1] ?? '';
  await fetch(action, { method: 'POST' });
  expect(await types()).toEqual(['subscription.scheduled_cancel']);
  expect(simulator.subscriptions()).toMatchObject([{ id, status: 'scheduled_cancel' }]);
  await client.customers.list();
  await client.customers.listSubscriptions(customer.id);
  await client.customers.getOrders(customer.id);
  await client.subscriptions.search();
});

test('a time that stands still is moved, and goes on where none is given', async () => {
  const { simulator } = await scene({ now: undefined });
  const to = new Date(Date.now() + 86_400_000);
  simulator.advance(to);
  const { created_at } = simulator.product({
    name: 'n',
    description: 'd',
    price: 0,
    currency: 'USD',
    billing_type: 'onetime',
  });
  expect(created_at.getTime()).toBeGreaterThanOrEqual(to.getTime());
});
