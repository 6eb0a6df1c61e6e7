import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { newBuyer, type Placed, payAt, place, placePlan, type VendorName } from './buyer.fixture.ts';
import { type Lock, lockOf, type StandStill, standStill } from './gates.fixture.ts';
import { type KilledServer, killedServer } from './killed-server.fixture.ts';

const { order, account, inbox, step, table } = lockOf;

let killed: KilledServer;
let cookie: string;

beforeAll(async () => {
  killed = await killedServer();
  await killed.start();
  cookie = (await staffOf(killed.office, 'root')).cookie;
});

afterAll(() => killed.close());

const stand = (locks: Lock[], act: () => unknown) => standStill(killed.office.databaseUrl, locks, act);
const credits = async (userId: string) =>
  Number(((await killed.office.deps.ledger.balance(userId))?.available ?? 0n) / 1_000_000n);
const seen = async (query: string, values: unknown[]) => (await killed.rows<Record<string, unknown>>(query, values))[0];

/** What is known of an order whose money went back. */
const standing = ({ id }: Placed) =>
  seen(
    `select o.status, o.needs_review, (select array_agg(status) from farebox.refunds where order_id = o.id) as refunds,
            (select count(*)::int from farebox.clawbacks where order_id = o.id and done_at is null) as open,
            (select count(*)::int from farebox.clawbacks where order_id = o.id and done_at is not null) as done
       from farebox.orders o where id = $1`,
    [id],
  );

async function paid(vendor: VendorName): Promise<Placed> {
  const placed = await place(killed.office, await newBuyer(killed.office), vendor);
  payAt(killed.vendors, placed);
  await killed.vendors.courier.flush();
  expect(await standing(placed)).toMatchObject({ status: 'fulfilled' });
  return placed;
}

const paymentOf = async ({ id }: Placed) =>
  String((await seen('select provider_payment_id as id from farebox.payments where order_id = $1', [id]))?.id);

/** Asks the server that is going to die; nobody hears its answer. */
function asRoot(path: string, body: object): void {
  const headers = { cookie, origin: killed.url, 'content-type': 'application/json', 'idempotency-key': path };
  fetch(`${killed.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined);
}

const refundByHand = ({ id }: Placed) =>
  asRoot(`/api/admin/orders/${id}/refunds`, { amount: '4.00', reason: 'A gift' });
const noOpenEvents = () =>
  killed.rows(
    `select type, state, last_error from farebox.provider_events where state not in ('processed', 'ignored')`,
  );

async function dieAt(stood: StandStill[]): Promise<void> {
  await killed.killAt(stood);
}

async function comeBack(): Promise<void> {
  await killed.start();
  await killed.sweep();
  await expect.poll(noOpenEvents, { timeout: 15_000 }).toEqual([]);
}

describe('a server that dies while money goes back', () => {
  it('takes the credits of a refund once', { timeout: 60_000 }, async () => {
    const points: [Placed, string, Lock[], object][] = [];
    const add = async (locks: (placed: Placed, payment: string) => Lock[], found: object) => {
      const placed = await paid('stripe');
      const payment = await paymentOf(placed);
      points.push([placed, payment, locks(placed, payment), found]);
    };
    await add((one) => [order(one.id)], { refunds: null, open: 0, done: 0 });
    await add(({ id, userId }) => [order(id), account(userId), step(id)], { open: 1, done: 0 });
    await add(({ id, userId }, payment) => [order(id), account(userId), step(id), inbox(payment)], {
      open: 0,
      done: 1,
    });
    await add(({ id, userId }) => [order(id), account(userId)], { refunds: ['succeeded'], open: 1, done: 0 });
    const stood: StandStill[] = [];
    for (const [, payment, locks] of points) {
      stood.push(await stand(locks, () => killed.vendors.stripe.refund(payment, 400)));
    }
    await dieAt(stood);
    for (const [placed, , , found] of points) expect(await standing(placed)).toMatchObject(found);
    await comeBack();
    for (const [placed] of points) {
      const whole = { status: 'partially_refunded', refunds: ['succeeded'], open: 0, done: 1 };
      await expect.poll(() => standing(placed), { timeout: 15_000 }).toMatchObject(whole);
      expect(await credits(placed.userId)).toBe(603);
    }
    for (const { id } of killed.vendors.stripe.events()) killed.vendors.stripe.resend(id);
    await killed.vendors.courier.flush();
    for (const [placed] of points) expect(await credits(placed.userId)).toBe(603);
  });

  it('asks no provider a second time for a refund that it was about to make', { timeout: 60_000 }, async () => {
    const { stripe, epay, courier } = killed.vendors;
    const [asked, answered, atEPay, noted] = [
      await paid('stripe'),
      await paid('stripe'),
      await paid('epay'),
      await paid('epay'),
    ];
    const twice = ({ id }: Placed) => [order(id), order(id)];
    const thrice = ({ id }: Placed) => [order(id), order(id), order(id)];
    const stood = [
      await stand(twice(answered), () => refundByHand(answered)),
      await stand(twice(atEPay), () => refundByHand(atEPay)),
      await stand(thrice(noted), () => refundByHand(noted)),
    ];
    stripe.trouble({ method: 'POST', path: '/v1/refunds', delayMs: 3_600_000 });
    refundByHand(asked);
    await expect.poll(() => standing(asked)).toMatchObject({ refunds: ['requested'] });
    await dieAt(stood);
    for (const one of [asked, answered, atEPay]) {
      expect(await standing(one)).toMatchObject({ refunds: ['requested'], open: 0, done: 0 });
      expect(await credits(one.userId)).toBe(1003);
    }
    expect(await standing(noted)).toMatchObject({ refunds: ['succeeded'] });
    await comeBack();
    const unknown = { refunds: ['unknown'], needs_review: 'refund_unknown' };
    for (const one of [asked, atEPay])
      await expect.poll(() => standing(one), { timeout: 15_000 }).toMatchObject(unknown);
    await expect.poll(() => standing(noted), { timeout: 15_000 }).toMatchObject({ refunds: ['succeeded'], done: 1 });
    expect(await credits(noted.userId)).toBe(603);
    // Stripe tells what became of its refund. EPay tells nothing: a person asks there, and says so.
    for (const { id } of stripe.events()) stripe.resend(id);
    await courier.flush();
    await expect.poll(() => standing(answered)).toMatchObject({ refunds: ['succeeded'], done: 1 });
    for (const [one, outcome] of [
      [atEPay, 'succeeded'],
      [asked, 'failed'],
    ] as const) {
      const id = (await seen('select id from farebox.refunds where order_id = $1', [one.id]))?.id;
      asRoot(`/api/admin/refunds/${id}/settle`, { outcome, reason: 'Seen on their page' });
      await expect.poll(() => standing(one)).toMatchObject({ refunds: [outcome], open: 0 });
    }
    expect(epay.order(atEPay.reference).refunds).toHaveLength(1);
    expect(stripe.calls().filter(({ method, path }) => method === 'POST' && path === '/v1/refunds')).toHaveLength(1);
    const left = await Promise.all([asked, answered, atEPay].map(({ userId }) => credits(userId)));
    expect(left).toEqual([1003, 603, 603]);
  });
});

describe('a server that dies over a payment that has no order yet', () => {
  it('credits a renewal, and a stray payment that was assigned, once', { timeout: 60_000 }, async () => {
    const { stripe, courier } = killed.vendors;
    const buyers = await Promise.all([1, 2, 3].map(() => newBuyer(killed.office)));
    const subscriptions: string[] = [];
    for (const buyer of buyers) {
      payAt(killed.vendors, await placePlan(killed.office, buyer, 'basic', 'stripe'));
      await courier.flush();
      const row = await seen('select provider_subscription_id as id from farebox.subscriptions where user_id = $1', [
        buyer.userId,
      ]);
      subscriptions.push(String(row?.id));
    }
    const ofUser = (userId: string): Lock => ({
      query: `select from farebox.orders where user_id = $1 for no key update`,
      values: [userId],
    });
    const stray = stripe.strayPayment({ email: 'somebody@else.example', amount: 1000, currency: 'usd' });
    await courier.flush();
    const waiting = await seen('select id from farebox.unmatched_payments where provider_payment_id = $1', [stray.id]);
    const patron = await newBuyer(killed.office);
    const [one, two, three] = buyers as [(typeof buyers)[0], (typeof buyers)[0], (typeof buyers)[0]];
    const assign = () =>
      asRoot(`/api/admin/unmatched-payments/${waiting?.id}/assign`, { userId: patron.userId, reason: 'By mail' });
    const entry = {
      query: 'select from farebox.unmatched_payments where id = $1 for no key update',
      values: [waiting?.id],
    };
    const stood = [
      await stand([account(one.userId), ofUser(one.userId)], () => stripe.renew(subscriptions[0] ?? '')),
      await stand([entry], assign),
      await stand([account(two.userId)], () => stripe.renew(subscriptions[1] ?? '')),
    ];
    await stood[1]?.goOn(table('farebox.payments'));
    stood.push(await stand([lockOf.ordersOf(three.userId)], () => stripe.renew(subscriptions[2] ?? '')));
    await dieAt(stood);
    const grants = async (userId: string) =>
      (
        await seen(`select count(*)::int as n from ledger."grant" where account_id = $1 and category = 'paid'`, [
          userId,
        ])
      )?.n;
    expect(await Promise.all([one, two, three, patron].map(({ userId }) => grants(userId)))).toEqual([2, 1, 1, 0]);
    await comeBack();
    const orders = () =>
      killed.rows(
        'select kind, status from farebox.orders where user_id = any ($1) and (kind = $2 or kind = $3) order by kind',
        [[...buyers, patron].map(({ userId }) => userId), 'renewal', 'unmatched'],
      );
    const fulfilled = ['renewal', 'renewal', 'renewal', 'unmatched'].map((kind) => ({ kind, status: 'fulfilled' }));
    await expect.poll(orders, { timeout: 15_000 }).toEqual(fulfilled);
    for (const { id } of stripe.events()) stripe.resend(id);
    await courier.flush();
    expect(await orders()).toEqual(fulfilled);
    expect(await Promise.all([one, two, three, patron].map(({ userId }) => grants(userId)))).toEqual([2, 2, 2, 1]);
  });
});
