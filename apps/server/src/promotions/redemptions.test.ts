import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { DAY_MS, makeBatch, movingClock, type Owner, ownerOf, tally } from './promotions.fixture.ts';
import { redeem } from './redemptions.ts';

const clock = movingClock();
const nowhere = { ip: null, userAgent: null, requestId: 'test-request' };
let server: TestServer;
let owner: Owner;
let admin: string;
let userId: string;
let person: ReturnType<typeof personOf>;

beforeAll(async () => {
  server = await testServer({ clock });
  owner = ownerOf(server);
  admin = (await staffOf(server, 'admin')).cookie;
});
afterAll(async () => {
  await owner.end();
  await server.close();
});
beforeEach(async () => {
  const made = await signUp(server.app);
  userId = made.userId;
  person = personOf(server, made.cookie);
});

const codeOf = async (wanted: object = {}) => (await makeBatch(server, admin, wanted)).codes[0] as string;
const redeemBy = (by: string, code: string, id = newId()) =>
  redeem(server.deps, { id, userId: by, code }, { ...nowhere });
const post = (code: string, key?: string) =>
  person.post<{ grantId: string }>('/api/redemption-codes/redeem', { code }, key);
const refused = (status: number, code: string, details?: object) => ({
  status,
  body: { error: { code, ...(details && { details }) } },
});
const redemptionsOf = (by: string) => owner.rows('select id from farebox.redemptions where user_id = $1', [by]);

async function moveOn(ms: number): Promise<void> {
  clock.moveOn(ms);
  await owner.setLedgerClock(clock.now());
}

describe('redeeming a code', () => {
  it('credits at once, with a grant, a row and an audit row of the same id', async () => {
    const { batch, codes } = await makeBatch(server, admin, { credits: '12.5' });
    const { status, body } = await post(` ${codes[0]?.toLowerCase().replaceAll('-', ' ')}`);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        credits: '12.5',
        grantId: expect.any(String),
        expiresAt: null,
        balance: { available: '15.5', held: '0', debt: '0' },
      },
    });
    const [grant] = (await server.deps.ledger.grants(userId)).filter(({ id }) => id === body.grantId);
    expect(grant).toMatchObject({
      source: 'redemption',
      category: 'promotional',
      granted: 12_500_000n,
      expiresAt: null,
    });
    expect(await redemptionsOf(userId)).toEqual([{ id: body.grantId }]);
    expect(
      await owner.rows(
        `select actor_id, target_id, after from farebox.audit_logs where action = 'redemption_code.redeemed'`,
      ),
    ).toEqual([
      {
        actor_id: userId,
        target_id: body.grantId,
        after: { batchId: batch.id, codeEndsIn: codes[0]?.slice(-4), credits: '12.5', availableAfter: '15.5' },
      },
    ]);
  });

  it('happens once for 50 people at the same moment', async () => {
    const code = await codeOf();
    const people = await owner.people(50);
    expect(await tally(people.map((one) => redeemBy(one, code)))).toEqual({ ok: 1, code_used: 49 });
    const balances = await Promise.all(people.map((one) => server.deps.ledger.balance(one)));
    expect(balances.reduce((sum, one) => sum + (one?.available ?? 0n), 0n)).toBe(50n * 3_000_000n + 10_000_000n);
  });

  it('happens once for one person who sends it 50 times at once', async () => {
    const code = await codeOf({ maxUsesPerCode: 50, maxPerUser: 50 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    expect(await server.deps.ledger.balance(userId)).toMatchObject({ available: 13_000_000n });
  });

  it('gives the first answer under the same key, at once or later, and nothing more', async () => {
    const code = await codeOf({ creditsExpireDays: 30 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(code, 'once')));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]?.status).toBe(200);
    await post(await codeOf(), 'another');
    clock.moveOn(60_000);
    expect(await post(code, 'once')).toEqual(answers[0]);
    expect(await post(await codeOf(), 'once')).toMatchObject(refused(409, 'idempotency_mismatch'));
    expect(await post('no code', 'once')).toMatchObject(refused(409, 'idempotency_mismatch'));
    expect(await server.deps.ledger.balance(userId)).toMatchObject({ available: 23_000_000n });
  });

  it('leaves nothing behind when the database is lost in the middle, and works when tried again', async () => {
    const code = await codeOf();
    const client = await owner.pool.connect();
    await client.query('begin');
    await client.query('select from ledger.account where id = $1 for update', [userId]);
    const lost = post(code, 'lost');
    const waiting = `select pid from pg_stat_activity
                      where datname = current_database() and wait_event_type = 'Lock' and query like '%post_one%'`;
    await expect.poll(() => owner.rows(waiting)).toHaveLength(1);
    await owner.rows(`select pg_terminate_backend(pid) from (${waiting}) stuck`);
    expect((await lost).status).toBe(503);
    await client.query('rollback');
    client.release();
    expect(await redemptionsOf(userId)).toEqual([]);
    const first = await post(code, 'lost');
    expect(first.status).toBe(200);
    expect(await post(code, 'lost')).toEqual(first);
    expect(await redemptionsOf(userId)).toHaveLength(1);
  });
});

describe('a code may be redeemed', () => {
  it('by as many as it says, once by each', async () => {
    const code = await codeOf({ maxUsesPerCode: 3 });
    const people = await owner.people(10);
    expect(await tally([...people, ...people].map((one) => redeemBy(one, code)))).toEqual({ ok: 3, code_used: 17 });
  });

  it('by one person as often as its batch says, however many codes are sent at once', async () => {
    const { codes } = await makeBatch(server, admin, { count: 20, maxPerUser: 2 });
    expect(await tally(codes.map((code) => redeemBy(userId, code)))).toEqual({ ok: 2, code_limit_reached: 18 });
    expect(await post(await codeOf())).toMatchObject({ status: 200 });
  });

  it('until it expires', async () => {
    const expiresAt = new Date(clock.now().getTime() + 5_000).toISOString();
    const { codes } = await makeBatch(server, admin, { count: 2, expiresAt });
    expect((await post(codes[0] as string)).status).toBe(200);
    await moveOn(5_000);
    expect(await post(codes[1] as string)).toMatchObject(refused(409, 'code_expired', { expiresAt }));
  });

  it('until its batch is disabled', async () => {
    const { batch, codes } = await makeBatch(server, admin, { count: 2 });
    await personOf(server, admin).post(`/api/admin/redemption-codes/${batch.id}/disable`);
    expect(await post(codes[0] as string)).toMatchObject(refused(409, 'code_disabled'));
    expect(await redemptionsOf(userId)).toEqual([]);
  });

  it('with credits that expire so many days after', async () => {
    const { body } = await post(await codeOf({ creditsExpireDays: 7 }));
    const expiresAt = new Date((body as unknown as { expiresAt: string }).expiresAt);
    expect(Math.round((expiresAt.getTime() - clock.now().getTime()) / DAY_MS)).toBe(7);
    await moveOn(7 * DAY_MS);
    expect(await server.deps.ledger.balance(userId)).toMatchObject({ available: 3_000_000n });
  });
});

describe('the balance cap', () => {
  it('refuses a promotional code, which stays usable, also under the same key', async () => {
    const code = await codeOf({ credits: '49998' });
    const full = refused(409, 'balance_cap_exceeded', { cap: '50000', room: '49997' });
    expect(await post(code, 'a-key')).toMatchObject(full);
    expect(await redemptionsOf(userId)).toEqual([]);
    await operatorOf(server).post('/api/billing/deduct', { userId, amount: '3' });
    expect(await post(code, 'a-key')).toMatchObject({ status: 200, body: { balance: { available: '49998' } } });
  });

  it('does not stop a code that was sold', async () => {
    const code = await codeOf({ credits: '49998', category: 'paid' });
    expect(await post(code)).toMatchObject({ status: 200, body: { balance: { available: '50001' } } });
  });
});

it('needs a person who is signed in, and a key that is one', async () => {
  expect(await personOf(server, '').post('/api/redemption-codes/redeem', { code: 'x' })).toMatchObject({ status: 401 });
  expect(await post(await codeOf(), 'no key')).toMatchObject(refused(400, 'invalid_idempotency_key'));
  expect(await person.post('/api/redemption-codes/redeem', { code: 'x'.repeat(201) })).toMatchObject({ status: 400 });
});
