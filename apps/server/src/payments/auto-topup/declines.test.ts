import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AutoTopUpShop, autoTopUpShop } from '../../../../../tools/testing/auto-topup-shop.ts';
import { runAutoTopUps } from './tasks.ts';

const HOUR = 3_600_000;

let shop: AutoTopUpShop;

beforeEach(async () => {
  shop = await autoTopUpShop(runAutoTopUps);
});

afterEach(() => shop.close());

async function ready(card: string): Promise<void> {
  await shop.saveCard(card);
  await shop.enable();
}

/** Hours from now, or null when it is not tried again by itself. */
async function hoursToNextTry(): Promise<number | null> {
  const { nextTryAt } = await shop.seen();
  return nextTryAt === null ? null : Math.round((Date.parse(nextTryAt) - Date.now()) / HOUR);
}

async function triedAgain(): Promise<void> {
  await shop.due();
  await shop.run();
  await shop.stripe.courier.flush();
}

describe('a card that the bank declines', () => {
  it('is tried again after an hour, a day and three days, and then no more', async () => {
    await ready('pm_card_chargeCustomerFail');
    const pauses: (number | null)[] = [];
    for (const _ of [1, 2, 3, 4]) {
      await triedAgain();
      await shop.run();
      pauses.push(await hoursToNextTry());
    }
    expect(pauses).toEqual([1, 24, 72, null]);
    expect(await shop.orders()).toMatchObject(Array(4).fill({ status: 'failed' }));
    expect(await shop.seen()).toMatchObject({ state: 'stopped', failures: 4, lastError: 'generic_decline' });
    expect(await shop.topics()).toEqual([...Array(4).fill('auto_topup.failed'), 'auto_topup.stopped']);
    await triedAgain();
    expect(await shop.orders()).toHaveLength(4);
    expect(await shop.credited()).toBe(0n);
  });

  it('is counted once, whoever tells of it', async () => {
    shop.stripe.courier.faults.duplicates = 3;
    await ready('pm_card_chargeDeclinedInsufficientFunds').catch(() => undefined);
    await shop.saveCard('pm_card_chargeCustomerFail');
    await shop.enable();
    await triedAgain();
    await shop.run();
    expect(await shop.seen()).toMatchObject({ state: 'failing', failures: 1 });
  });

  it('is forgotten with the first charge that works', async () => {
    await ready('pm_card_chargeCustomerFail');
    await triedAgain();
    expect(await shop.seen()).toMatchObject({ state: 'failing', failures: 1 });
    await shop.saveCard();
    expect(await shop.seen()).toMatchObject({ state: 'ready', failures: 0, lastError: null });
    await triedAgain();
    expect(await shop.seen()).toMatchObject({ state: 'ready', failures: 0, usedThisMonth: 1 });
  });

  it('is tried at once when its owner sets it anew', async () => {
    await ready('pm_card_chargeCustomerFail');
    await triedAgain();
    await shop.enable();
    expect(await shop.seen()).toMatchObject({ state: 'ready', failures: 0 });
    await shop.run();
    expect(await shop.orders()).toHaveLength(2);
  });

  it('says nothing of the card that was saved meanwhile', async () => {
    await ready('pm_card_chargeCustomerFail');
    shop.stripe.trouble({ method: 'POST', path: '/v1/payment_intents', loseAnswer: true, times: 3 });
    await shop.run();
    await shop.saveCard();
    await triedAgain();
    expect(await shop.seen()).toMatchObject({ state: 'ready', failures: 0, lastError: null, underWay: false });
    await shop.run();
    expect(await shop.orders()).toMatchObject([{ status: 'failed' }, { status: 'fulfilled' }]);
  });
});

describe('what no second try can change stops it at once', () => {
  it('a card that wants its owner present', async () => {
    await ready('pm_card_authenticationRequired');
    await triedAgain();
    expect(await shop.seen()).toMatchObject({
      ...{ enabled: true, state: 'stopped', lastError: 'authentication_required', nextTryAt: null },
    });
    expect(await shop.topics()).toEqual(['auto_topup.failed', 'auto_topup.stopped']);
    await triedAgain();
    expect(await shop.orders()).toMatchObject([{ status: 'failed' }]);
  });

  it('a card that is gone at the provider: it is gone here too', async () => {
    await ready('pm_card_visa');
    await shop.rows(`update farebox.auto_topups set card_id = 'pm_gone' where user_id = $1`);
    await triedAgain();
    expect(await shop.seen()).toMatchObject({ state: 'no_card', card: null, lastError: 'card_gone' });
    await shop.saveCard();
    await triedAgain();
    expect(await shop.orders()).toMatchObject([{ status: 'failed' }, { status: 'fulfilled' }]);
  });
});

describe('a payment that is on its way', () => {
  async function byBankDebit(): Promise<void> {
    await ready('pm_card_visa');
    const [row] = await shop.rows<{ customer_id: string }>(
      'select customer_id from farebox.auto_topups where user_id = $1',
    );
    shop.stripe.replaceCard(row?.customer_id as string, 'sepa_debit');
    const methods = await atStripe(`/v1/customers/${row?.customer_id}/payment_methods`);
    const debit = (methods.data as { id: string; type: string }[]).find(({ type }) => type === 'sepa_debit');
    await shop.rows('update farebox.auto_topups set card_id = $2 where user_id = $1', [shop.userId, debit?.id]);
  }

  async function atStripe(path: string, method = 'GET'): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${shop.stripe.secretKey}` };
    return (await (await fetch(`${shop.stripe.url}${path}`, { method, headers })).json()) as Record<string, unknown>;
  }

  it('is waited for, longer than its order lives, and no other is made', async () => {
    await byBankDebit();
    await shop.run();
    await shop.rows(`update farebox.orders set status = 'expired', expires_at = now() where user_id = $1`);
    await triedAgain();
    expect(await shop.seen()).toMatchObject({ underWay: true });
    expect(await shop.orders()).toMatchObject([{ status: 'expired' }]);
    expect(await shop.credited()).toBe(0n);
    const [intent] = await shop.intents();
    await atStripe(`/v1/payment_intents/${intent?.id}/cancel`, 'POST');
    await triedAgain();
    expect(await shop.seen()).toMatchObject({ underWay: false, state: 'failing', failures: 1 });
    expect(await shop.orders()).toHaveLength(1);
  });
});
