import { creemSignature, stripeSignatureHeader } from '@farebox/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import type { Overrides } from '../../../../../tools/testing/server.ts';
import { asOwner } from '../callback.fixture.ts';
import { newBuyer, type Placed, payAt, place, TEN, type VendorName } from './buyer.fixture.ts';
import { type KeptCallback, type KeptCallbacks, keptCallbacks } from './kept-callbacks.fixture.ts';
import { startVendors, type Vendors } from './vendors.fixture.ts';

const COPIES = 100;

let callbacks: KeptCallbacks;
let vendors: Vendors;
let servers: [TestServer, TestServer];

beforeAll(async () => {
  callbacks = keptCallbacks();
  vendors = await startVendors(`http://127.0.0.1:${await freePort('127.0.0.1')}`, callbacks);
  const config = { payments: vendors.payments, limits: { signIn: { count: 10_000 } } } as Overrides;
  const first = await testServer({ listen: true, config });
  const second = await testServer({ listen: true, config, databaseUrl: first.databaseUrl });
  servers = [first, second];
});

afterAll(async () => {
  await servers[1].close();
  await servers[0].close();
  await vendors.close();
});

/** All at once, to both servers in turn, by both methods where there are two; then once more what was not accepted. */
async function bringAll(all: readonly KeptCallback[]): Promise<void> {
  const bring = (one: KeptCallback, at: number) => {
    const method = one.delivery.method === 'GET' && at % 4 > 1 ? 'POST' : one.delivery.method;
    const { url } = servers[at % 2] as TestServer;
    return one.bring((path, init) => fetch(`${url}${path}`, init), method);
  };
  const accepted = await Promise.all(all.map(bring));
  const again = await Promise.all(all.filter((_, at) => !accepted[at]).map(bring));
  expect(again).toEqual(again.map(() => true));
}

async function expectOneGrant({ id, userId, vendor }: Placed): Promise<void> {
  const rows = await asOwner(
    servers[0].databaseUrl,
    `select o.status, o.needs_review, sum(g.granted) as granted, count(*)::int as grants,
            (select count(*)::int from farebox.payments p where p.order_id = o.id) as payments
       from farebox.orders o join ledger."grant" g on g.reference = o.id::text where o.id = $1 group by o.id`,
    [id],
  );
  expect(rows).toEqual([{ status: 'fulfilled', needs_review: null, granted: `${TEN}`, grants: 1, payments: 1 }]);
  expect((await servers[0].deps.ledger.balance(userId))?.available).toBe(TEN + 3_000_000n);
  const open = `select type, state from farebox.provider_events where provider = $1 and state not in ('processed', 'ignored')`;
  expect(await asOwner(servers[0].databaseUrl, open, [vendor])).toEqual([]);
}

async function paid(vendor: VendorName): Promise<{ placed: Placed; told: KeptCallback[] }> {
  const placed = await place(servers[0], await newBuyer(servers[0]), vendor);
  callbacks.take();
  payAt(vendors, placed);
  return { placed, told: callbacks.take() };
}

/** The same news under another event id, signed anew. */
function another(one: KeptCallback, vendor: VendorName): KeptCallback {
  const { url, body } = one.delivery;
  const raw = (typeof body === 'string' ? body : body()).replace(/"id":\s*"(evt_\w+)"/, '"id":"$1x"');
  const headers = (): Record<string, string> => ({
    'content-type': 'application/json',
    ...(vendor === 'stripe'
      ? { 'stripe-signature': stripeSignatureHeader(raw, vendors.stripe.webhookSecret, Math.floor(Date.now() / 1000)) }
      : { 'creem-signature': creemSignature(raw, vendors.creem.webhookSecret) }),
  });
  const copy = keptCallbacks();
  copy.send({ id: `${one.delivery.id}x`, method: 'POST', url, headers, body: raw });
  return copy.kept[0] as KeptCallback;
}

/** Of all callbacks of a payment, the one that credits it. */
const credits: Record<VendorName, RegExp> = {
  stripe: /"checkout\.session\.completed"/,
  creem: /"checkout\.completed"/,
  epay: /^$/,
};

function creditingOf(told: KeptCallback[], vendor: VendorName): KeptCallback {
  const found = told.find(({ delivery: { body } }) => credits[vendor].test(typeof body === 'string' ? body : body()));
  if (!found) throw new Error(`none of ${told.length} callbacks credits`);
  return found;
}

describe.each<VendorName>(['stripe', 'epay', 'creem'])('at %s', (vendor) => {
  it('a hundred copies of one event at two servers grant once', async () => {
    const { placed, told } = await paid(vendor);
    await bringAll(Array.from({ length: COPIES }, () => creditingOf(told, vendor)));
    await expectOneGrant(placed);
  });

  it('all events of one payment at once, and other events of it, grant once', async () => {
    const { placed, told } = await paid(vendor);
    if (vendor === 'epay') vendors.epay.pay(placed.reference, { type: 'wxpay' });
    const others = vendor === 'epay' ? callbacks.take() : told.map((one) => another(one, vendor));
    expect(others.length).toBeGreaterThan(0);
    await bringAll(Array.from({ length: 10 }, () => [...told, ...others]).flat());
    await expectOneGrant(placed);
    const events = await asOwner<{ n: number }>(
      servers[0].databaseUrl,
      `select count(*)::int as n from farebox.provider_events where order_id = $1`,
      [placed.id],
    );
    expect(events[0]?.n).toBeGreaterThanOrEqual(vendor === 'epay' ? 1 : 2);
  });
});
