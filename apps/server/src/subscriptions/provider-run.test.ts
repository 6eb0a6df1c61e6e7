import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import type { PaidPeriod } from './index.ts';
import { beginLife, type Life } from './life.fixture.ts';

let server: TestServer;
let life: Life;
let basic: string;
let pro: string;
let ann: string;
let sub: string;
let made = 0;

beforeAll(async () => {
  server = await testServer();
  life = await beginLife(server.deps, server.databaseUrl);
  basic = await life.plan('t-basic', { daily_limit: '5' });
  pro = await life.plan('t-pro', { level: 2, grant_amount: '500' });
});
afterAll(async () => {
  await life.end();
  await server.close();
});

const date = (text: string) => new Date(`${text}T00:00:00.000Z`);

/** An invoice that the provider says was paid. */
const invoice = (from: string, to: string, more: Partial<PaidPeriod> = {}) =>
  life.buy(ann, basic, '100', {
    provider: 'stripe',
    providerSubscriptionId: sub,
    startsAt: date(from),
    endsAt: date(to),
    kind: 'renewal',
    ...more,
  });

const seen = (from: string, to: string, more: Parameters<Life['see']>[2] = {}) =>
  life.see(ann, sub, { currentPeriodStart: date(from), currentPeriodEnd: date(to), planVersionId: basic, ...more });

/** Ann, who has just subscribed. */
async function subscribed(): Promise<string> {
  made += 1;
  [ann, sub] = [await life.person(), `sub_${made}`];
  await life.at('2026-01-31');
  await seen('2026-01-31', '2026-02-28');
  const { subscriptionId } = await invoice('2026-01-31', '2026-02-28', { kind: 'first' });
  return subscriptionId;
}

describe('its first payment', () => {
  it('makes a pending subscription active, whichever is told of first', async () => {
    [ann, sub] = [await life.person(), 'sub_first'];
    await life.at('2026-01-31');
    const orderId = newId();
    const id = await seen('2026-01-31', '2026-02-28', { orderId });
    expect(await life.read(id as string)).toMatchObject({ status: 'pending', planVersionId: basic, orderId });
    expect(await life.live(ann)).toBeNull();
    const paid = await invoice('2026-01-31', '2026-02-28', { kind: 'first', orderId });
    expect(paid.subscriptionId).toBe(id);
    expect(await life.live(ann)).toMatchObject({ id, status: 'active', startedAt: date('2026-01-31') });

    [ann, sub] = [await life.person(), 'sub_paid_first'];
    const { subscriptionId } = await invoice('2026-01-31', '2026-02-28', { kind: 'first' });
    expect(await seen('2026-01-31', '2026-02-28')).toBe(subscriptionId);
    expect(await life.live(ann)).toMatchObject({ status: 'active', providerCustomerId: 'cus_1' });
    expect(await life.events(ann)).toEqual(['started']);
  });

  it('never comes: it ends without having begun', async () => {
    [ann, sub] = [await life.person(), 'sub_never'];
    await seen('2026-01-31', '2026-02-28', { status: 'pending' });
    const id = await seen('2026-01-31', '2026-02-28', { status: 'expired' });
    expect(await life.read(id as string)).toMatchObject({ status: 'expired', startedAt: null });
    expect(await life.events(ann)).toEqual(['expired']);
  });

  it('may come after a trial', async () => {
    [ann, sub] = [await life.person(), 'sub_trial'];
    await life.at('2026-01-31');
    await seen('2026-01-31', '2026-02-07', { status: 'trialing' });
    await life.pass('2026-02-01');
    expect([(await life.live(ann))?.status, await life.credits(ann)]).toEqual(['trialing', '8']);
    await life.at('2026-02-07');
    await invoice('2026-02-07', '2026-03-07', { kind: 'first' });
    expect((await life.live(ann))?.status).toBe('active');
  });

  it('for the subscription of somebody else is refused', async () => {
    await subscribed();
    ann = await life.person();
    await expect(invoice('2026-02-28', '2026-03-31')).rejects.toThrow('somebody else');
    expect(await life.credits(ann)).toBe('3');
  });

  it('of somebody we do not know is not taken in', async () => {
    expect(await life.see(null, 'sub_nobody')).toBeNull();
    expect(await life.see(newId(), 'sub_nobody')).toBeNull();
  });
});

describe('what was seen earlier', () => {
  it('never overwrites what was seen later', async () => {
    const id = await subscribed();
    await seen('2026-01-31', '2026-02-28', { status: 'past_due', observedAt: new Date('2026-02-10T00:00:02.000Z') });
    await seen('2026-01-31', '2026-02-28', { status: 'active', observedAt: new Date('2026-02-10T00:00:01.999Z') });
    expect((await life.read(id))?.status).toBe('past_due');
    await seen('2026-01-31', '2026-02-28', { status: 'active', observedAt: new Date('2026-02-10T00:00:02.001Z') });
    expect((await life.read(id))?.status).toBe('active');
    expect(await life.events(ann)).toEqual(['started', 'past_due', 'active']);
  });
});

describe('renewals', () => {
  it('grant exactly once each, for two years, whatever is told again', async () => {
    const id = await subscribed();
    const days = ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31'];
    for (const [index, from] of days.slice(0, -1).entries()) {
      await life.pass(from);
      const to = days[index + 1] as string;
      const { orderId } = await invoice(from, to);
      await Promise.all([invoice(from, to, { orderId }), invoice(from, to, { orderId }), seen(from, to)]);
      expect(await life.credits(ann)).toBe('108');
    }
    expect(await life.rows('select from farebox.subscription_periods where subscription_id = $1', [id])).toHaveLength(
      7,
    );
    expect(await life.live(ann)).toMatchObject({
      id,
      currentPeriodEnd: date('2026-08-31'),
      paidUntil: date('2026-08-31'),
    });
  });

  it('keep what was sold when the plan is edited meanwhile', async () => {
    await subscribed();
    await life.plan('t-basic', { grant_amount: '1' });
    await life.pass('2026-02-28');
    await invoice('2026-02-28', '2026-03-31');
    expect((await life.live(ann))?.planVersionId).toBe(basic);
  });

  it('that are told of before their predecessors leave the newest in force', async () => {
    await subscribed();
    await life.at('2026-04-01');
    await invoice('2026-03-31', '2026-04-30', { planVersionId: pro });
    await invoice('2026-02-28', '2026-03-31');
    expect(await life.live(ann)).toMatchObject({
      planVersionId: pro,
      currentPeriodStart: date('2026-03-31'),
      paidUntil: date('2026-04-30'),
    });
  });

  it('that fail make it past due; the daily allowance ends after three days and is back with the payment', async () => {
    const id = await subscribed();
    await life.pass('2026-02-28');
    await seen('2026-02-28', '2026-03-31', { status: 'past_due' });
    expect(await life.live(ann)).toMatchObject({ status: 'past_due', planVersionId: basic });
    await life.pass('2026-03-02T12:00:00.000Z');
    expect(await life.credits(ann)).toBe('8');
    await life.pass('2026-03-03T12:00:00.000Z');
    await life.pass('2026-03-04');
    expect([await life.credits(ann), (await life.read(id))?.dailyAllowance]).toEqual(['3', null]);
    await seen('2026-02-28', '2026-03-31', { status: 'unpaid' });
    await life.pass('2026-03-10');
    await invoice('2026-02-28', '2026-03-31');
    expect(await life.live(ann)).toMatchObject({ id, status: 'active' });
    expect(await life.credits(ann)).toBe('108');
    expect(await life.events(ann)).toEqual(['started', 'past_due', 'unpaid', 'renewed']);
  });
});

describe('cancelling', () => {
  it('is seen, taken back, seen again, and over at the end', async () => {
    const id = await subscribed();
    await seen('2026-01-31', '2026-02-28', { cancelAtPeriodEnd: true });
    expect(await life.live(ann)).toMatchObject({ status: 'active', cancelAt: date('2026-02-28') });
    await seen('2026-01-31', '2026-02-28');
    expect(await life.live(ann)).toMatchObject({ cancelAtPeriodEnd: false, cancelAt: null, cancelledAt: null });
    await seen('2026-01-31', '2026-02-28', { cancelAt: date('2026-02-28') });
    await life.pass('2026-02-28');
    expect((await life.read(id))?.status).toBe('active');
    await seen('2026-01-31', '2026-02-28', { status: 'cancelled', endedAt: date('2026-02-28') });
    await life.sweep();
    expect(await life.read(id)).toMatchObject({ status: 'cancelled', endedAt: date('2026-02-28') });
    expect(await life.events(ann)).toEqual(['started', 'cancel_scheduled', 'resumed', 'cancel_scheduled', 'cancelled']);
    await life.pass('2026-03-01');
    expect([await life.live(ann), await life.credits(ann)]).toEqual([null, '3']);
  });

  it('ends here after the days of grace when the provider’s word is lost', async () => {
    const id = await subscribed();
    await seen('2026-01-31', '2026-02-28', { cancelAtPeriodEnd: true });
    await life.pass('2026-03-02T23:59:59.000Z');
    expect((await life.read(id))?.status).toBe('active');
    await life.pass('2026-03-03');
    expect(await life.read(id)).toMatchObject({ status: 'cancelled', endedAt: date('2026-02-28') });
  });

  it('at once leaves what was paid for to be used', async () => {
    const id = await subscribed();
    await life.at('2026-02-10');
    await seen('2026-01-31', '2026-02-28', { status: 'cancelled', endedAt: date('2026-02-10') });
    await life.sweep();
    await life.pass('2026-02-11');
    expect([(await life.read(id))?.dailyAllowance, await life.credits(ann)]).toEqual([null, '103']);
  });
});

describe('a change at the provider', () => {
  it('to a lower plan is scheduled, and in force with the payment for it', async () => {
    await subscribed();
    const lower = await life.plan('t-lower', { level: 0, grant_amount: '10' });
    await seen('2026-01-31', '2026-02-28', { planVersionId: lower });
    expect(await life.live(ann)).toMatchObject({ planVersionId: basic, nextPlanVersionId: lower });
    await life.pass('2026-02-28');
    await seen('2026-02-28', '2026-03-31', { planVersionId: lower });
    await invoice('2026-02-28', '2026-03-31', { planVersionId: lower, credits: 10_000_000n });
    expect(await life.live(ann)).toMatchObject({ planVersionId: lower, nextPlanVersionId: null });
    expect(await life.events(ann)).toEqual(['started', 'change_scheduled', 'changed']);
  });

  it('to a higher one is in force at once, and renewed as such', async () => {
    await subscribed();
    await life.at('2026-02-10');
    await invoice('2026-02-10', '2026-02-28', { kind: 'upgrade', planVersionId: pro, credits: 40_000_000n });
    await seen('2026-01-31', '2026-02-28', { planVersionId: pro });
    expect(await life.live(ann)).toMatchObject({
      planVersionId: pro,
      nextPlanVersionId: null,
      currentPeriodStart: date('2026-01-31'),
      currentPeriodEnd: date('2026-02-28'),
    });
    expect(await life.credits(ann)).toBe('148');
  });
});

describe('a second subscription', () => {
  it('that was paid for later is in force; the first comes back when it is over', async () => {
    const first = await subscribed();
    await life.at('2026-02-10');
    const prepaid = await life.buy(ann, pro, '500');
    expect(await life.live(ann)).toMatchObject({ id: prepaid.subscriptionId });
    expect(await life.read(first)).toMatchObject({ status: 'active', supersededAt: new Date('2026-02-10') });
    expect(await life.events(ann)).toEqual(['started', 'superseded', 'started']);
    await seen('2026-01-31', '2026-02-28');
    expect((await life.live(ann))?.id).toBe(prepaid.subscriptionId);
    await life.pass('2026-03-10');
    expect(await life.live(ann)).toMatchObject({ id: first, supersededAt: null });
  });

  it('of which an old payment is told late does not take the place of the one in force', async () => {
    await subscribed();
    const first = sub;
    sub = `${sub}_old`;
    const old = await invoice('2025-11-30', '2025-12-30', { kind: 'first' });
    expect((await life.live(ann))?.providerSubscriptionId).toBe(first);
    expect((await life.read(old.subscriptionId))?.supersededAt).not.toBeNull();
  });
});
