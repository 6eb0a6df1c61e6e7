import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import type { Overrides } from '../../../../../tools/testing/server.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { asOwner } from '../callback.fixture.ts';
import { type Buyer, newBuyer, payAt, placePlan } from './buyer.fixture.ts';
import { type KeptCallback, type KeptCallbacks, keptCallbacks } from './kept-callbacks.fixture.ts';
import { reconciled } from './outcome.fixture.ts';
import { startVendors, type Vendors } from './vendors.fixture.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let callbacks: KeptCallbacks;
let vendors: Vendors;
let server: TestServer;

beforeAll(async () => {
  callbacks = keptCallbacks();
  vendors = await startVendors('http://127.0.0.1:9', callbacks);
  server = await testServer({ config: { payments: vendors.payments } as Overrides });
  const terms = { currency: 'USD', billing_type: 'recurring', billing_period: 'every-month' };
  vendors.creem.product({ ...terms, name: 'Monthly', description: 'Credits', price: 500 });
  const [product] = await productsOfCreem();
  const plan = { id: 'monthly', name: 'Monthly', interval: 'month', grantAmount: '1000', level: 1 };
  const prices = { USD: { amount: '5.00', creemProduct: product } };
  const root = await staffOf(server, 'root');
  expect(await root.post('/api/admin/plans', { ...plan, prices })).toMatchObject({ status: 201 });
});

afterAll(async () => {
  await server.close();
  await vendors.close();
});

async function productsOfCreem(): Promise<string[]> {
  const { apiKey } = vendors.payments.creem as { apiKey: string };
  const answer = await fetch(`${vendors.creem.url}/v1/products/search`, { headers: { 'x-api-key': apiKey } });
  const { items } = (await answer.json()) as { items: { id: string; billing_type: string }[] };
  return items.filter(({ billing_type }) => billing_type === 'recurring').map(({ id }) => id);
}

const bring = async (all: readonly KeptCallback[]) => {
  for (const one of all) expect(await one.bring((path, init) => server.app.request(path, init))).toBe(true);
};
const rows = <Row>(query: string, buyer: Buyer) => asOwner<Row>(server.databaseUrl, query, [buyer.userId]);
const ordersOf = (buyer: Buyer) =>
  rows('select kind, status from farebox.orders where user_id = $1 order by created_at, id', buyer);
const subscriptionOf = async (buyer: Buyer) =>
  (
    await rows<{ id: string; status: string }>(
      'select provider_subscription_id as id, status from farebox.subscriptions where user_id = $1',
      buyer,
    )
  )[0];

async function subscribe(vendor: 'stripe' | 'creem'): Promise<{ buyer: Buyer; told: KeptCallback[] }> {
  const buyer = await newBuyer(server);
  const placed = await placePlan(server, buyer, 'monthly', vendor);
  callbacks.take();
  payAt(vendors, placed);
  return { buyer, told: callbacks.take() };
}

describe.each(['stripe', 'creem'] as const)('periods at %s that nobody told of', (vendor) => {
  it('are found by comparing, each as the period that it is', async () => {
    const { buyer, told } = await subscribe(vendor);
    await bring(told);
    const { id = '' } = (await subscriptionOf(buyer)) ?? {};
    // Creem's periods end by themselves; which is which it tells by the time alone.
    if (vendor === 'creem') vendors.creem.advance(new Date(Date.now() + 95 * DAY_MS));
    else for (let month = 0; month < 3; month += 1) vendors.stripe.renew(id);
    callbacks.take();
    expect(await reconciled(server)).toEqual([]);
    const renewal = { kind: 'renewal', status: 'fulfilled' };
    expect(await ordersOf(buyer)).toEqual([{ kind: 'subscription', status: 'fulfilled' }, renewal, renewal, renewal]);
    expect(await rows('select from farebox.unmatched_payments where user_id = $1', buyer)).toEqual([]);
  });
});

it('a payment that is told of late does not hide that the next one failed', async () => {
  const { buyer, told } = await subscribe('stripe');
  const [created] = told.filter(({ delivery: { body } }) => /"customer\.subscription\.created"/.test(String(body)));
  const id = /"(sub_\w+)"/.exec(String(created?.delivery.body))?.[1] ?? '';
  vendors.stripe.renew(id, { fail: true });
  const late = told.filter(({ delivery: { body } }) => /"invoice\.paid"/.test(String(body)));
  await bring([...told.filter((one) => !late.includes(one)), ...callbacks.take()]);
  await bring(late);
  expect(await ordersOf(buyer)).toEqual([{ kind: 'subscription', status: 'fulfilled' }]);
  expect(await subscriptionOf(buyer)).toEqual({ id, status: 'past_due' });
});
