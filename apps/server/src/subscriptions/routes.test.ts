import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { beginLife, type Life } from './life.fixture.ts';
import { subscriptionsTasks } from './tasks.ts';

let server: TestServer;
let life: Life;
let basic: string;
let yearly: string;

beforeAll(async () => {
  server = await testServer();
  life = await beginLife(server.deps, server.databaseUrl);
  basic = await life.plan('t-basic', { daily_limit: '5' });
  yearly = await life.plan('t-yearly', { interval: 'year', grant_every: 'month', level: 2, price: 30_000 });
});
afterAll(async () => {
  await life.end();
  await server.close();
});

const get = async (cookie: string | undefined, path: string) => {
  const { status, body } = await ask(server, path, { cookie });
  return { status, body: body as never as Record<string, never> };
};
const spend = (userId: string) => server.deps.ledger.charge({ id: newId(), accountId: userId, amount: 45_000_000n });

describe('GET /api/subscription', () => {
  it('tells who has none that there is none', async () => {
    const { cookie } = await signUp(server.app);
    expect(await get(cookie, '/api/subscription')).toEqual({
      status: 200,
      body: { subscription: null, history: [], periods: [] },
    });
    expect((await get(undefined, '/api/subscription')).status).toBe(401);
  });

  it('tells of plan, next payment, credits, history and periods', async () => {
    const { cookie, userId } = await signUp(server.app);
    await life.at('2026-01-10T08:00:00.000Z');
    const first = await life.buy(userId, basic, '100');
    await life.pass('2026-02-10T08:00:00.000Z');
    await life.at('2026-03-31T08:00:00.000Z');
    const second = await life.buy(userId, yearly, '1200', { provider: 'balance' });
    await spend(userId);
    const { body } = await get(cookie, '/api/subscription');
    expect(body.subscription).toMatchObject({
      id: second.subscriptionId,
      status: 'active',
      provider: 'balance',
      automatic: true,
      plan: {
        id: 't-yearly',
        interval: 'year',
        grantEvery: 'month',
        grantAmount: '100',
        version: 1,
        versionId: yearly,
        price: { amount: '300.00', currency: 'CNY' },
      },
      nextPlan: null,
      cancelAtPeriodEnd: false,
      currentPeriodStart: '2026-03-31T08:00:00.000Z',
      currentPeriodEnd: '2027-03-31T08:00:00.000Z',
      superseded: false,
      nextPayment: { at: '2027-03-31T08:00:00.000Z', amount: '300.00', currency: 'CNY' },
      credits: { granted: '100', left: '55', toCome: '1100' },
    });
    expect(body.history).toEqual([
      expect.objectContaining({
        id: first.subscriptionId,
        status: 'expired',
        automatic: false,
        endedAt: '2026-02-10T08:00:00.000Z',
      }),
    ]);
    expect(body.periods).toEqual([
      {
        id: second.periodId,
        subscriptionId: second.subscriptionId,
        orderId: second.orderId,
        kind: 'first',
        plan: { id: 't-yearly', name: 't-yearly', versionId: yearly },
        startsAt: '2026-03-31T08:00:00.000Z',
        endsAt: '2027-03-31T08:00:00.000Z',
        credits: '1200',
        granted: '100',
        cancelledAt: null,
      },
      expect.objectContaining({ id: first.periodId, credits: '100', granted: '100' }),
    ]);
    await life.rows('update farebox.subscriptions set cancel_at_period_end = true where id = $1', [
      second.subscriptionId,
    ]);
    expect((await get(cookie, '/api/subscription')).body.subscription).toMatchObject({ nextPayment: null });
  });

  it('shows only what is one’s own', async () => {
    const [ann, bob] = [await signUp(server.app), await signUp(server.app)];
    await life.buy(ann.userId, basic, '100');
    expect((await get(bob.cookie, '/api/subscription')).body).toEqual({ subscription: null, history: [], periods: [] });
  });
});

describe('GET /api/admin/subscriptions', () => {
  it('lists everybody’s for admins, filtered and paged', async () => {
    const boss = await signUp(server.app);
    await life.rows("update farebox.users set role = 'admin' where id = $1", [boss.userId]);
    const ann = await life.person();
    const ids: string[] = [];
    await life.at('2026-06-01');
    for (const month of ['06', '08', '10']) {
      await life.pass(`2026-${month}-01`);
      ids.unshift((await life.buy(ann, basic, '100')).subscriptionId);
    }
    const list = async (query: string) => (await get(boss.cookie, `/api/admin/subscriptions?${query}`)).body;
    const one = await list(`userId=${ann}&limit=2`);
    const two = await list(`userId=${ann}&limit=2&cursor=${one.nextCursor}`);
    const found = [one.data, two.data].flat() as unknown as { id: string; userId: string; plan: object }[];
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(found[0]).toMatchObject({ userId: ann, plan: { id: 't-basic' } });
    expect([two.nextCursor as unknown, (await list(`userId=${ann}&status=active`)).data]).toEqual([
      null,
      [expect.objectContaining({ id: ids[0] })],
    ]);
    expect((await get(boss.cookie, '/api/admin/subscriptions?status=odd')).status).toBe(400);
    expect((await get(boss.cookie, '/api/admin/subscriptions?cursor=odd')).status).toBe(400);
  });

  it('does not exist for others', async () => {
    const { cookie } = await signUp(server.app);
    expect((await get(cookie, '/api/admin/subscriptions')).status).toBe(404);
    expect((await get(undefined, '/api/admin/subscriptions')).status).toBe(401);
  });
});

describe('the tables', () => {
  async function as(role: string, sub: string | null, statement: string): Promise<unknown[] | string> {
    await life.rows('begin');
    try {
      await life.rows("select set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub, role })]);
      await life.rows(`set local role ${role}`);
      return await life.rows(statement);
    } catch (error) {
      return (error as Error).message;
    } finally {
      await life.rows('rollback');
    }
  }

  it.each(['subscriptions', 'subscription_periods', 'period_grants'])(
    '%s show a person their own rows alone',
    async (table) => {
      const [ann, bob] = [await life.person(), await life.person()];
      for (const person of [ann, bob]) await life.buy(person, yearly, '1200');
      const rows = await as('authenticated', ann, `select distinct user_id from farebox.${table}`);
      expect(rows).toEqual([{ user_id: ann }]);
      expect(await as('authenticated', null, `select from farebox.${table}`)).toEqual([]);
      expect(await as('anon', null, `select from farebox.${table}`)).toMatch(/permission denied/);
      for (const statement of [`delete from farebox.${table}`, `update farebox.${table} set account_id = account_id`]) {
        expect(await as('authenticated', ann, statement)).toMatch(/permission denied/);
      }
      expect(await as('service_role', null, `delete from farebox.${table}`)).toMatch(/permission denied/);
    },
  );

  it.each([
    'update farebox.subscription_periods set credits = 1',
    'update farebox.subscription_periods set ends_at = now()',
    'update farebox.period_grants set amount = 1',
  ])('keep what was paid for: %s', async (statement) => {
    expect(await as('service_role', null, statement)).toMatch(/permission denied/);
  });
});

it('the background work sweeps', async () => {
  const ann = await life.person();
  await life.at('2026-09-01');
  await life.buy(ann, basic, '100');
  await life.at('2026-10-01');
  await server.deps.work.run(server.databaseUrl, [subscriptionsTasks(server.deps)]);
  try {
    await server.deps.work.add('subscriptions.sweep', {});
    await expect.poll(() => life.events(ann), { timeout: 10_000 }).toEqual(['started', 'expired']);
  } finally {
    await server.deps.work.stop();
  }
});
