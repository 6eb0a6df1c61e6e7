import { isDeepStrictEqual } from 'node:util';
import { type TestServer, testDatabase, testServer } from '../../../../../tools/testing/index.ts';
import type { Overrides } from '../../../../../tools/testing/server.ts';
import { asOwner } from '../callback.fixture.ts';
import { type Cast, castOf, type Happening, stageOf } from './history.fixture.ts';
import { type KeptCallback, keptCallbacks } from './kept-callbacks.fixture.ts';
import { copyOf, indebted, letTimePass, outcomeOf, reconciled, spendAll } from './outcome.fixture.ts';
import { startVendors, type Vendors } from './vendors.fixture.ts';

/** What pays: lost altogether it is found by asking and comparing. All other callbacks arrive once at least. */
const pays = /"(checkout\.session\.(completed|async_payment_succeeded)|invoice\.paid|checkout\.completed)"/;

/** The same numbers for the same seed: 0 ≤ number < 1. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function bodyOf({ delivery: { body } }: KeptCallback): string {
  return typeof body === 'string' ? body : body();
}

/** In another order, some twice or three times, some of those that pay not at all. */
function mixed(all: readonly KeptCallback[], chance: () => number): KeptCallback[] {
  const copies = all.flatMap((one) => {
    const lost = (one.delivery.method === 'GET' || pays.test(bodyOf(one))) && chance() < 0.2;
    return lost ? [] : Array.from({ length: 1 + Math.floor(chance() * 2.5) }, () => one);
  });
  return copies
    .map((one) => ({ one, place: chance() }))
    .sort((left, right) => left.place - right.place)
    .map(({ one }) => one);
}

/**
 * Plays a history in parts at the providers, and brings what they tell to two servers: to one in order, to the other
 * anyhow. After each part both must be the same; then everybody spends what they have. What differed, in words.
 */
export async function checkHistory(parts: readonly Happening[][], seed: number): Promise<string[]> {
  const callbacks = keptCallbacks();
  const vendors = await startVendors('http://127.0.0.1:9', callbacks);
  const config = { payments: vendors.payments, limits: { signIn: { count: 10_000 } } } as Overrides;
  const original = await testDatabase();
  const cast = await beginning(original.url, config);
  const ordered = await copyOf(original, config);
  const anyhow = await copyOf(original, config);
  try {
    const play = stageOf(vendors, cast);
    const chance = chanceFrom(seed);
    for (const happenings of parts) {
      happenings.forEach(play);
      const told = callbacks.take();
      await bringTo(ordered, told, 1);
      await bringTo(anyhow, mixed(told, chance), 4);
      const problems = [...(await reconciled(anyhow)), ...(await settle([ordered, anyhow]))];
      if (problems.length > 0) return problems;
      await Promise.all([ordered, anyhow].map(spendAll));
    }
    return [];
  } finally {
    await Promise.all([ordered.close(), anyhow.close()]);
    await close(vendors);
    await original.drop();
  }
}

async function beginning(databaseUrl: string, config: Overrides): Promise<Cast> {
  const server = await testServer({ databaseUrl, config });
  const cast = await castOf(server);
  await asOwner(databaseUrl, 'update farebox.users set email_verified = true');
  await server.close();
  return cast;
}

async function bringTo({ app }: TestServer, told: readonly KeptCallback[], abreast: number): Promise<void> {
  const waiting = [...told];
  const work = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift())
      await one.bring((path, init) => app.request(path, init));
  };
  await Promise.all(Array.from({ length: abreast }, work));
}

async function settle(servers: [TestServer, TestServer]): Promise<string[]> {
  await Promise.all(servers.map(letTimePass));
  const apart = (await Promise.all(servers.map(indebted))).flat();
  const [ordered, anyhow] = await Promise.all([outcomeOf(servers[0], apart), outcomeOf(servers[1], apart)]);
  return Object.keys(ordered).flatMap((name) => {
    const [one, other] = [ordered[name] ?? [], anyhow[name] ?? []];
    if (isDeepStrictEqual(one, other)) return [];
    const only = (rows: unknown[], others: unknown[]) =>
      rows
        .filter((row) => !others.some((each) => isDeepStrictEqual(row, each)))
        .map((row) => JSON.stringify(row, asText));
    return [`${name}: in order ${only(one, other).join(' ')}; anyhow ${only(other, one).join(' ')}`];
  });
}

const asText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

const close = (vendors: Vendors) => vendors.close();
