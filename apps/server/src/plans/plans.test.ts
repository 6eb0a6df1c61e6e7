import { newId } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import {
  currentPlan,
  findPlanVersion,
  offeredPlans,
  periodCredits,
  planByProviderReference,
  planVersions,
  priceIn,
} from './index.ts';

let server: TestServer;
let owner: pg.Client;
let admin: string;
let user: string;
let made = 0;

beforeAll(async () => {
  const currencies = { CNY: {}, JPY: { minorUnits: 0, minTopUp: '100', creditsPerUnit: '5', quickAmounts: ['500'] } };
  server = await testServer({ config: { payments: { currencies } as never } });
  owner = new pg.Client({ connectionString: server.databaseUrl });
  await owner.connect();
  const boss = await signUp(server.app);
  await owner.query("update farebox.users set role = 'admin' where id = $1", [boss.userId]);
  [admin, user] = [boss.cookie, (await signUp(server.app)).cookie];
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

interface Body {
  id: string;
  version: number;
  versionId: string;
  prices: Record<string, object>;
  error: { code: string; details: Record<string, unknown> };
  [field: string]: unknown;
}

async function call(cookie: string | undefined, method: string, path: string, body?: object) {
  const answer = await ask(server, path, { cookie, method, body });
  return { status: answer.status, body: answer.body as Body };
}

const create = (changes: object = {}) => {
  made += 1;
  const defaults = { id: `plan-${made}`, name: 'Plan', interval: 'month', grantAmount: '100', prices: {} };
  return call(admin, 'POST', '/api/admin/plans', { ...defaults, ...changes });
};
const change = (id: string, changes: object) => call(admin, 'PATCH', `/api/admin/plans/${id}`, changes);
const offered = async () => ((await call(undefined, 'GET', '/api/plans')).body as unknown as { data: Body[] }).data;

describe('a new server', () => {
  it('sells free, basic, creator and pro to everybody who looks', async () => {
    expect(await offered()).toEqual([
      expect.objectContaining({ id: 'free', grantAmount: '0', dailyLimit: '5', prices: { CNY: { amount: '0.00' } } }),
      {
        id: 'basic',
        name: 'Basic',
        description: '3,000 credits a month',
        version: 1,
        versionId: expect.any(String),
        interval: 'month',
        grantAmount: '3000',
        grantEvery: 'period',
        dailyLimit: null,
        rollover: false,
        level: 1,
        prices: { CNY: { amount: '30.00' } },
      },
      expect.objectContaining({ id: 'creator', grantAmount: '11000', prices: { CNY: { amount: '100.00' } } }),
      expect.objectContaining({ id: 'pro', grantAmount: '36000', prices: { CNY: { amount: '300.00' } } }),
    ]);
  });

  it('has dollar prices for the day on which dollars are configured', async () => {
    const basic = (await currentPlan(server.deps.db, 'basic'))?.current;
    expect(basic && priceIn(basic, 'USD')).toMatchObject({ amountMinor: 500n, minorUnits: 2 });
    expect(basic && priceIn(basic, 'EUR')).toBeNull();
  });
});

describe('an edit', () => {
  it('makes a new version and leaves the one that was sold', async () => {
    const prices = { CNY: { amount: '10', stripePrice: 'price_edit' } };
    const first = await create({ id: 'edited', prices, dailyLimit: '2.5' });
    expect(first).toMatchObject({ status: 201, body: { version: 1, active: true, dailyLimit: '2.5' } });
    const second = await change('edited', {
      grantAmount: '200',
      prices: { CNY: { amount: '12.34' } },
      dailyLimit: null,
    });
    expect(second).toMatchObject({
      status: 200,
      body: {
        version: 2,
        grantAmount: '200',
        name: 'Plan',
        dailyLimit: null,
        prices: { CNY: { amount: '12.34', stripePrice: null } },
      },
    });
    const versions = await planVersions(server.deps.db, [first.body.versionId, second.body.versionId, null, newId()]);
    expect(versions.size).toBe(2);
    expect(versions.get(first.body.versionId)).toMatchObject({
      grantAmount: 100_000_000n,
      dailyLimit: 2_500_000n,
      prices: [{ currency: 'CNY', amountMinor: 1000n, minorUnits: 2, stripePrice: 'price_edit', creemProduct: null }],
    });
    const { rows } = await owner.query(
      "select action, before ->> 'version' as before, after ->> 'version' as after from farebox.audit_logs where target_id = 'edited' order by id",
    );
    expect(rows).toEqual([
      { action: 'plan.created', before: null, after: '1' },
      { action: 'plan.changed', before: '1', after: '2' },
    ]);
  });

  it('of the description, the place or nothing makes none', async () => {
    const { body } = await create({ prices: { CNY: { amount: '1' } } });
    expect((await change(body.id, { description: 'better', position: 9 })).body).toMatchObject({
      version: 1,
      description: 'better',
      position: 9,
    });
    await change(body.id, { name: 'Plan', prices: { CNY: { amount: '1.00' } } });
    const { rows } = await owner.query('select from farebox.audit_logs where target_id = $1', [body.id]);
    expect([(await currentPlan(server.deps.db, body.id))?.current.version, rows.length]).toEqual([1, 2]);
  });

  it('retires a plan: nobody is offered it, and it is still there', async () => {
    const { body } = await create({ prices: { CNY: { amount: '1' } } });
    const ids = async () => (await offeredPlans(server.deps.db)).map(({ id }) => id);
    expect(await ids()).toContain(body.id);
    await change(body.id, { active: false });
    expect(await ids()).not.toContain(body.id);
    expect((await offered()).map(({ id }) => id)).not.toContain(body.id);
    expect(await findPlanVersion(server.deps.db, body.versionId)).toMatchObject({ planId: body.id });
    const all = (await call(admin, 'GET', '/api/admin/plans')).body as unknown as { data: Body[] };
    expect(all.data.find(({ id }) => id === body.id)).toMatchObject({ active: false });
  });

  it('is refused when somebody else was faster', async () => {
    const { body } = await create();
    const edits = await Promise.all(
      ['11', '12', '13', '14'].map((grantAmount) => change(body.id, { grantAmount, expectedVersion: 1 })),
    );
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(edits.find(({ status }) => status === 409)?.body.error).toMatchObject({
      code: 'plan_changed',
      details: { version: 2 },
    });
  });
});

describe('refused', () => {
  it.each([
    [{ id: 'basic' }, 409, 'plan_exists'],
    [{ prices: { CNY: { amount: '1.005' } } }, 400, 'invalid_plan_price'],
    [{ prices: { JPY: { amount: '1.0' } } }, 400, 'invalid_plan_price'],
    [{ prices: { KWD: { amount: '1.0001' } } }, 400, 'invalid_plan_price'],
    [{ prices: { ABC: { amount: '1' } } }, 400, 'invalid_plan_price'],
    [{ prices: { CNY: { amount: '-1' } } }, 400, 'invalid_plan_price'],
    [{ prices: { cny: { amount: '1' } } }, 400, 'invalid_request'],
    [{ grantEvery: 'month' }, 400, 'invalid_plan_terms'],
    [{ grantEvery: 'month', interval: 'once' }, 400, 'invalid_plan_terms'],
    [{ grantEvery: 'month', interval: 'year', grantAmount: '750000000.000001' }, 400, 'invalid_plan_terms'],
    [{ grantAmount: '-1' }, 400, 'invalid_request'],
    [{ dailyLimit: '0' }, 400, 'invalid_request'],
    [{ id: 'Basic' }, 400, 'invalid_request'],
    [{ interval: 'week' }, 400, 'invalid_request'],
    [{ colour: 'red' }, 400, 'invalid_request'],
  ])('%j', async (changes, status, code) => {
    expect(await create(changes)).toMatchObject({ status, body: { error: { code } } });
  });

  it('a change of a plan that is not there', async () => {
    expect(await change('nothing', { name: 'x' })).toMatchObject({
      status: 404,
      body: { error: { code: 'plan_not_found' } },
    });
  });

  it('to anybody but admins, as if it did not exist', async () => {
    expect((await call(user, 'GET', '/api/admin/plans')).status).toBe(404);
    expect((await call(user, 'POST', '/api/admin/plans', {})).status).toBe(404);
    expect((await call(user, 'PATCH', '/api/admin/plans/basic', { name: 'x' })).status).toBe(404);
    expect((await call(undefined, 'GET', '/api/admin/plans')).status).toBe(401);
  });
});

describe('prices', () => {
  it('in currencies that are not configured are kept and not offered', async () => {
    const prices = { EUR: { amount: '4.50' }, JPY: { amount: '500' }, KWD: { amount: '1.005' } };
    const { status, body } = await create({ prices });
    expect({ status, prices: body.prices }).toEqual({
      status: 201,
      prices: Object.fromEntries(
        Object.entries(prices).map(([key, value]) => [key, { ...value, stripePrice: null, creemProduct: null }]),
      ),
    });
    expect((await offered()).find(({ id }) => id === body.id)?.prices).toEqual({ JPY: { amount: '500' } });
    const abroad = await create({ prices: { EUR: { amount: '4.50' } } });
    expect((await offered()).map(({ id }) => id)).not.toContain(abroad.body.id);
  });

  it('are found by the name of the provider: the version in force first, then the one sold now', async () => {
    const one = await create({ prices: { CNY: { amount: '1', stripePrice: 'price_1', creemProduct: 'prod_1' } } });
    const two = await change(one.body.id, { grantAmount: '300' });
    const three = await change(one.body.id, { prices: { CNY: { amount: '1', stripePrice: 'price_3' } } });
    const { db } = server.deps;
    const found = async (...asked: ['stripe' | 'creem', string, string?]) =>
      (await planByProviderReference(db, ...asked))?.version ?? null;
    expect(await found('stripe', 'price_3')).toBe(3);
    expect(await found('stripe', 'price_1')).toBe(2);
    expect(await found('stripe', 'price_1', one.body.versionId)).toBe(1);
    expect(await found('stripe', 'price_1', three.body.versionId)).toBe(2);
    expect(await found('creem', 'prod_1', two.body.versionId)).toBe(2);
    expect(await found('creem', 'price_1')).toBeNull();
  });

  it('do not share the name with another plan, old versions included', async () => {
    const one = await create({ prices: { CNY: { amount: '1', creemProduct: 'prod_taken' } } });
    await change(one.body.id, { prices: { CNY: { amount: '1' } } });
    const two = await create({ prices: { CNY: { amount: '2', creemProduct: 'prod_taken' } } });
    expect(two).toMatchObject({
      status: 409,
      body: { error: { code: 'provider_reference_taken', details: { planId: one.body.id } } },
    });
  });
});

it('a yearly plan that drips brings twelve grants', () => {
  expect(periodCredits({ grantAmount: 5n, grantEvery: 'month' })).toBe(60n);
  expect(periodCredits({ grantAmount: 5n, grantEvery: 'period' })).toBe(5n);
});

describe('the tables', () => {
  /** As one of Supabase's roles, undone afterwards. */
  async function as(role: string, statement: string): Promise<unknown[] | string> {
    await owner.query('begin');
    try {
      await owner.query(`set local role ${role}`);
      return (await owner.query(statement)).rows;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await owner.query('rollback');
    }
  }

  it.each(['plan_versions', 'plan_prices'])('%s are never changed or removed', async (table) => {
    const column = table === 'plan_versions' ? 'level' : 'amount_minor';
    for (const statement of [`update farebox.${table} set ${column} = 1`, `delete from farebox.${table}`]) {
      expect(await as('service_role', statement)).toMatch(/permission denied/);
      await expect(owner.query(statement)).rejects.toThrow('append-only');
    }
  });

  it('are read by everybody who is signed in, without what is the operator’s alone', async () => {
    const seen = await as('authenticated', "select id, current_version from farebox.plans where id = 'basic'");
    expect(seen).toHaveLength(1);
    expect(await as('authenticated', 'select grant_amount from farebox.plan_versions limit 1')).toHaveLength(1);
    expect(await as('authenticated', 'select amount_minor from farebox.plan_prices limit 1')).toHaveLength(1);
    for (const statement of [
      'select stripe_price from farebox.plan_prices',
      'select created_by from farebox.plan_versions',
      "update farebox.plans set name = 'x'",
      'delete from farebox.plans',
      "insert into farebox.plan_prices values (gen_random_uuid(), 'CNY', 2, 1, null, null)",
    ]) {
      expect(await as('authenticated', statement)).toMatch(/permission denied/);
    }
    expect(await as('anon', 'select from farebox.plans')).toMatch(/permission denied/);
  });
});
