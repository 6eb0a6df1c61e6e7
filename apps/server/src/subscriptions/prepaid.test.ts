import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { recordPaidPeriod } from './index.ts';
import { beginLife, type Life } from './life.fixture.ts';

let server: TestServer;
let life: Life;
let basic: string;
let pro: string;

beforeAll(async () => {
  server = await testServer();
  life = await beginLife(server.deps, server.databaseUrl);
  basic = await life.plan('t-basic');
  pro = await life.plan('t-pro', { level: 2, grant_amount: '500', price: 10_000 });
});
afterAll(async () => {
  await life.end();
  await server.close();
});

const ends = async (userId: string) => {
  const { currentPeriodStart, currentPeriodEnd, paidUntil } = (await life.live(userId)) ?? {};
  return [currentPeriodStart, currentPeriodEnd, paidUntil].map(life.day);
};

describe('a first purchase', () => {
  it('is active at once, with its credits, until the same day of the next month', async () => {
    await life.at('2026-03-10T08:00:00.000Z');
    const ann = await life.person();
    const bought = await life.buy(ann, basic, '100');
    expect(await life.live(ann)).toMatchObject({
      id: bought.subscriptionId,
      status: 'active',
      planVersionId: basic,
      provider: 'epay',
    });
    expect(await ends(ann)).toEqual(['2026-03-10', '2026-04-10', '2026-04-10']);
    expect(bought.firstGrant).toEqual({
      amount: 100_000_000n,
      priority: 20,
      expiresAt: new Date('2026-04-10T08:00:00.000Z'),
      reason: 'subscription',
    });
    expect([await life.credits(ann), await life.events(ann)]).toEqual(['103', ['started']]);
  });

  it('is recorded once per order, and asked again gives the same answer', async () => {
    const ann = await life.person();
    const paid = life.paidPeriod(ann, basic, '100');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => life.inTransaction((tx) => recordPaidPeriod(tx, paid))),
    );
    expect(
      new Set(
        answers.map((answer) => JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? `${value}` : value))),
      ).size,
    ).toBe(1);
    await life.at('2026-03-20');
    expect(await life.pay(paid)).toMatchObject(answers[0] as object);
    expect(await life.rows('select from farebox.subscription_periods where user_id = $1', [ann])).toHaveLength(1);
  });

  it('of two orders at once makes one subscription', async () => {
    const ann = await life.person();
    await Promise.all(Array.from({ length: 4 }, () => life.buy(ann, basic, '100')));
    expect(await life.rows('select from farebox.subscriptions where user_id = $1', [ann])).toHaveLength(1);
    expect((await ends(ann))[2]).toBe('2026-07-20');
  });
});

describe('a renewal paid before the end', () => {
  it('extends from the end, through month ends and leap days, for two years', async () => {
    const ann = await life.person();
    await life.at('2027-01-31T12:00:00.000Z');
    await life.buy(ann, basic, '100');
    const seen: (string | null)[] = [];
    for (let month = 0; month < 24; month += 1) {
      const { currentPeriodEnd } = (await life.live(ann)) ?? {};
      await life.pass(new Date(Number(currentPeriodEnd) - 86_400_000).toISOString());
      await life.buy(ann, basic, '100', { kind: 'renewal' });
      await life.pass(currentPeriodEnd?.toISOString() as string);
      expect(await life.credits(ann)).toBe('103');
      seen.push((await ends(ann))[0] as string);
    }
    expect(seen.slice(0, 13).join(' ')).toBe(
      '2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30 2027-07-31 2027-08-31 2027-09-30 2027-10-31 2027-11-30 2027-12-31 2028-01-31 2028-02-29',
    );
    expect(seen.at(-1)).toBe('2029-01-31');
    expect(await life.rows('select from farebox.subscriptions where user_id = $1', [ann])).toHaveLength(1);
  });

  it('of a yearly plan bought on a leap day', async () => {
    const yearly = await life.plan('t-leap', { interval: 'year' });
    const ann = await life.person();
    await life.at('2028-02-29');
    await life.buy(ann, yearly, '100');
    for (let year = 0; year < 4; year += 1) await life.buy(ann, yearly, '100', { kind: 'renewal' });
    const periods = await life.rows(
      `select to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD') as ends from farebox.subscription_periods where user_id = $1 order by id`,
      [ann],
    );
    expect(periods.map((one) => one.ends)).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
      '2033-02-28',
    ]);
  });
});

describe('the end', () => {
  it('reminds once, three days before, and expires at the end', async () => {
    const ann = await life.person();
    await life.at('2026-05-01');
    await life.buy(ann, basic, '100');
    await life.pass('2026-05-28T23:59:00.000Z');
    expect(await life.events(ann)).toEqual(['started']);
    for (const time of ['2026-05-29', '2026-05-30', '2026-05-31T23:59:59.999Z']) await life.pass(time);
    expect(await life.events(ann)).toEqual(['started', 'ends_soon']);
    expect((await life.live(ann))?.status).toBe('active');
    await life.pass('2026-06-01');
    expect(await life.live(ann)).toBeNull();
    expect([await life.events(ann), await life.credits(ann)]).toEqual([['started', 'ends_soon', 'expired'], '3']);
  });

  it('is followed by another subscription when the next payment is made after it', async () => {
    const ann = await life.person();
    await life.at('2026-05-01');
    const first = await life.buy(ann, basic, '100');
    await life.at('2026-06-03');
    const second = await life.buy(ann, basic, '100', { kind: 'renewal' });
    expect(second.subscriptionId).not.toBe(first.subscriptionId);
    expect(await life.read(first.subscriptionId)).toMatchObject({ status: 'expired', endedAt: new Date('2026-06-01') });
    expect(await ends(ann)).toEqual(['2026-06-03', '2026-07-03', '2026-07-03']);
  });

  it('is undone by a payment that was made before it and told of after it', async () => {
    const ann = await life.person();
    await life.at('2026-05-01');
    const { subscriptionId } = await life.buy(ann, basic, '100');
    await life.pass('2026-06-01T01:00:00.000Z');
    expect((await life.read(subscriptionId))?.status).toBe('expired');
    await life.buy(ann, basic, '100', { kind: 'renewal', paidAt: new Date('2026-05-31T23:00:00.000Z') });
    expect(await life.live(ann)).toMatchObject({ id: subscriptionId, endedAt: null });
    expect(await ends(ann)).toEqual(['2026-06-01', '2026-07-01', '2026-07-01']);
  });

  it('is found also when nothing ran for months', async () => {
    const ann = await life.person();
    await life.at('2026-05-01');
    for (let month = 0; month < 3; month += 1) await life.buy(ann, basic, '100');
    await life.pass('2026-07-15');
    expect(await ends(ann)).toEqual(['2026-07-01', '2026-08-01', '2026-08-01']);
    await life.pass('2027-01-01');
    expect(await life.events(ann)).toEqual(['started', 'renewed', 'renewed', 'period_started', 'expired']);
  });
});

describe('another plan', () => {
  it('that is higher begins at once, and what else was paid follows', async () => {
    const ann = await life.person();
    await life.at('2026-05-01');
    await life.buy(ann, basic, '100');
    await life.buy(ann, basic, '100');
    await life.at('2026-05-20');
    await life.buy(ann, pro, '500');
    expect(await life.live(ann)).toMatchObject({ planVersionId: pro, status: 'active' });
    expect(await ends(ann)).toEqual(['2026-05-20', '2026-06-20', '2026-07-01']);
    expect(await life.credits(ann)).toBe('703');
    await life.pass('2026-06-20');
    expect(await life.live(ann)).toMatchObject({ planVersionId: basic });
    await life.pass('2026-07-01');
    expect(await life.live(ann)).toBeNull();
  });

  it('that is lower begins where the paid time ends', async () => {
    const ann = await life.person();
    await life.at('2026-05-01');
    await life.buy(ann, pro, '500');
    await life.buy(ann, basic, '100');
    expect(await life.live(ann)).toMatchObject({ planVersionId: pro, nextPlanVersionId: basic });
    expect(await ends(ann)).toEqual(['2026-05-01', '2026-06-01', '2026-07-01']);
    await life.pass('2026-06-01');
    expect(await life.live(ann)).toMatchObject({ planVersionId: basic, nextPlanVersionId: null });
    expect(await ends(ann)).toEqual(['2026-06-01', '2026-07-01', '2026-07-01']);
  });

  it('that is bought once has no end and leaves the subscription alone', async () => {
    const lifetime = await life.plan('t-once', { interval: 'once', daily_limit: '2' });
    const ann = await life.person();
    await life.at('2026-05-01');
    const { subscriptionId } = await life.buy(ann, basic, '100');
    for (let time = 0; time < 2; time += 1) {
      const bought = await life.buy(ann, lifetime, '50');
      expect(bought).toMatchObject({ endsAt: null, firstGrant: { expiresAt: null } });
    }
    expect(await life.live(ann)).toMatchObject({ id: subscriptionId });
    expect(await life.credits(ann)).toBe('207');
    await life.pass('2026-07-01');
    expect([await life.credits(ann), await life.live(ann)]).toEqual(['107', null]);
  });
});

it('credits that arrive after their period live as long as it was', async () => {
  const ann = await life.person();
  await life.at('2026-05-20');
  const paid = {
    startsAt: new Date('2026-03-01'),
    endsAt: new Date('2026-04-01'),
    providerSubscriptionId: 'sub_late',
    provider: 'stripe',
  };
  const { firstGrant } = await life.buy(ann, basic, '100', paid);
  expect(firstGrant.expiresAt).toEqual(new Date('2026-06-20'));
  expect(await life.credits(ann)).toBe('103');
});

it('a plan that rolls over keeps what is left', async () => {
  const rolling = await life.plan('t-rolling', { rollover: true });
  const ann = await life.person();
  await life.at('2026-05-01');
  const { firstGrant } = await life.buy(ann, rolling, '100');
  expect(firstGrant.expiresAt).toBeNull();
  await life.pass('2026-08-01');
  expect(await life.credits(ann)).toBe('103');
});
