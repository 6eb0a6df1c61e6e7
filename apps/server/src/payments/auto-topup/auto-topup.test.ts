import { clientConfig } from '@farebox/kit';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AutoTopUpShop, autoTopUpShop } from '../../../../../tools/testing/auto-topup-shop.ts';
import { signUp } from '../../../../../tools/testing/index.ts';
import { tell } from '../news.ts';
import type { ProviderCard } from '../provider.ts';
import { runAutoTopUps } from './tasks.ts';

let shop: AutoTopUpShop;

async function audits(): Promise<string[]> {
  const found = await shop.rows<{ action: string }>(
    `select action from farebox.audit_logs where target_kind = 'auto_topup' and target_id = $1 order by id`,
  );
  return found.map(({ action }) => action);
}

async function stored(): Promise<{ customer_id: string; card_id: string }> {
  const [row] = await shop.rows<{ customer_id: string; card_id: string }>(
    'select customer_id, card_id from farebox.auto_topups where user_id = $1',
  );
  return row as { customer_id: string; card_id: string };
}

async function told(changes: Partial<ProviderCard> = {}) {
  const { customer_id: customerId, card_id: cardId } = await stored();
  const card = { kind: 'card' as const, userId: shop.userId, customerId, cardId, brand: 'visa', last4: '4242' };
  return tell(shop.server.deps, 'stripe', { ...card, ...changes });
}

describe('the terms', () => {
  beforeAll(async () => {
    shop = await autoTopUpShop(runAutoTopUps);
  });

  afterAll(() => shop.close());

  it('are none in the beginning', async () => {
    expect(await shop.seen()).toMatchObject({ enabled: false, threshold: null, state: 'no_card', card: null });
  });

  it.each([
    ['no amount', { enabled: true, threshold: '5' }, 400, 'auto_topup_incomplete'],
    ['no threshold', { enabled: true, amount: '10' }, 400, 'auto_topup_incomplete'],
    ['a threshold of nothing', { enabled: true, threshold: '0', amount: '10' }, 400, 'invalid_request'],
    ['an amount too small', { enabled: true, threshold: '5', amount: '0.99' }, 400, 'invalid_payment_amount'],
    ['an amount too large', { enabled: true, threshold: '5', amount: '10000.01' }, 400, 'invalid_payment_amount'],
    ['an amount too fine', { enabled: true, threshold: '5', amount: '1.001' }, 400, 'invalid_payment_amount'],
    ['another currency', { enabled: true, threshold: '5', amount: '10', currency: 'EUR' }, 400, 'currency_not_offered'],
    ['no room below the cap', { enabled: true, threshold: '49001', amount: '10' }, 409, 'balance_cap_exceeded'],
    ['none in a month', { enabled: true, threshold: '5', amount: '10', maxPerMonth: 0 }, 400, 'invalid_request'],
    ['something else', { enabled: true, threshold: '5', amount: '10', provider: 'x' }, 400, 'invalid_request'],
  ])('with %s are refused, and nothing is kept', async (_, wish, status, code) => {
    const answer = await shop.call('PUT', '/api/auto-topup', wish);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    expect(await shop.seen()).toMatchObject({ enabled: false, threshold: null });
  });

  it('are kept where they are not said again, and switched off without being checked', async () => {
    expect(await shop.enable({ maxPerMonth: 3 })).toMatchObject({ enabled: true, state: 'no_card', maxPerMonth: 3 });
    const raised = await shop.call('PUT', '/api/auto-topup', { enabled: true, amount: '20' });
    expect(raised.body).toMatchObject({ threshold: '5', amount: '20.00', maxPerMonth: 3 });
    const { payments } = shop.server.deps.config;
    const currencies = payments.currencies;
    payments.currencies = {};
    const off = await shop.call('PUT', '/api/auto-topup', { enabled: false });
    payments.currencies = currencies;
    expect(off).toMatchObject({ status: 200, body: { enabled: false, amount: '20.00' } });
    expect(await audits()).toEqual(Array(3).fill('auto_topup.changed'));
  });

  it('are nobody’s without signing in', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['POST', '/card'],
      ['DELETE', '/card'],
    ] as const) {
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
      const body = method === 'PUT' ? '{"enabled":false}' : undefined;
      const answer = await shop.server.app.request(`/api/auto-topup${path}`, { method, headers, body });
      expect(answer.status).toBe(401);
    }
  });
});

describe('a card', () => {
  beforeEach(async () => {
    shop = await autoTopUpShop(runAutoTopUps);
  });

  afterEach(() => shop.close());

  it('is kept once, however often it is told of', async () => {
    shop.stripe.courier.faults.duplicates = 3;
    await shop.saveCard();
    const card = { brand: 'visa', last4: '4242' };
    expect(await shop.seen()).toMatchObject({ state: 'ready', card, enabled: false });
    expect(await told()).toMatchObject({ note: null });
    expect(await audits()).toEqual(['auto_topup.card_saved']);
    expect(await shop.rows('select customer_id from farebox.provider_customers where user_id = $1')).toEqual([
      { customer_id: (await stored()).customer_id },
    ]);
  });

  it('takes the place of the one before, which is forgotten there and does not come back', async () => {
    await shop.saveCard();
    const before = await stored();
    await shop.saveCard('pm_card_mastercard');
    const after = await stored();
    expect(after.customer_id).toBe(before.customer_id);
    const detached = `/v1/payment_methods/${before.card_id}/detach`;
    expect(shop.stripe.calls().filter(({ path }) => path === detached)).toHaveLength(1);
    expect(await told({ cardId: before.card_id })).toMatchObject({ ignored: true });
    expect(await stored()).toEqual(after);
  });

  it('of somebody who is not here, or of another’s customer, is not kept', async () => {
    await shop.saveCard();
    const nobody = '00000000-0000-7000-8000-000000000000';
    expect(await told({ userId: nobody, cardId: 'pm_2' })).toMatchObject({ ignored: true });
    const other = await signUp(shop.server.app);
    expect(await told({ userId: other.userId, cardId: 'pm_2' })).toMatchObject({ ignored: true });
    const kept = await shop.rows('select user_id from farebox.auto_topups where card_id is not null', []);
    expect(kept).toEqual([{ user_id: shop.userId }]);
  });

  it('is removed here and there, switches it off, and does not come back', async () => {
    await shop.saveCard();
    await shop.enable();
    const before = await stored();
    const { status, body } = await shop.call('DELETE', '/api/auto-topup/card');
    expect([status, body]).toMatchObject([200, { enabled: false, state: 'no_card', card: null }]);
    expect(shop.stripe.calls().at(-1)).toMatchObject({ path: `/v1/payment_methods/${before.card_id}/detach` });
    expect((await shop.call('DELETE', '/api/auto-topup/card')).status).toBe(200);
    expect(await told({ customerId: before.customer_id, cardId: before.card_id })).toMatchObject({ ignored: true });
    expect(await audits()).toEqual(
      ['card_saved', 'changed', 'changed', 'card_removed'].map((action) => `auto_topup.${action}`),
    );
  });

  it('that the provider cannot be told to forget is charged no more, and can be removed later', async () => {
    await shop.saveCard();
    await shop.enable();
    shop.stripe.trouble({ path: '/detach', status: 503, times: 3 });
    expect((await shop.call('DELETE', '/api/auto-topup/card')).status).toBe(502);
    expect(await shop.seen()).toMatchObject({ enabled: false, card: { last4: '4242' } });
    await shop.due();
    await shop.run();
    expect(await shop.orders()).toEqual([]);
    expect((await shop.call('DELETE', '/api/auto-topup/card')).body).toMatchObject({ card: null });
  });

  it('is not asked for where no way of paying keeps one', async () => {
    shop.server.deps.config.payments.stripe.enabled = false;
    const { status, body } = await shop.call('POST', '/api/auto-topup/card');
    expect([status, body.error?.code]).toEqual([400, 'provider_not_offered']);
    expect(await shop.seen()).toMatchObject({ offered: false });
  });

  it('is known to its owner by brand and last digits alone, and to nobody else', async () => {
    await shop.saveCard();
    const other = await signUp(shop.server.app);
    const read = (userId: string, columns: string) => as(userId, `select ${columns} from farebox.auto_topups`);
    expect((await read(shop.userId, 'card_brand, card_last4')).rows).toEqual([
      { card_brand: 'visa', card_last4: '4242' },
    ]);
    expect((await read(other.userId, 'card_last4')).rows).toEqual([]);
    for (const column of ['card_id', 'customer_id', 'forgotten_cards', '*']) {
      await expect(read(shop.userId, column)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(as(shop.userId, 'update farebox.auto_topups set enabled = true')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

/** Runs a query as a signed-in person of the database. */
async function as(userId: string, query: string): Promise<pg.QueryResult> {
  const client = new pg.Client(clientConfig({ url: shop.server.databaseUrl, role: 'authenticated' }));
  await client.connect();
  try {
    await client.query(`select set_config('request.jwt.claims', $1, false)`, [JSON.stringify({ sub: userId })]);
    return await client.query(query);
  } finally {
    await client.end();
  }
}
