import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tell } from '../news.ts';
import { type Buyer, openShop, type Shop } from '../plans/shop.fixture.ts';
import type { ProviderDispute, ProviderRefund } from '../provider.ts';
import { dispute, refund } from './money-back.fixture.ts';
import { settleClawbacks } from './steps.ts';

let shop: Shop;
let ann: Buyer;

beforeAll(async () => {
  shop = await openShop({ at: '2027-01-10T10:00:00Z' });
  await shop.plan('yearly', {
    ...{ interval: 'year', grantAmount: '100', grantEvery: 'month' },
    prices: { CNY: { amount: '120.00' } },
  });
  await shop.plan('monthly', { grantAmount: '100', prices: { CNY: { amount: '12.00' } } });
});
afterAll(() => shop.close());
beforeEach(async () => {
  ann = await shop.buyer();
});

const hear = (news: ProviderRefund | ProviderDispute) => tell(shop.server.deps, 'mockpay', news);

async function paidPlan(plan: string): Promise<{ id: string; paymentId: string }> {
  const { id } = await ann.buyPaid(plan);
  const [payment] = await shop.rows<{ id: string }>(
    'select provider_payment_id as id from farebox.payments where order_id = $1',
    [id],
  );
  return { id, paymentId: payment?.id as string };
}

const spend = (credits: number) =>
  shop.server.deps.ledger.charge({ id: newId(), accountId: ann.userId, amount: BigInt(credits * 1_000_000) });
const debt = async () => (await shop.server.deps.ledger.balance(ann.userId))?.debt;
const later = (news: ProviderRefund) => ({ ...news, observedAt: new Date(news.observedAt.getTime() + 1) });

describe('a yearly plan that drips, refunded in its third month', () => {
  it('has its credits back as long as they would have lived when the refund fails, and what comes later too', async () => {
    const { paymentId } = await paidPlan('yearly');
    for (const to of ['2027-02-10T10:00:00Z', '2027-03-10T10:00:00Z']) await shop.pass(to);
    const before = await ann.balance();
    expect(before).toBe('103');
    const told = refund(paymentId, 120, { status: 'pending' });
    await hear(told);
    expect(await ann.see()).toMatchObject({ subscription: null });
    // What is there is taken; what of the first months expired is out of reach.
    expect([await ann.balance(), await debt()]).toEqual(['3', 0n]);
    await hear(later({ ...told, status: 'failed' }));
    expect(await ann.balance()).toBe('103');
    await shop.pass('2027-03-20T10:00:00Z');
    expect(await ann.balance()).toBe('103');
    expect(await ann.see()).toMatchObject({ subscription: { status: 'active' } });
    await shop.pass('2027-04-10T10:00:00Z');
    expect(await ann.balance()).toBe('103');
  });
});

describe('a plan whose period is over', () => {
  it('gives nothing back but its debt when a refund fails late, once, whoever finishes it', async () => {
    const { id, paymentId } = await paidPlan('monthly');
    await spend(100);
    const told = refund(paymentId, 12, { status: 'pending' });
    await hear(told);
    expect(await debt()).toBe(100_000_000n);
    const now = shop.clock.now();
    await shop.pass(new Date(now.getTime() + 40 * 86_400_000));
    const { deps } = shop.server;
    // The process dies when the ledger has granted, before that is noted.
    const dying = { ...deps, db: dyingAt(deps.db, 'farebox.clawbacks set moved') };
    await expect(tell(dying, 'mockpay', later({ ...told, status: 'failed' }))).rejects.toThrow('cut');
    await shop.pass(new Date(now.getTime() + 41 * 86_400_000));
    await settleClawbacks(deps, id);
    expect([await debt(), await ann.balance()]).toEqual([0n, '3']);
    const open = await shop.rows('select 1 from farebox.clawbacks where order_id = $1 and done_at is null', [id]);
    expect(open).toEqual([]);
  });
});

describe('a dispute of a plan whose money went back', () => {
  it('does not bring the plan back', async () => {
    const { id, paymentId } = await paidPlan('monthly');
    await hear(refund(paymentId, 12));
    expect(await ann.see()).toMatchObject({ subscription: null });
    await hear(dispute(paymentId, { amountMinor: 1200n }));
    expect(await ann.see()).toMatchObject({ subscription: null });
    await hear(dispute(paymentId, { amountMinor: 1200n, status: 'won' }));
    expect(await ann.see()).toMatchObject({ subscription: null });
    expect((await ann.orders())[0]).toMatchObject({ id, status: 'refunded' });
  });
});

/** A database that fails at the statement with this text. */
function dyingAt(db: Shop['server']['deps']['db'], text: string): typeof db {
  return db.withPlugin({
    transformQuery: ({ node }) => {
      const written = JSON.stringify(node, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      if (written.includes(text)) throw new Error('cut');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
}
