import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillableShop, openKillable } from '../killable.fixture.ts';
import { type Desk, deskOn, output, usage } from './desk.fixture.ts';

let shop: KillableShop;
let desk: Desk;

beforeAll(async () => {
  shop = await openKillable(1);
  desk = deskOn(shop.upstream);
}, 120_000);

afterAll(() => shop?.close());

async function begin() {
  const answer = await shop.call('/v1/responses', { input: 'Hi', background: true });
  const { id } = (await answer.json()) as { id: string };
  return { id, receipt: answer.headers.get('x-farebox-receipt') };
}

/** Of `usage` at the shop's price, in credits. */
const CHARGE = '0.0002';

describe('a server that is killed', () => {
  it('settles what ran on meanwhile when it is there again, once', { timeout: 180_000 }, async () => {
    const [done, running] = [await begin(), await begin()];
    await shop.server.kill();
    desk.is(done.id, { status: 'completed', output, usage });
    await shop.server.start();
    const status = async (receipt: string | null) => (await shop.receipt(receipt)).status;
    await expect.poll(() => status(done.receipt), { timeout: 90_000, interval: 200 }).toBe('captured');
    expect(await shop.receipt(done.receipt)).toMatchObject({ outcome: 'completed', charged: CHARGE });
    expect(await status(running.receipt)).toBe('open');
    await shop.server.kill();
    await shop.server.start();
    desk.is(running.id, { status: 'cancelled', output: [], usage: null });
    await expect.poll(() => status(running.receipt), { timeout: 90_000, interval: 200 }).toBe('released');
    const { rows } = await shop.pool.query(
      "select count(*)::int as count from ledger.transaction where kind = 'capture'",
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect((await shop.balance()).held).toBe(0n);
  });
});
