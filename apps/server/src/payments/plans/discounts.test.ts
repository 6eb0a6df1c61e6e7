import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bought, type Buyer, codeIn, openShop, type Shop } from './shop.fixture.ts';

let shop: Shop;
let ann: Buyer;
let made = 0;

beforeAll(async () => {
  shop = await openShop({ at: '2027-05-10T10:00:00Z' });
  await shop.plan('small', { level: 1 });
});
afterAll(() => shop.close());
beforeEach(async () => {
  ann = await shop.buyer();
});

async function code(terms: object): Promise<string> {
  made += 1;
  const name = `CODE${made}`;
  const { status, body } = await shop.root.post('/api/admin/discounts', { code: name, ...terms });
  if (status !== 201) throw new Error(`the discount was refused: ${JSON.stringify(body)}`);
  return name;
}

const percent = (value: string, more: object = {}) => code({ kind: 'percent', percent: value, ...more });
const topUp = (discountCode: string, key = newId(), who = ann) =>
  who.post<Bought>('/api/payments/create', { amount: '10.00', provider: 'mockpay', discountCode }, key);
const usesOf = (name: string) =>
  shop.rows<{ state: string }>(
    `select u.state from farebox.discount_uses u join farebox.discounts d on d.id = u.discount_id where d.code = $1`,
    [name],
  );

describe('a discount on a top-up', () => {
  it('comes off the price and leaves the credits', async () => {
    const half = await percent('12.5');
    const { body } = await topUp(half.toLowerCase());
    expect(body.order).toMatchObject({ amount: '8.75', discount: '1.25', credits: '1000' });
    await shop.pay(body.order.id, '8.75');
    expect(await ann.balance()).toBe('1003');
    expect(await usesOf(half)).toEqual([{ state: 'consumed' }]);
    const [row] = await shop.rows<{ snapshot: object }>('select snapshot from farebox.orders where id = $1', [
      body.order.id,
    ]);
    expect(row?.snapshot).toMatchObject({
      amount: '8.75',
      discount: { code: half, percent: '12.5', discount: '1.25' },
    });
  });

  it('brings more credits where it is a bonus', async () => {
    const { body } = await topUp(await code({ kind: 'bonus', percent: '20' }));
    expect(body.order).toMatchObject({ amount: '10.00', discount: '0.00', credits: '1200' });
    await shop.pay(body.order.id, '10.00');
    expect(await ann.balance()).toBe('1203');
  });

  it('of everything is fulfilled at once, without a provider', async () => {
    const all = await percent('100', { maxUsesPerUser: 1 });
    const key = newId();
    const { body } = await topUp(all, key);
    expect(body.order).toMatchObject({ status: 'fulfilled', amount: '0.00', discount: '10.00' });
    expect((await topUp(all, key)).body.order.id).toBe(body.order.id);
    expect(codeIn(await topUp(all))).toBe('discount_used_up');
    expect(await ann.balance()).toBe('1003');
  });

  it('is the same order for the same key, and another one without the code', async () => {
    const once = await percent('10', { maxUses: 1 });
    const key = newId();
    const first = await topUp(once, key);
    expect((await topUp(once, key)).body.order.id).toBe(first.body.order.id);
    const without = await ann.post('/api/payments/create', { amount: '10.00', provider: 'mockpay' }, key);
    expect(codeIn(without)).toBe('idempotency_mismatch');
  });

  it('is free for another order when its own ended unpaid, and counts when it is paid all the same', async () => {
    const once = await percent('10', { maxUses: 1 });
    const { body } = await topUp(once);
    expect(codeIn(await topUp(once))).toBe('discount_used_up');
    await ann.post(`/api/orders/${body.order.id}/cancel`);
    const second = await topUp(once);
    expect(second.status).toBe(201);
    await shop.pay(body.order.id, '9.00');
    await shop.pay(second.body.order.id, '9.00');
    expect(await ann.balance()).toBe('2003');
    expect(await usesOf(once)).toEqual([{ state: 'consumed' }, { state: 'consumed' }]);
  });

  it('whose last use fifty people want at once is used once', async () => {
    const last = await percent('100', { maxUses: 1 });
    const people = await Promise.all(Array.from({ length: 5 }, () => shop.buyer()));
    const asked = Array.from({ length: 50 }, (_, n) => topUp(last, newId(), people[n % 5] as Buyer));
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(codeIn))).toEqual(new Set(['discount_used_up']));
    expect(await usesOf(last)).toHaveLength(1);
    const balances = await Promise.all(people.map((one) => one.balance()));
    expect(balances.sort()).toEqual(['1003', '3', '3', '3', '3']);
  });
});

describe('a discount on a plan', () => {
  it('comes off one period, and the next costs the whole price', async () => {
    const off = await percent('50', { appliesTo: 'plan', planIds: ['small'] });
    const { body } = await ann.buy('small', { provider: 'mockpay', discountCode: off });
    expect(body.order).toMatchObject({ amount: '15.00', discount: '15.00', credits: '1000' });
    await shop.pay(body.order.id, '15.00');
    expect(await ann.buyPaid('small')).toMatchObject({ amount: '30.00', discount: '0.00' });
    expect(codeIn(await topUp(off))).toBe('discount_not_applicable');
  });

  it('of everything opens the period at once', async () => {
    const all = await percent('100');
    const { body } = await ann.buy('small', { provider: 'mockpay', discountCode: all });
    expect(body.order).toMatchObject({ status: 'fulfilled', amount: '0.00' });
    expect([(await ann.see()).subscription?.status, await ann.balance()]).toEqual(['active', '1003']);
  });

  it('makes it cheaper in credits, too', async () => {
    await ann.fund('1500');
    const off = await percent('50');
    const { body } = await ann.buy('small', { provider: 'balance', discountCode: off });
    expect(body.order).toMatchObject({ status: 'fulfilled', amount: '15.00' });
    expect(await ann.balance()).toBe('1003');
  });
});
