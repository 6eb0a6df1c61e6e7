import { newId } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';

const DAY_MS = 86_400_000;

let time = new Date('2026-06-01T12:00:00Z');
const clock = { now: () => time };
const later = (ms: number) => new Date(time.getTime() + ms).toISOString();

let server: TestServer;
let second: TestServer;
let cookie: string;
let customer: { userId: string; cookie: string };
let owner: pg.Client;

beforeAll(async () => {
  server = await testServer({ clock });
  second = await testServer({ clock, databaseUrl: server.databaseUrl });
  ({ cookie } = await staffOf(server, 'admin'));
  customer = await signUp(server.app);
  owner = new pg.Client({ connectionString: server.databaseUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await second?.close();
  await server?.close();
});

type Shown = { data: { id: string; price: Record<string, string> }[] };

const admin = (path: string, body?: object, method?: string) =>
  ask(server, `/api/admin${path}`, { cookie, body, method });
const set = (model: string, price: object | null, more: object = {}) => admin('/prices', { model, price, ...more });

async function shown(model: string, where = server) {
  const { data } = (await (await where.app.request('/api/models')).json()) as Shown;
  return data.find(({ id }) => id === model)?.price ?? null;
}

describe('a price that an admin sets', () => {
  it('holds in every process within a second, over the configuration’s', async () => {
    expect(await shown('demo-small', second)).toEqual({ input: '10', cachedInput: '2.5', output: '40' });
    const { status, body } = await set(
      'demo-small',
      { input: '20', cachedInput: '5', output: '80', request: '0.001' },
      { cost: { input: '7', output: '9' } },
    );
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        model: 'demo-small',
        validFrom: time.toISOString(),
        version: expect.stringMatching(/^[0-9a-f]{12}$/),
      }),
    ]);
    const expected = { input: '20', cachedInput: '5', output: '80', request: '0.001' };
    await expect.poll(() => shown('demo-small', second), { timeout: 1_000, interval: 20 }).toEqual(expected);
    expect(await shown('demo-small')).toEqual(expected);
  });

  it('begins at its moment, and gives the model back to the configuration at another', async () => {
    await set('demo-large', { input: '110', output: '440' }, { validFrom: later(DAY_MS) });
    await set('demo-large', null, { validFrom: later(2 * DAY_MS) });
    const inputs: unknown[] = [];
    for (let day = 0; day < 3; day += 1) {
      inputs.push((await shown('demo-large'))?.input);
      time = new Date(time.getTime() + DAY_MS);
    }
    expect(inputs).toEqual(['100', '110', '100']);
    expect(await shown('demo-large', second)).toMatchObject({ input: '100' });
  });

  it('of two that begin at once the one said later counts', async () => {
    const validFrom = later(1_000);
    await set('a/b:c', { input: '1', output: '1' }, { validFrom });
    await set('a/b:c', { input: '2', output: '2' }, { validFrom });
    time = new Date(time.getTime() + 2_000);
    const { data } = (await admin('/prices?limit=1')).body as { data: { model: string; price: { input: string } }[] };
    expect(data[0]).toMatchObject({ model: 'a/b:c', source: 'database', price: { input: '2' }, next: null });
    const { body } = await admin(`/prices/${encodeURIComponent('a/b:c')}`);
    expect((body as { data: { price: { input: string } }[] }).data.map(({ price }) => price.input)).toEqual(['2', '1']);
  });

  it('is written once when it is said twice', async () => {
    const first = await set('said', { input: '1', output: '2' });
    const again = await set('said', { input: '1.0', output: '2.000' });
    expect(again.body).toEqual(first.body);
    const { rows } = await owner.query(
      "select count(*)::int as count from farebox.audit_logs where action = 'price.set' and target_id = 'said'",
    );
    expect(rows[0].count).toBe(1);
  });

  it.each([
    [
      'a moment that is past',
      { price: { input: '1', output: '1' }, validFrom: '2026-05-01T00:00:00Z' },
      'price_in_past',
    ],
    ['a float', { price: { input: 0.1, output: '1' } }, 'invalid_request'],
    ['nothing in it', { price: {} }, 'invalid_request'],
    ['a figure that is none', { price: { inputs: '1' } }, 'invalid_request'],
    ['a cost below zero', { price: { input: '1', output: '1' }, cost: { input: '-1' } }, 'invalid_request'],
    ['a strange name', { model: 'a b', price: { input: '1', output: '1' } }, 'invalid_request'],
  ])('is refused with %s', async (_, body, code) => {
    const answer = await admin('/prices', { model: 'demo-large', ...body });
    expect(answer.body).toMatchObject({ error: { code } });
  });
});

describe('a price group', () => {
  it.each([
    ['that is not there', { group: 'nobody' }, 404, 'price_group_not_found'],
    ['with a strange name', { group: 'A B' }, 400, 'invalid_request'],
  ])('%s takes nobody in', async (_, body, status, code) => {
    const answer = await admin(`/users/${customer.userId}/price-group`, body, 'PUT');
    expect([answer.status, answer.body]).toMatchObject([status, { error: { code } }]);
  });

  it('takes in no stranger, and has no multiplier below zero or with too many places', async () => {
    expect((await admin(`/users/${newId()}/price-group`, { group: 'default' }, 'PUT')).body).toMatchObject({
      error: { code: 'user_not_found' },
    });
    for (const multiplier of ['-1', '0.0000001', '1001', 'much']) {
      expect((await admin('/price-groups/odd', { multiplier }, 'PUT')).status).toBe(400);
    }
  });
});

describe('what it costs the operator', () => {
  async function as(role: string, statement: string): Promise<unknown[]> {
    await owner.query('begin');
    try {
      await owner.query(`set local role ${role}`);
      await owner.query("select set_config('request.jwt.claims', $1, true)", [
        JSON.stringify({ sub: customer.userId }),
      ]);
      return (await owner.query(statement)).rows;
    } finally {
      await owner.query('rollback');
    }
  }

  it.each(['cost', 'note', 'created_by', '*'])('a customer cannot select %s of a price', async (column) => {
    await expect(as('authenticated', `select ${column} from farebox.price_versions`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('a customer sees what is sold, and the own group', async () => {
    expect(
      await as('authenticated', "select price from farebox.price_versions where model = 'demo-small'"),
    ).toHaveLength(1);
    expect(await as('authenticated', 'select id, multiplier from farebox.price_groups')).toEqual([
      { id: 'default', multiplier: '1000000' },
    ]);
    await expect(as('anon', 'select model from farebox.price_versions')).rejects.toThrow(/permission denied/);
    await expect(as('authenticated', "update farebox.users set price_group = 'default'")).rejects.toThrow(
      /permission denied/,
    );
  });

  it('what was said cannot be unsaid, not even by the owner of the table', async () => {
    await expect(owner.query('delete from farebox.price_versions')).rejects.toThrow(/append-only/);
    await expect(as('service_role', 'update farebox.price_versions set cost = null')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('only admins are told, by the API', async () => {
    const { body } = await admin('/prices?limit=100');
    const { data } = body as { data: { model: string; source: string; configured: boolean; cost: unknown }[] };
    expect(data.find(({ model }) => model === 'demo-small')).toMatchObject({
      source: 'database',
      configured: true,
      cost: { input: '7', output: '9' },
    });
    expect(data.find(({ model }) => model === 'said')).toMatchObject({ source: 'database', configured: false });
    for (const path of ['/prices', '/prices/moved', '/price-groups']) {
      expect((await ask(server, `/api/admin${path}`, { cookie: customer.cookie })).status).toBe(404);
      expect((await ask(server, `/api/admin${path}`)).status).toBe(401);
    }
    const refused = await ask(server, '/api/admin/prices', {
      cookie: customer.cookie,
      body: { model: 'demo-small', price: { input: '0', output: '0' } },
    });
    expect(refused.status).toBe(404);
  });

  it('pages through models', async () => {
    const first = (await admin('/prices?limit=2')).body as { data: { model: string }[]; nextCursor: string };
    const next = (await admin(`/prices?limit=2&cursor=${first.nextCursor}`)).body as typeof first;
    expect([...first.data, ...next.data].map(({ model }) => model)).toEqual([
      'a/b:c',
      'demo-embedding',
      'demo-image',
      'demo-large',
    ]);
  });
});
