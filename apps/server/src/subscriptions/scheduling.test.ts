import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { cancelAtPeriodEnd, resume, scheduleChange } from './index.ts';
import { beginLife, type Life } from './life.fixture.ts';

let server: TestServer;
let life: Life;
let basic: string;
let lower: string;

beforeAll(async () => {
  server = await testServer();
  life = await beginLife(server.deps, server.databaseUrl);
  basic = await life.plan('t-basic', { daily_limit: '5' });
  lower = await life.plan('t-lower', { level: 0, price: 1000 });
});
afterAll(async () => {
  await life.end();
  await server.close();
});

const asker = (id: string) => ({
  actor: { kind: 'user' as const, id },
  ip: '203.0.113.9',
  userAgent: null,
  requestId: 'r',
});

const cancel = (userId: string, id: string) => life.inTransaction((tx) => cancelAtPeriodEnd(tx, id, asker(userId)));
const takeBack = (userId: string, id: string) => life.inTransaction((tx) => resume(tx, id, asker(userId)));
const schedule = (userId: string, id: string, plan: string | null) =>
  life.inTransaction((tx) => scheduleChange(tx, id, plan, asker(userId)));

async function subscribed(provider = 'epay') {
  const ann = await life.person();
  await life.at('2026-03-10');
  return { ann, id: (await life.buy(ann, basic, '100', { provider })).subscriptionId };
}

describe('cancelling at the end of the period', () => {
  it('keeps everything until then, and is over then', async () => {
    const { ann, id } = await subscribed();
    expect(await cancel(ann, id)).toMatchObject({
      cancelAtPeriodEnd: true,
      cancelAt: new Date('2026-04-10'),
      cancelledAt: new Date('2026-03-10'),
    });
    await cancel(ann, id);
    await life.pass('2026-04-09');
    expect(await life.credits(ann)).toBe('108');
    await life.pass('2026-04-10');
    expect(await life.read(id)).toMatchObject({
      status: 'cancelled',
      endedAt: new Date('2026-04-10'),
      dailyAllowance: null,
    });
    expect([await life.events(ann), await life.credits(ann)]).toEqual([
      ['started', 'cancel_scheduled', 'cancelled'],
      '3',
    ]);
  });

  it('may be taken back, once or twice', async () => {
    const { ann, id } = await subscribed();
    await cancel(ann, id);
    await takeBack(ann, id);
    expect(await takeBack(ann, id)).toMatchObject({ cancelAtPeriodEnd: false, cancelAt: null, cancelledAt: null });
    await life.pass('2026-04-10');
    expect(await life.events(ann)).toEqual(['started', 'cancel_scheduled', 'resumed', 'expired']);
  });

  it('is taken back by paying for the next period', async () => {
    const { ann, id } = await subscribed();
    await cancel(ann, id);
    await life.buy(ann, basic, '100', { kind: 'renewal' });
    expect(await life.live(ann)).toMatchObject({ id, cancelAtPeriodEnd: false, paidUntil: new Date('2026-05-10') });
  });

  it('is written in the audit log with who asked', async () => {
    const { ann, id } = await subscribed();
    await cancel(ann, id);
    const [row] = await life.rows(
      "select actor_kind, actor_id, host(ip) as ip, before, after from farebox.audit_logs where target_id = $1 and action = 'subscription.cancel_scheduled'",
      [id],
    );
    expect(row).toMatchObject({
      actor_kind: 'user',
      actor_id: ann,
      ip: '203.0.113.9',
      before: { cancelAtPeriodEnd: false },
      after: { cancelAtPeriodEnd: true },
    });
  });

  it.each([
    ['cancelled', cancel],
    ['resumed', takeBack],
    ['changed', (userId: string, id: string) => schedule(userId, id, lower)],
  ])('what is over, or never was, cannot be %s', async (_, verb) => {
    const { ann, id } = await subscribed();
    await expect(verb(ann, newId())).rejects.toMatchObject({ code: 'subscription_not_found' });
    await life.at('2026-04-10');
    await expect(verb(ann, id)).rejects.toMatchObject({ code: 'subscription_not_live' });
    await life.pass('2026-04-10');
    await expect(verb(ann, id)).rejects.toMatchObject({ code: 'subscription_not_live', status: 409 });
  });

  it('of one that its provider runs is not undone by what was seen before', async () => {
    const ann = await life.person();
    await life.at('2026-03-10T10:00:00.000Z');
    const paid = {
      provider: 'stripe',
      providerSubscriptionId: 'sub_1',
      startsAt: life.now(),
      endsAt: new Date('2026-04-10'),
    };
    const { subscriptionId } = await life.buy(ann, basic, '100', paid);
    await cancel(ann, subscriptionId);
    await life.see(ann, 'sub_1', { observedAt: new Date('2026-03-10T09:59:59.000Z') });
    expect((await life.live(ann))?.cancelAtPeriodEnd).toBe(true);
    await life.see(ann, 'sub_1', { observedAt: new Date('2026-03-10T10:00:01.000Z') });
    expect((await life.live(ann))?.cancelAtPeriodEnd).toBe(false);
  });
});

describe('a scheduled change', () => {
  it('is in force with the next period that is paid', async () => {
    const { ann, id } = await subscribed();
    expect(await schedule(ann, id, lower)).toMatchObject({ planVersionId: basic, nextPlanVersionId: lower });
    await life.buy(ann, lower, '10', { kind: 'renewal' });
    expect(await life.live(ann)).toMatchObject({ planVersionId: basic, nextPlanVersionId: lower });
    await life.pass('2026-04-10');
    expect(await life.live(ann)).toMatchObject({ planVersionId: lower, nextPlanVersionId: null });
  });

  it('is taken back by null, by the plan it has, and by an upgrade', async () => {
    const { ann, id } = await subscribed();
    for (const plan of [null, basic]) {
      await schedule(ann, id, lower);
      expect((await schedule(ann, id, plan)).nextPlanVersionId).toBeNull();
    }
    await schedule(ann, id, lower);
    const higher = await life.plan('t-higher', { level: 3 });
    await life.buy(ann, higher, '50', { kind: 'upgrade' });
    expect(await life.live(ann)).toMatchObject({ planVersionId: higher, nextPlanVersionId: null });
    expect(await life.events(ann)).toEqual([
      'started',
      'change_scheduled',
      'change_withdrawn',
      'change_scheduled',
      'change_withdrawn',
      'change_scheduled',
      'upgraded',
    ]);
  });
});

describe('an upgrade', () => {
  it('of a longer interval begins a period of its own', async () => {
    const { ann, id } = await subscribed();
    const yearly = await life.plan('t-yearly', { interval: 'year', level: 2 });
    await life.at('2026-03-20');
    await life.buy(ann, yearly, '500', { kind: 'upgrade' });
    expect(await life.live(ann)).toMatchObject({
      id,
      planVersionId: yearly,
      currentPeriodStart: new Date('2026-03-20'),
      currentPeriodEnd: new Date('2027-03-20'),
    });
    expect(await life.credits(ann)).toBe('608');
  });

  it('that is paid after the end brings its credits, and no subscription', async () => {
    const { ann, id } = await subscribed();
    await life.pass('2026-04-10');
    const bought = await life.buy(ann, basic, '40', { kind: 'upgrade' });
    expect(bought).toMatchObject({ subscriptionId: id, endsAt: new Date('2026-05-10') });
    expect([await life.live(ann), await life.credits(ann)]).toEqual([null, '43']);
  });
});

describe('what is paid from the balance', () => {
  const due = async (userId: string) =>
    (
      await life.rows(
        "select payload from farebox.events where account_id = $1 and topic = 'subscription.renewal_due' order by id",
        [userId],
      )
    ).map(({ payload }) => payload as Record<string, unknown>);

  it('asks for its renewal a day before the end, then daily, and goes on for the days of grace', async () => {
    const { ann, id } = await subscribed('balance');
    await schedule(ann, id, lower);
    await life.pass('2026-04-08T23:59:00.000Z');
    expect(await due(ann)).toEqual([]);
    await life.at('2026-04-09');
    await Promise.all(Array.from({ length: 10 }, () => life.sweep()));
    expect(await due(ann)).toEqual([
      expect.objectContaining({
        subscriptionId: id,
        userId: ann,
        planVersionId: lower,
        attempt: 1,
        periodEnd: '2026-04-10T00:00:00.000Z',
      }),
    ]);
    await life.pass('2026-04-10');
    expect((await life.live(ann))?.status).toBe('past_due');
    await life.pass('2026-04-11');
    expect((await due(ann)).map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    await life.buy(ann, lower, '10', { provider: 'balance', kind: 'renewal' });
    expect(await life.live(ann)).toMatchObject({
      id,
      status: 'active',
      planVersionId: lower,
      nextPlanVersionId: null,
      currentPeriodStart: new Date('2026-04-10'),
      currentPeriodEnd: new Date('2026-05-10'),
    });
    await life.pass('2026-05-09');
    expect((await due(ann)).at(-1)).toMatchObject({ attempt: 1, planVersionId: lower });
  });

  it('expires when nothing comes, and begins anew with what comes then', async () => {
    const { ann, id } = await subscribed('balance');
    for (const day of ['09', '10', '11', '12', '13', '14']) await life.pass(`2026-04-${day}`);
    expect(await life.read(id)).toMatchObject({ status: 'expired', endedAt: new Date('2026-04-13') });
    expect((await due(ann)).length).toBe(4);
    const next = await life.buy(ann, basic, '100', { provider: 'balance', kind: 'renewal' });
    expect([next.subscriptionId === id, life.day(next.startsAt)]).toEqual([false, '2026-04-14']);
  });

  it('asks for nothing when it was cancelled', async () => {
    const { ann, id } = await subscribed('balance');
    await cancel(ann, id);
    await life.pass('2026-04-09T12:00:00.000Z');
    await life.pass('2026-04-10');
    expect([await due(ann), (await life.read(id))?.status]).toEqual([[], 'cancelled']);
  });
});
