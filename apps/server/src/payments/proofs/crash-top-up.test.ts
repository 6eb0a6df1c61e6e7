import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBuyer, type Placed, payAt, place, textOf, type VendorName } from './buyer.fixture.ts';
import { type Lock, lockOf, type StandStill, standStill } from './gates.fixture.ts';
import { type KilledServer, killedServer } from './killed-server.fixture.ts';

/** A point between two steps of a top-up: what it waits for there, and what is to be found when it died there. */
interface Point {
  name: string;
  locks(order: Placed): Lock[];
  /** A table that nobody else may want to write into when it is shut. */
  last?: string;
  found: { status: string; grants: number };
}

interface Standing {
  point: Point;
  placed: Placed;
  stood: StandStill;
}

const { order, account, inbox } = lockOf;

/** In an order in which none holds up the next: who holds the ledger comes last. */
const points: Point[] = [
  {
    name: 'credited and closed, its event open',
    locks: (one) => [account(one.userId), order(one.id), inbox(textOf(one))],
    found: { status: 'fulfilled', grants: 1 },
  },
  {
    name: 'credited, not closed',
    locks: (one) => [account(one.userId), order(one.id)],
    found: { status: 'paid', grants: 1 },
  },
  {
    name: 'in the middle of closing',
    locks: (one) => [account(one.userId), order(one.id)],
    last: 'farebox.audit_logs',
    found: { status: 'paid', grants: 1 },
  },
  { name: 'its event stored, not yet paid', locks: (one) => [order(one.id)], found: { status: 'pending', grants: 0 } },
  {
    name: 'in the middle of being paid',
    locks: (one) => [order(one.id)],
    last: 'farebox.payments',
    found: { status: 'pending', grants: 0 },
  },
];

const paidOnly: Point = {
  name: 'paid, not credited',
  locks: (one) => [account(one.userId)],
  found: { status: 'paid', grants: 0 },
};

const midCredit: Point = {
  name: 'in the middle of being credited',
  locks: (one) => [account(one.userId)],
  last: 'ledger.entry',
  found: { status: 'paid', grants: 0 },
};

let killed: KilledServer;

beforeAll(async () => {
  killed = await killedServer();
});

afterAll(() => killed.close());

async function stateOf({ id }: Placed): Promise<{ status: string; grants: number }> {
  const [row] = await killed.rows<{ status: string; grants: number }>(
    `select status, (select count(*)::int from ledger."grant" where reference = o.id::text) as grants
       from farebox.orders o where id = $1`,
    [id],
  );
  return row as { status: string; grants: number };
}

/** An order at each point, all at once. */
async function standAt(vendor: VendorName, all: readonly Point[]): Promise<Standing[]> {
  const { office, vendors } = killed;
  const standing: Standing[] = [];
  for (const point of all) {
    const placed = await place(office, await newBuyer(office), vendor);
    const stood = await standStill(office.databaseUrl, point.locks(placed), () => payAt(vendors, placed));
    standing.push({ point, placed, stood });
  }
  for (const { point, stood } of standing) if (point.last) await stood.goOn(lockOf.table(point.last));
  return standing;
}

/** What is found of each, by the name of its point. */
async function found(standing: readonly Standing[]): Promise<Record<string, object>> {
  const states = await Promise.all(standing.map(async ({ point, placed }) => [point.name, await stateOf(placed)]));
  return Object.fromEntries(states);
}

function all<T extends object>(standing: readonly Standing[], state: (point: Point) => T): Record<string, T> {
  return Object.fromEntries(standing.map(({ point }) => [point.name, state(point)]));
}

const openEvents = () =>
  killed.rows(
    `select type, state, last_error from farebox.provider_events where state not in ('processed', 'ignored')`,
  );

async function expectWhole(standing: readonly Standing[]): Promise<void> {
  const whole = all(standing, () => ({ status: 'fulfilled', grants: 1 }));
  await expect.poll(() => found(standing), { timeout: 15_000 }).toEqual(whole);
  await expect.poll(openEvents, { timeout: 15_000 }).toEqual([]);
}

/** Stripe tells once more of everything, EPay of these orders. */
async function tellAgain(vendor: VendorName, standing: readonly Standing[]): Promise<void> {
  const { stripe, courier } = killed.vendors;
  if (vendor === 'stripe') for (const { id } of stripe.events()) stripe.resend(id);
  else for (const { placed } of standing) payAt(killed.vendors, placed);
  await courier.flush();
}

const rounds = [
  { vendor: 'stripe', points: [...points, paidOnly], repair: 'the sweep', first: () => killed.sweep() },
  { vendor: 'epay', points: [...points, midCredit], repair: 'the next callback', first: tellAgain },
] as const;

describe('a server that dies while a top-up is under way', () => {
  it.each(rounds)('at $vendor: credited once by $repair', { timeout: 90_000 }, async ({ vendor, points, first }) => {
    await killed.start();
    const standing = await standAt(vendor, points);
    await killed.killAt(standing.map(({ stood }) => stood));
    expect(await found(standing)).toEqual(all(standing, ({ found }) => found));
    await killed.start();
    await first(vendor, standing);
    await expectWhole(standing);
    await tellAgain(vendor, standing);
    await killed.sweep();
    await expectWhole(standing);
  });
});
