import { newId } from '@farebox/kit';
import type { CreemSimulator } from '@farebox/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bought, type Buyer, codeIn, openShop, type Shop } from './shop.fixture.ts';

let shop: Shop;
let creem: CreemSimulator;
let ann: Buyer;

const product = (name: string, price: number) => ({
  ...{ name, description: name, price, currency: 'USD', billing_type: 'recurring', billing_period: 'every-month' },
});
const usd = { minorUnits: 2, creditsPerUnit: '700', minTopUp: '1', maxTopUp: '1000', quickAmounts: ['10'] } as const;
const soldAs = (amount: string, creemProduct?: string) => ({ USD: { amount, ...(creemProduct && { creemProduct }) } });

beforeAll(async () => {
  shop = await openShop({
    providers: ['creem'],
    config: { payments: { currency: 'USD', currencies: { USD: usd } } } as never,
    creemProducts: { prod_small: product('Small', 500), prod_large: product('Large', 1500) },
  });
  creem = shop.creem as CreemSimulator;
  await shop.plan('small', { level: 1, prices: soldAs('5.00', 'prod_small') });
  await shop.plan('large', { level: 2, grantAmount: '4000', prices: soldAs('15.00', 'prod_large') });
  await shop.plan('elsewhere', { level: 3, prices: soldAs('20.00') });
}, 60_000);
afterAll(() => shop.close());
beforeEach(async () => {
  ann = await shop.buyer();
});

async function subscribe(planId = 'small'): Promise<Bought['order']> {
  const { status, body } = await ann.buy(planId, { provider: 'creem' });
  if (status !== 201) throw new Error(JSON.stringify(body));
  const [row] = await shop.rows<{ id: string }>('select provider_reference as id from farebox.orders where id = $1', [
    body.order.id,
  ]);
  creem.pay(row?.id ?? '', { email: ann.email });
  await shop.arrive();
  return body.order;
}

const nameOf = () => creem.subscriptions().at(-1)?.id ?? '';
const endOf = async () => (await ann.see()).subscription?.currentPeriodEnd as string;

describe('a subscription that Creem runs', () => {
  it('is in force when it is paid, and renews once for each transaction', async () => {
    expect(await subscribe()).toMatchObject({ kind: 'subscription', amount: '5.00' });
    expect(await ann.see()).toMatchObject({
      subscription: { status: 'active', provider: 'creem' },
      periods: [{ kind: 'first' }],
    });
    for (let month = 0; month < 3; month += 1) {
      await shop.pass(await endOf());
      for (const { id } of creem.events().slice(-3)) creem.resend(id);
      await shop.arrive();
    }
    expect((await ann.orders()).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      ...Array(3).fill('renewal fulfilled'),
      'subscription fulfilled',
    ]);
    expect(await ann.balance()).toBe('1003');
  });

  it('is cancelled, taken back, and over at its end', async () => {
    await subscribe();
    expect((await ann.post('/api/subscription/cancel')).body).toMatchObject({
      subscription: { cancelAtPeriodEnd: true },
    });
    expect((await ann.post('/api/subscription/resume')).body).toMatchObject({
      subscription: { cancelAtPeriodEnd: false },
    });
    await ann.post('/api/subscription/cancel');
    await shop.arrive();
    await shop.pass(await endOf());
    expect(await ann.see()).toMatchObject({ subscription: null, history: [{ status: 'cancelled' }] });
  });

  it('is past due while its card is refused', async () => {
    await subscribe();
    const end = await endOf();
    creem.renew(nameOf(), true);
    await shop.arrive();
    expect((await ann.see()).subscription?.status).toBe('past_due');
    creem.recover(nameOf());
    await shop.arrive();
    expect((await ann.see()).subscription).toMatchObject({ status: 'active' });
    expect([(await ann.orders()).length, end < (await endOf())]).toEqual([2, true]);
  });

  it('is changed to more at once, for what the preview says or a cent beside it', async () => {
    await subscribe();
    const { subscription } = await ann.see();
    const [from, to] = [subscription?.currentPeriodStart, subscription?.currentPeriodEnd].map((at) =>
      Date.parse(at as string),
    );
    await shop.pass(new Date(((from as number) + (to as number)) / 2));
    const preview = await ann.post<{ amount: string; credits: string }>('/api/subscription/preview', {
      planId: 'large',
    });
    expect(preview.body).toMatchObject({ kind: 'upgrade', amount: '5.00', credits: '1500' });
    await ann.post('/api/subscription/change', { planId: 'large' }, newId());
    await shop.arrive();
    expect(await ann.orders()).toMatchObject([
      { kind: 'upgrade', status: 'fulfilled', amount: '5.00', credits: '1500' },
      {},
    ]);
    expect((await ann.see()).subscription?.plan.id).toBe('large');
  });

  it('is changed to less with the next period', async () => {
    await subscribe('large');
    const less = await ann.post('/api/subscription/change', { planId: 'small' });
    expect(less.body).toMatchObject({ kind: 'downgrade', order: null });
    await shop.arrive();
    expect((await ann.see()).subscription).toMatchObject({ plan: { id: 'large' }, nextPlan: { id: 'small' } });
    await shop.pass(await endOf());
    expect((await ann.see()).subscription).toMatchObject({ plan: { id: 'small' }, nextPlan: null });
    expect(await ann.orders()).toMatchObject([{ kind: 'renewal', amount: '5.00', status: 'fulfilled' }, {}]);
  });

  it('is not sold without a product over there, nor with a discount on its first period', async () => {
    expect(codeIn(await ann.buy('elsewhere', { provider: 'creem' }))).toBe('provider_not_offered');
    await shop.root.post('/api/admin/discounts', { code: 'HALF', kind: 'percent', percent: '50' });
    const answer = await ann.buy('small', { provider: 'creem', discountCode: 'HALF' });
    expect([answer.body, await ann.orders()]).toMatchObject([
      { error: { code: 'discount_not_applicable', details: { reason: 'provider' } } },
      [],
    ]);
    await shop.root.post('/api/admin/discounts', { code: 'MORE', kind: 'bonus', percent: '50' });
    const more = await ann.buy('small', { provider: 'creem', discountCode: 'MORE' });
    expect(more.body.order).toMatchObject({ amount: '5.00', credits: '1500' });
  });
});
