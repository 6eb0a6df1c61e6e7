import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AutoTopUpShop, autoTopUpShop } from '../../../../../tools/testing/auto-topup-shop.ts';
import { fulfilOrder } from '../fulfilment.ts';
import { takeIn } from '../intake.ts';
import { tell } from '../news.ts';
import type { Order } from '../order.ts';
import type { ProviderPayment } from '../provider.ts';
import { cardCallsOf, placeAttempt } from './attempt.ts';
import { type AutoTopUp, cardOf } from './auto-topup.ts';
import { takeTurn } from './store.ts';
import { runAutoTopUps } from './tasks.ts';

const tenDollars = 1_000_000_000n;

let shop: AutoTopUpShop;

beforeEach(async () => {
  shop = await autoTopUpShop(runAutoTopUps);
  await shop.saveCard();
  await shop.enable();
  shop.stripe.courier.hold();
});

afterEach(() => shop.close());

const noAnswer = (changes: object) => shop.stripe.trouble({ method: 'POST', path: '/v1/payment_intents', ...changes });

async function expectOneCharge(): Promise<void> {
  expect((await shop.intents()).filter(({ status }) => status === 'succeeded')).toHaveLength(1);
  expect(await shop.credited()).toBe(tenDollars);
  expect(await shop.topics()).toEqual(['auto_topup.succeeded']);
  expect(await shop.orders()).toMatchObject([{ status: 'fulfilled' }]);
  shop.stripe.courier.release();
  await shop.stripe.courier.flush();
  expect(await shop.credited()).toBe(tenDollars);
}

describe('a charge without an answer', () => {
  it('that was made is found by asking, before any other', async () => {
    noAnswer({ loseAnswer: true, times: 3 });
    await shop.run();
    expect(await shop.orders()).toMatchObject([{ status: 'pending' }]);
    expect(await shop.seen()).toMatchObject({ underWay: true, state: 'ready' });
    await shop.run();
    expect(await shop.orders()).toHaveLength(1);
    await shop.due();
    await shop.run();
    await expectOneCharge();
  });

  it('that never arrived is asked for again under its key', async () => {
    noAnswer({ status: 503, times: 3 });
    await shop.run();
    expect(await shop.intents()).toEqual([]);
    await shop.due();
    await shop.run();
    await expectOneCharge();
  });

  it('is left alone while the provider cannot be asked', async () => {
    noAnswer({ loseAnswer: true, times: 3 });
    await shop.run();
    shop.stripe.trouble({ path: '/v1/payment_intents', status: 503, times: 3 });
    await shop.due();
    await shop.run();
    expect(await shop.seen()).toMatchObject({ underWay: true });
    expect(await shop.orders()).toHaveLength(1);
    await shop.due();
    await shop.run();
    await expectOneCharge();
  });

  it('that was declined meanwhile counts as declined', async () => {
    await shop.call('DELETE', '/api/auto-topup/card');
    shop.stripe.courier.release();
    await shop.saveCard('pm_card_chargeCustomerFail');
    shop.stripe.courier.hold();
    await shop.enable();
    noAnswer({ loseAnswer: true, times: 3 });
    await shop.run();
    await shop.due();
    await shop.run();
    expect(await shop.seen()).toMatchObject({ state: 'failing', failures: 1, underWay: false });
    expect(await shop.orders()).toMatchObject([{ status: 'failed' }]);
  });

  it.each([
    ['its order’s time is over', `update farebox.orders set expires_at = now() where user_id = $1`],
    ['another card was saved', `update farebox.auto_topups set card_saved_at = now() where user_id = $1`],
    [
      'its key may be forgotten',
      `update farebox.orders set created_at = now() - interval '13 hours' where user_id = $1`,
    ],
  ])('is not asked for again when %s, and a new order comes an hour later', async (_, change) => {
    noAnswer({ status: 503, times: 3 });
    await shop.run();
    await shop.rows(change);
    await shop.due();
    await shop.run();
    expect(await shop.orders()).toMatchObject([{ status: 'cancelled' }]);
    expect(await shop.seen()).toMatchObject({ state: 'ready', underWay: false, lastError: 'provider_unreachable' });
    await shop.run();
    expect(await shop.orders()).toHaveLength(1);
    expect(await shop.intents()).toEqual([]);
    await shop.due();
    await shop.run();
    expect(await shop.orders()).toMatchObject([{ status: 'cancelled' }, { status: 'fulfilled' }]);
    expect(await shop.credited()).toBe(tenDollars);
  });

  it('is not asked for again when its owner has cancelled the order: that stops it', async () => {
    noAnswer({ status: 503, times: 3 });
    await shop.run();
    const [order] = await shop.orders();
    await shop.person.get('/api/me');
    expect((await shop.call('POST', `/api/orders/${order?.id}/cancel`)).status).toBe(200);
    await shop.due();
    await shop.run();
    expect(await shop.seen()).toMatchObject({ state: 'stopped', lastError: 'order_cancelled' });
    expect(await shop.intents()).toEqual([]);
  });
});

describe('a process that dies', () => {
  async function turn(): Promise<AutoTopUp> {
    return (await takeTurn(shop.server.deps.db, shop.userId)) as AutoTopUp;
  }

  async function placed(row: AutoTopUp): Promise<Order> {
    return (await placeAttempt(shop.server.deps, row)) as Order;
  }

  async function charged(row: AutoTopUp, order: Order): Promise<ProviderPayment> {
    const answer = await (await cardCallsOf(shop.server.deps, 'stripe'))?.charge(order, cardOf(row) as never);
    if (answer?.status !== 'succeeded') throw new Error('not charged');
    return answer.payment;
  }

  const steps: Record<string, () => Promise<unknown>> = {
    'after it took its turn': turn,
    'after the order': async () => placed(await turn()),
    'after the charge': async () => {
      const row = await turn();
      await charged(row, await placed(row));
    },
    'after the order was paid': async () => {
      const row = await turn();
      const order = await placed(row);
      await takeIn(shop.server.deps, order.id, { provider: 'stripe', payment: await charged(row, order) });
    },
    'after the credits': async () => {
      const row = await turn();
      const order = await placed(row);
      await tell(shop.server.deps, 'stripe', await charged(row, order));
    },
  };

  it.each(Object.keys(steps))('%s leaves nothing undone and nothing done twice', async (step) => {
    await steps[step]?.();
    await shop.run();
    expect((await shop.orders()).length).toBeLessThanOrEqual(1);
    await shop.due();
    await shop.run();
    const [order] = await shop.orders();
    if (order?.status === 'paid') {
      expect(await shop.seen()).toMatchObject({ underWay: true });
      await fulfilOrder(shop.server.deps, order.id);
      await shop.due();
      await shop.run();
    }
    await expectOneCharge();
  });
});
