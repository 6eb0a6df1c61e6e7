import { clientConfig, newId } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { reserveDiscount } from './discount-uses.ts';
import { makeBatch, makeDiscount, type Owner, ownerOf } from './promotions.fixture.ts';

const tables = ['redemption_batches', 'redemption_codes', 'redemptions', 'code_attempts', 'discounts', 'discount_uses'];
let server: TestServer;
let owner: Owner;
let userId: string;
let redemption: string;
const orderId = newId();

beforeAll(async () => {
  server = await testServer();
  owner = ownerOf(server);
  const admin = (await staffOf(server, 'admin')).cookie;
  const [mine, other] = [await signUp(server.app), await signUp(server.app)];
  userId = mine.userId;
  const { codes } = await makeBatch(server, admin, { count: 2 });
  const redeem = (cookie: string, code = '') =>
    personOf(server, cookie).post<{ grantId: string }>('/api/redemption-codes/redeem', { code });
  redemption = (await redeem(mine.cookie, codes[0])).body.grantId;
  await redeem(other.cookie, codes[1]);
  const { id: discountId } = await makeDiscount(server, admin);
  await server.deps.db.transaction().execute(async (tx) => {
    await reserveDiscount(tx, { discountId, orderId, userId });
    await reserveDiscount(tx, { discountId, orderId: newId(), userId: other.userId });
  });
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

/** Runs one statement as a role, with the claims of a signed-in person where the role is theirs. */
async function as(role: string, query: string): Promise<pg.QueryResult> {
  const client = new pg.Client(clientConfig({ url: server.databaseUrl, role }));
  await client.connect();
  try {
    await client.query(`select set_config('request.jwt.claims', $1, false)`, [JSON.stringify({ sub: userId })]);
    return await client.query(query);
  } finally {
    await client.end();
  }
}

describe('a signed-in person on the database', () => {
  it('reads their own redemptions and uses of discounts and nobody else’s', async () => {
    expect((await as('authenticated', 'select id from farebox.redemptions')).rows).toEqual([{ id: redemption }]);
    expect((await as('authenticated', 'select order_id from farebox.discount_uses')).rows).toEqual([
      { order_id: orderId },
    ]);
  });

  it.each([
    'select code_id from farebox.redemptions',
    'select id from farebox.redemption_batches',
    'select hash from farebox.redemption_codes',
    'select subject from farebox.code_attempts',
    'select code from farebox.discounts',
    'delete from farebox.redemptions',
    `update farebox.discount_uses set state = 'released'`,
    `insert into farebox.redemptions (id, code_id, batch_id, user_id, credits, redeemed_at)
     values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, now())`,
  ])('may not: %s', async (query) => {
    await expect(as('authenticated', query)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(tables)('sees nothing of %s without signing in', async (table) => {
    await expect(as('anon', `select 1 from farebox.${table}`)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the server on the database', () => {
  it.each([
    'update farebox.redemption_batches set credits = 1',
    'update farebox.redemption_codes set max_uses = 100',
    'update farebox.redemptions set user_id = gen_random_uuid()',
    'delete from farebox.redemptions',
    'delete from farebox.redemption_codes',
    `update farebox.discounts set code = 'OTHER'`,
    `update farebox.discounts set currency = 'USD'`,
    'delete from farebox.discount_uses',
  ])('may not: %s', async (query) => {
    await expect(as('service_role', query)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot use a code more often than it may be, nor delete a discount that was used', async () => {
    await expect(as('service_role', 'update farebox.redemption_codes set uses = uses + 1')).rejects.toMatchObject({
      constraint: 'redemption_codes_uses',
    });
    await expect(as('service_role', 'delete from farebox.discounts')).rejects.toMatchObject({ code: '23503' });
  });
});

it('a person who is deleted takes their redemptions and uses along; the code stays used', async () => {
  const counted = () =>
    owner.rows(`select (select count(*)::int from farebox.redemptions) as redemptions,
                       (select count(*)::int from farebox.discount_uses) as uses,
                       (select sum(uses)::int from farebox.redemption_codes) as used`);
  expect(await counted()).toEqual([{ redemptions: 2, uses: 2, used: 2 }]);
  await owner.rows('delete from farebox.users where id = $1', [userId]);
  expect(await counted()).toEqual([{ redemptions: 1, uses: 1, used: 2 }]);
});
