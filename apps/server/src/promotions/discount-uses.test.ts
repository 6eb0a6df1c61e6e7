import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { consumeDiscount, quoteDiscount, releaseDiscount, reserveDiscount } from './index.ts';
import { makeDiscount, type Owner, ownerOf, tally } from './promotions.fixture.ts';

let server: TestServer;
let owner: Owner;
let admin: string;

beforeAll(async () => {
  server = await testServer();
  owner = ownerOf(server);
  admin = (await staffOf(server, 'admin')).cookie;
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const inTransaction = <Done>(work: Parameters<ReturnType<typeof server.deps.db.transaction>['execute']>[0]) =>
  server.deps.db.transaction().execute(work) as Promise<Done>;
const reserve = (discountId: string, userId: string, orderId = newId()) =>
  inTransaction(async (tx) => {
    await reserveDiscount(tx, { discountId, orderId, userId });
    return orderId;
  }) as Promise<string>;
const release = (orderId: string) => inTransaction((tx) => releaseDiscount(tx, orderId));
const consume = (orderId: string) => inTransaction((tx) => consumeDiscount(tx, orderId));
const quote = (code: string, userId: string) =>
  quoteDiscount(server.deps.db, {
    kind: 'topup',
    amountMinor: 1000n,
    currency: 'CNY',
    minorUnits: 2,
    credits: 1n,
    code,
    userId,
    now: new Date(),
  });
const statesOf = async (discountId: string) =>
  (
    await owner.rows<{ state: string }>(
      'select state from farebox.discount_uses where discount_id = $1 order by reserved_at, order_id',
      [discountId],
    )
  ).map(({ state }) => state);

describe('reserving', () => {
  it('holds the limit when 50 orders are made at once', async () => {
    const { id, code } = await makeDiscount(server, admin, { maxUses: 7 });
    const people = await owner.people(50);
    expect(await tally(people.map((one) => reserve(id, one)))).toEqual({ ok: 7, discount_used_up: 43 });
    expect(await statesOf(id)).toHaveLength(7);
    await expect(quote(code, people[0] as string)).rejects.toMatchObject({ code: 'discount_used_up' });
  });

  it('holds one person’s limit when 50 orders are made at once', async () => {
    const { id } = await makeDiscount(server, admin, { maxUsesPerUser: 2 });
    const [one, two] = (await owner.people(2)) as [string, string];
    expect(await tally(Array.from({ length: 50 }, () => reserve(id, one)))).toEqual({ ok: 2, discount_used_up: 48 });
    expect(await tally([reserve(id, two)])).toEqual({ ok: 1 });
  });

  it('is done once for one order, and counts it once', async () => {
    const { id } = await makeDiscount(server, admin, { maxUses: 1 });
    const [one] = (await owner.people(1)) as [string];
    const orderId = newId();
    expect(await tally(Array.from({ length: 5 }, () => reserve(id, one, orderId)))).toEqual({ ok: 5 });
    expect(await statesOf(id)).toEqual(['reserved']);
  });

  it('goes with the order that was not written after all', async () => {
    const { id } = await makeDiscount(server, admin, { maxUses: 1 });
    const [one] = (await owner.people(1)) as [string];
    const broken = inTransaction(async (tx) => {
      await reserveDiscount(tx, { discountId: id, orderId: newId(), userId: one });
      throw new Error('the order failed');
    });
    await expect(broken).rejects.toThrow('the order failed');
    expect(await tally([reserve(id, one)])).toEqual({ ok: 1 });
  });

  it('is refused for a discount that was switched off since the quote, or is gone', async () => {
    const { id } = await makeDiscount(server, admin);
    const [one] = (await owner.people(1)) as [string];
    await owner.rows('update farebox.discounts set active = false where id = $1', [id]);
    await expect(reserve(id, one)).rejects.toMatchObject({ code: 'discount_expired' });
    await expect(reserve(newId(), one)).rejects.toMatchObject({ code: 'discount_not_found' });
  });
});

describe('an order that ends', () => {
  it('unpaid gives its use back, once', async () => {
    const { id } = await makeDiscount(server, admin, { maxUses: 1 });
    const [one, two, three] = (await owner.people(3)) as [string, string, string];
    const orderId = await reserve(id, one);
    await expect(reserve(id, two)).rejects.toMatchObject({ code: 'discount_used_up' });
    await release(orderId);
    await release(orderId);
    await reserve(id, two);
    await expect(reserve(id, three)).rejects.toMatchObject({ code: 'discount_used_up' });
    expect((await statesOf(id)).sort()).toEqual(['released', 'reserved']);
  });

  it('paid keeps its use for good', async () => {
    const { id } = await makeDiscount(server, admin, { maxUses: 1 });
    const [one] = (await owner.people(1)) as [string];
    const orderId = await reserve(id, one);
    await consume(orderId);
    await consume(orderId);
    await release(orderId);
    expect(await statesOf(id)).toEqual(['consumed']);
    await expect(reserve(id, one)).rejects.toMatchObject({ code: 'discount_used_up' });
  });

  it('unpaid and is paid late counts again, above the limit if need be', async () => {
    const { id } = await makeDiscount(server, admin, { maxUses: 1 });
    const [one, two] = (await owner.people(2)) as [string, string];
    const late = await reserve(id, one);
    await release(late);
    await consume(await reserve(id, two));
    await consume(late);
    expect(await statesOf(id)).toEqual(['consumed', 'consumed']);
    await expect(reserve(id, one)).rejects.toMatchObject({ code: 'discount_used_up' });
  });

  it('without a discount changes nothing', async () => {
    const before = await owner.rows('select * from farebox.discount_uses');
    await release(newId());
    await consume(newId());
    expect(await owner.rows('select * from farebox.discount_uses')).toEqual(before);
  });

  it('is expired with many others at once, and no two transactions stop each other', async () => {
    const discounts = [await makeDiscount(server, admin), await makeDiscount(server, admin)].map(({ id }) => id);
    const [one] = (await owner.people(1)) as [string];
    const orders = async (ids: string[]) => {
      const made: string[] = [];
      for (const id of ids) made.push(await reserve(id, one));
      return made;
    };
    const sweeps = await Promise.all(
      Array.from({ length: 10 }, (_, n) => orders(n % 2 ? discounts : [...discounts].reverse())),
    );
    const sweeping = sweeps.map((sweep) =>
      inTransaction(async (tx) => {
        for (const orderId of sweep) await releaseDiscount(tx, orderId);
      }),
    );
    expect(await tally(sweeping)).toEqual({ ok: 10 });
  });
});

describe('a discount for the first purchase', () => {
  const pay = (userId: string, paid: boolean) =>
    owner.rows(
      `insert into farebox.orders (id, user_id, account_id, kind, amount_minor, currency, minor_units, credits, provider,
                                   snapshot, idempotency_key, expires_at, paid_at)
       values ($1, $2, $2, 'topup', 100, 'CNY', 2, 1, 'mockpay', '{}', $1, now(), case when $3 then now() end)`,
      [newId(), userId, paid],
    );

  it('is for who has never paid, and for one order', async () => {
    const { id, code } = await makeDiscount(server, admin, { firstPurchaseOnly: true });
    const [fresh, tried, paid] = (await owner.people(3)) as [string, string, string];
    await pay(tried, false);
    await pay(paid, true);
    const notFirst = { code: 'discount_not_applicable', details: { reason: 'first_purchase' } };
    await expect(quote(code, paid)).rejects.toMatchObject(notFirst);
    await expect(reserve(id, paid)).rejects.toMatchObject(notFirst);
    expect(await quote(code, tried)).toMatchObject({ discountMinor: 100n });
    expect(await tally(Array.from({ length: 10 }, () => reserve(id, fresh)))).toEqual({
      ok: 1,
      discount_not_applicable: 9,
    });
    await expect(quote(code, fresh)).rejects.toMatchObject(notFirst);
  });
});
