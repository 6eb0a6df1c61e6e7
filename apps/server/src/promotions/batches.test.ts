import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { type Caller, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { type MadeBatch, makeBatch, movingClock, type Owner, ownerOf } from './promotions.fixture.ts';

const path = '/api/admin/redemption-codes';
const clock = movingClock();
let server: TestServer;
let owner: Owner;
let admin: Caller & { userId: string; cookie: string };

beforeAll(async () => {
  server = await testServer({ clock });
  owner = ownerOf(server);
  admin = await staffOf(server, 'admin');
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const wanted = (more: object = {}) => ({ name: 'Fair', count: 2, credits: '5', ...more });
const auditOf = (id: string) =>
  owner.rows('select action, actor_id, after from farebox.audit_logs where target_id = $1 order by id', [id]);

describe('making a batch', () => {
  it('answers with the codes, once, and keeps only their hashes', async () => {
    const expiresAt = '2099-01-01T00:00:00.000Z';
    const more = { count: 3, creditsExpireDays: 30, maxUsesPerCode: 4, maxPerUser: 2, expiresAt, category: 'paid' };
    const { batch, codes } = await makeBatch(server, admin.cookie, wanted(more));
    expect(batch).toEqual({
      ...more,
      id: expect.any(String),
      name: 'Fair',
      state: 'open',
      usedUp: 0,
      redeemed: 0,
      credits: '5',
      disabledAt: null,
      createdBy: admin.userId,
      createdAt: expect.any(String),
    });
    expect(new Set(codes).size).toBe(3);
    const kept = await owner.rows('select code::text as row from farebox.redemption_codes code where batch_id = $1', [
      batch.id,
    ]);
    const dump = JSON.stringify([kept, await auditOf(batch.id), (await admin.get(`${path}/${batch.id}`)).body]);
    for (const code of codes) {
      expect(dump).not.toContain(code);
      expect(dump).not.toContain(code.replaceAll('-', ''));
    }
    expect(await auditOf(batch.id)).toEqual([
      {
        action: 'redemption_batch.created',
        actor_id: admin.userId,
        after: { ...more, name: 'Fair', credits: '5' },
      },
    ]);
  });

  it('makes 5000 at once', async () => {
    const { batch, codes } = await makeBatch(server, admin.cookie, wanted({ count: 5000 }));
    expect(batch).toMatchObject({ count: 5000 });
    expect(new Set(codes).size).toBe(5000);
  });

  it('gives them as a file when asked for one', async () => {
    const expiresAt = '2099-01-01T00:00:00.000Z';
    const headers = {
      cookie: admin.cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      accept: 'text/csv',
    };
    const body = JSON.stringify(wanted({ expiresAt }));
    const answer = await server.app.request(path, { method: 'POST', headers, body });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="redemption-codes-[\w-]+\.csv"$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const [head, first, second, end] = (await answer.text()).split('\n');
    expect([head, end]).toEqual(['code,credits,expires_at', '']);
    for (const line of [first, second])
      expect(line).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4},5,2099-01-01T00:00:00.000Z$/);
  });

  it('is done once under one key, and says that the codes were shown', async () => {
    const first = await admin.post<MadeBatch>(path, wanted(), 'spring');
    expect(first.status).toBe(201);
    const again = await admin.post(path, wanted(), 'spring');
    expect(again).toMatchObject({
      status: 409,
      body: { error: { code: 'codes_already_shown', details: { batchId: first.body.batch.id } } },
    });
  });

  it.each([
    [{ count: 0 }],
    [{ count: 5001 }],
    [{ count: 1.5 }],
    [{ credits: '0' }],
    [{ credits: '-1' }],
    [{ credits: 5 }],
    [{ name: ' ' }],
    [{ category: 'free' }],
    [{ creditsExpireDays: 0 }],
    [{ maxUsesPerCode: 0 }],
    [{ maxPerUser: 0 }],
    [{ expiresAt: 'tomorrow' }],
    [{ surprise: true }],
  ])('is refused with %o', async (more) => {
    expect(await admin.post(path, wanted(more))).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request' } },
    });
  });

  it('is refused when its codes would have expired', async () => {
    expect(await admin.post(path, wanted({ expiresAt: clock.now().toISOString() }))).toMatchObject({
      status: 400,
      body: { error: { code: 'code_expires_in_past' } },
    });
  });
});

describe('reading batches', () => {
  it('tells what became of every code', async () => {
    const { batch, codes } = await makeBatch(server, admin.cookie, wanted({ count: 3, maxUsesPerCode: 2 }));
    const [one, two] = [await signUp(server.app), await signUp(server.app)];
    const redeem = (cookie: string, code = '') =>
      personOf(server, cookie).post('/api/redemption-codes/redeem', { code });
    await redeem(one.cookie, codes[0]);
    await redeem(two.cookie, codes[0]);
    await makeBatch(server, admin.cookie);
    const read = () => admin.get<{ batch: object; data: { endsIn: string; state: string }[] }>(`${path}/${batch.id}`);
    const { body } = await read();
    expect(body).toMatchObject({ batch: { id: batch.id, count: 3, usedUp: 1, redeemed: 2 }, nextCursor: null });
    expect(body.data).toHaveLength(3);
    expect(body.data.filter(({ state }) => state === 'unused')).toHaveLength(2);
    expect(body.data.find(({ state }) => state === 'used')).toEqual({
      id: expect.any(String),
      endsIn: codes[0]?.slice(-4),
      state: 'used',
      uses: 2,
      maxUses: 2,
      redemptions: [two, one].map(({ userId, email }) => ({
        id: expect.any(String),
        userId,
        email,
        at: expect.stringMatching(/Z$/),
      })),
    });
    await redeem((await signUp(server.app)).cookie, codes[1]);
    expect((await read()).body.data.map(({ state }) => state).sort()).toEqual(['partly_used', 'unused', 'used']);
    await admin.post(`${path}/${batch.id}/disable`);
    expect((await read()).body.data.map(({ state }) => state).sort()).toEqual(['disabled', 'disabled', 'used']);
  });

  it('comes in pages, newest first', async () => {
    const made = [];
    for (let n = 0; n < 3; n += 1) made.unshift((await makeBatch(server, admin.cookie)).batch.id);
    type Page = { data: { id: string }[]; nextCursor: string };
    const first = (await admin.get<Page>(`${path}?limit=2`)).body;
    const second = (await admin.get<Page>(`${path}?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.data, ...second.data].map(({ id }) => id).slice(0, 3)).toEqual(made);
    const { batch } = await makeBatch(server, admin.cookie, { count: 5 });
    const codes = (await admin.get<Page>(`${path}/${batch.id}?limit=4`)).body;
    const rest = (await admin.get<Page>(`${path}/${batch.id}?limit=4&cursor=${codes.nextCursor}`)).body;
    expect(new Set([...codes.data, ...rest.data].map(({ id }) => id)).size).toBe(5);
  });

  it('tells when one has expired', async () => {
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const { batch } = await makeBatch(server, admin.cookie, { expiresAt });
    clock.moveOn(60_000);
    const { body } = await admin.get(`${path}/${batch.id}`);
    expect(body).toMatchObject({ batch: { state: 'expired' }, data: [{ state: 'expired' }] });
  });

  it('answers 404 for one that is not there', async () => {
    const gone = { status: 404, body: { error: { code: 'batch_not_found' } } };
    expect(await admin.get(`${path}/${newId()}`)).toMatchObject(gone);
    expect(await admin.post(`${path}/${newId()}/disable`)).toMatchObject(gone);
    expect((await admin.get(`${path}/x`)).status).toBe(400);
  });
});

describe('disabling a batch', () => {
  it('is done once, with its reason in the audit log', async () => {
    const { batch } = await makeBatch(server, admin.cookie);
    const first = await admin.post(`${path}/${batch.id}/disable`, { reason: 'leaked' });
    expect(first).toMatchObject({ status: 200, body: { state: 'disabled', disabledAt: expect.any(String) } });
    expect(await admin.post(`${path}/${batch.id}/disable`)).toEqual(first);
    expect(await auditOf(batch.id)).toMatchObject([
      { action: 'redemption_batch.created' },
      { action: 'redemption_batch.disabled', actor_id: admin.userId, after: { reason: 'leaked', redeemed: 0 } },
    ]);
  });

  it('waits for a redemption that is under way, and no later one passes it', async () => {
    const { batch, codes } = await makeBatch(server, admin.cookie, { count: 2 });
    const { cookie, userId } = await signUp(server.app);
    const client = await owner.pool.connect();
    await client.query('begin');
    await client.query('select from ledger.account where id = $1 for update', [userId]);
    const redeem = (code = '') => personOf(server, cookie).post('/api/redemption-codes/redeem', { code });
    const waiting = (query: string) =>
      owner.rows(
        `select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like $1`,
        [query],
      );
    const underWay = redeem(codes[0]);
    await expect.poll(() => waiting('%post_one%')).toHaveLength(1);
    const disabling = admin.post(`${path}/${batch.id}/disable`);
    await expect.poll(() => waiting('%disabled_at%')).toHaveLength(1);
    await client.query('commit');
    client.release();
    expect(await underWay).toMatchObject({ status: 200 });
    expect(await disabling).toMatchObject({ status: 200, body: { redeemed: 1 } });
    expect(await redeem(codes[1])).toMatchObject({ status: 409, body: { error: { code: 'code_disabled' } } });
  });
});

it('is there for admins and nobody else', async () => {
  const { batch } = await makeBatch(server, admin.cookie);
  const user = (await signUp(server.app)).cookie;
  const root = await staffOf(server, 'root');
  const doors = [
    { method: 'GET', path },
    { method: 'POST', path, body: wanted() },
    { method: 'GET', path: `${path}/${batch.id}` },
    { method: 'POST', path: `${path}/${batch.id}/disable`, body: {} },
  ];
  for (const { path: door, ...question } of doors) {
    expect((await ask(server, door, question)).status).toBe(401);
    expect(await ask(server, door, { ...question, cookie: user })).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
    expect((await ask(server, door, { ...question, cookie: root.cookie })).status).toBeLessThan(300);
  }
});
