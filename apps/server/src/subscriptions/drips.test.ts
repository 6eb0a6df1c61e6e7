import { derivedId, newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { cancelFutureGrants, cancelPeriod, grantsOfPeriod, restoreFutureGrants, restorePeriod } from './index.ts';
import { beginLife, type Life } from './life.fixture.ts';
import { system } from './moves.ts';

let server: TestServer;
let life: Life;
let yearly: string;

beforeAll(async () => {
  server = await testServer();
  life = await beginLife(server.deps, server.databaseUrl);
  yearly = await life.plan('t-yearly', { interval: 'year', grant_every: 'month', grant_amount: '100' });
});
afterAll(async () => {
  await life.end();
  await server.close();
});

const months = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31'];

/** A year from 31 January 2027, of twelve hundred credits. */
async function aYear(more: { planVersion?: string; credits?: string } = {}) {
  const ann = await life.person();
  await life.at('2027-01-31');
  return { ann, ...(await life.buy(ann, more.planVersion ?? yearly, more.credits ?? '1200')) };
}

const grantsIn = (account: string) =>
  life.rows(
    `select amount::int8 as amount from ledger.transaction where account_id = $1 and kind = 'grant' and reason = 'subscription' order by seq`,
    [account],
  );

describe('a yearly plan with a grant a month', () => {
  it('grants twelve times, each until the next', async () => {
    const { ann, orderId, firstGrant } = await aYear({ credits: '1200.000005' });
    expect(firstGrant).toMatchObject({ amount: 100_000_005n, expiresAt: new Date('2027-02-28') });
    for (const month of months.slice(1)) {
      await life.pass(new Date(Number(new Date(month)) - 1).toISOString());
      await life.pass(month);
      expect(await life.credits(ann)).toBe('103');
    }
    await life.pass('2027-12-31');
    await life.pass('2028-01-30');
    expect([(await grantsIn(ann)).length, (await grantsOfPeriod(server.deps.db, orderId)).length]).toEqual([12, 12]);
    await life.pass('2028-01-31');
    expect([(await grantsIn(ann)).length, await life.credits(ann), await life.live(ann)]).toEqual([12, '3', null]);
    const [{ sum } = {}] = await life.rows(
      `select sum(granted)::text as sum from ledger."grant" where account_id = $1 and source = 'subscription'`,
      [ann],
    );
    expect(sum).toBe('1200000005');
  });

  it('grants once whatever number of sweeps run at once', async () => {
    const { ann } = await aYear();
    await life.at('2027-03-31');
    await Promise.all(Array.from({ length: 20 }, () => life.sweep()));
    expect(await grantsIn(ann)).toHaveLength(3);
  });

  it('grants once when the note of a grant is lost', async () => {
    const { ann, periodId } = await aYear();
    const id = derivedId('period-grant', periodId, '1');
    await life.at('2027-02-28');
    const lot = {
      amount: 100_000_000n,
      category: 'paid' as const,
      reason: 'subscription',
      priority: 20,
      overCap: true,
    };
    const [{ order_id, subscription_id } = {}] = await life.rows(
      'select order_id, subscription_id from farebox.subscription_periods where id = $1',
      [periodId],
    );
    await server.deps.ledger.grant({
      ...lot,
      id,
      accountId: ann,
      expiresAt: new Date('2027-03-31'),
      reference: order_id,
      metadata: { subscriptionId: subscription_id, periodId, n: 1 },
    });
    await life.sweep();
    expect(await grantsIn(ann)).toHaveLength(2);
    expect(
      await life.rows('select status, grant_id from farebox.period_grants where period_id = $1 and n = 1', [periodId]),
    ).toEqual([{ status: 'granted', grant_id: id }]);
  });

  it('keeps neither grant nor note when one of them cannot be written', async () => {
    const { ann, periodId } = await aYear();
    await life.at('2027-02-28');
    await life.rows(
      `alter table farebox.period_grants add constraint broken check (status <> 'granted' or n <> 1 or period_id <> '${periodId}')`,
    );
    await life.sweep();
    expect(await grantsIn(ann)).toHaveLength(1);
    await life.rows('alter table farebox.period_grants drop constraint broken');
    await life.pass('2027-02-28T01:00:00.000Z');
    expect(await grantsIn(ann)).toHaveLength(2);
  });

  it('waits for an account that takes nothing, and makes up for it in full', async () => {
    const { ann, periodId } = await aYear();
    await server.deps.ledger.setAccount({ id: ann, status: 'closed' });
    await life.pass('2027-02-28');
    expect(
      await life.rows('select refusal from farebox.period_grants where period_id = $1 and n = 1', [periodId]),
    ).toEqual([{ refusal: expect.stringContaining('active') }]);
    await server.deps.ledger.setAccount({ id: ann, status: 'active' });
    await life.pass('2027-04-10');
    expect((await grantsIn(ann)).length).toBe(3);
    const [{ expires_at } = {}] = await life.rows(
      'select expires_at from farebox.period_grants where period_id = $1 and n = 1',
      [periodId],
    );
    expect(expires_at).toEqual(new Date('2027-05-11'));
  });
});

describe('a refund', () => {
  it('takes away what is still to come, the last first, and gives it back when it failed', async () => {
    const { ann, orderId } = await aYear();
    await life.pass('2027-02-28');
    const take = (amount: bigint) => life.inTransaction((tx) => cancelFutureGrants(tx, orderId, amount));
    const give = (amount: bigint) => life.inTransaction((tx) => restoreFutureGrants(tx, orderId, amount));
    const lots = async () =>
      (
        await life.rows(
          'select n, status, cancelled / 1000000 as cancelled from farebox.period_grants g join farebox.subscription_periods p on p.id = g.period_id where order_id = $1 and cancelled > 0 order by n',
          [orderId],
        )
      ).map((lot) => Object.values(lot).join(' '));
    expect(await take(250_000_000n)).toBe(250_000_000n);
    expect(await lots()).toEqual(['9 due 50', '10 cancelled 100', '11 cancelled 100']);
    expect(await give(60_000_000n)).toBe(60_000_000n);
    expect(await lots()).toEqual(['10 due 90', '11 cancelled 100']);
    expect(await take(5_000_000_000n)).toBe(810_000_000n);
    expect(await take(1n)).toBe(0n);
    await life.pass('2027-03-31');
    expect([await grantsIn(ann), await life.credits(ann)]).toEqual([expect.objectContaining({ length: 2 }), '3']);
    expect(await give(5_000_000_000n)).toBe(1_000_000_000n);
    await life.pass('2027-04-01');
    expect(await grantsIn(ann)).toHaveLength(3);
    expect(await give(1n)).toBe(0n);
  });

  it('in part leaves the rest of a grant to come', async () => {
    const { ann, orderId } = await aYear();
    await life.inTransaction((tx) => cancelFutureGrants(tx, orderId, 1_040_000_000n));
    await life.pass('2027-02-28');
    expect((await grantsIn(ann)).map(({ amount }) => String(amount))).toEqual(['100000000', '60000000']);
    expect((await grantsOfPeriod(server.deps.db, orderId)).map(({ amount }) => amount)).toEqual([
      60_000_000n,
      100_000_000n,
    ]);
  });

  it('beside a sweep neither loses nor doubles anything', async () => {
    const { ann, orderId } = await aYear();
    await life.at('2027-12-31');
    const [taken] = await Promise.all([
      life.inTransaction((tx) => cancelFutureGrants(tx, orderId, 1_100_000_000n)),
      ...Array.from({ length: 6 }, () => life.sweep()),
    ]);
    await life.sweep();
    const granted = (await grantsIn(ann)).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    expect(granted + taken).toBe(1_200_000_000n);
  });

  it('of the whole order ends what was paid ahead; a refund that fails brings it back', async () => {
    const { ann, orderId, subscriptionId } = await aYear();
    await life.at('2027-02-10');
    const again = await life.buy(ann, yearly, '1200', { kind: 'renewal' });
    const cancel = (id: string) => life.inTransaction((tx) => cancelPeriod(tx, id, system));
    const restore = (id: string) => life.inTransaction((tx) => restorePeriod(tx, id, system));
    await cancel(again.orderId);
    expect(await life.live(ann)).toMatchObject({ paidUntil: new Date('2028-01-31'), status: 'active' });
    await cancel(orderId);
    await cancel(orderId);
    expect(await life.read(subscriptionId)).toMatchObject({ status: 'cancelled', endedAt: new Date('2027-02-10') });
    await restore(orderId);
    expect(await life.live(ann)).toMatchObject({
      id: subscriptionId,
      endedAt: null,
      paidUntil: new Date('2028-01-31'),
    });
    await cancel(newId());
    expect(await life.events(ann)).toEqual([
      'started',
      'renewed',
      'period_cancelled',
      'cancelled',
      'period_cancelled',
      'period_restored',
    ]);
  });
});

it('an upgrade in the middle of the year drips with it', async () => {
  const better = await life.plan('t-better', { interval: 'year', grant_every: 'month', grant_amount: '300', level: 2 });
  const { ann, subscriptionId } = await aYear();
  for (const month of [...months.slice(1), '2027-08-31', '2027-09-30', '2027-10-31']) await life.pass(month);
  await life.at('2027-11-15');
  const upgrade = await life.buy(ann, better, '600', { kind: 'upgrade' });
  expect(upgrade).toMatchObject({ subscriptionId, startsAt: new Date('2027-11-15'), endsAt: new Date('2028-01-31') });
  expect(await life.live(ann)).toMatchObject({ planVersionId: better, currentPeriodStart: new Date('2027-01-31') });
  expect(await life.credits(ann)).toBe('303');
  await life.pass('2027-11-30');
  expect(await life.credits(ann)).toBe('303');
  await life.pass('2027-12-31');
  expect(await life.credits(ann)).toBe('303');
});
