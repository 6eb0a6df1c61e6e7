import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { answers, messages, openShop, refuses, type Shop } from './channels/shop.fixture.ts';
import { Replays } from './replays.ts';

const CHAT = '/v1/chat/completions';

let shop: Shop;
let other: Customer;

beforeAll(async () => {
  shop = await openShop({ channels: [{ name: 'one' }], models: { m: ['one'], second: ['one'] } });
  other = await newCustomer(shop.server);
});

afterAll(() => shop?.close());

const body = { model: 'm', messages };
const call = (key: string, wanted: object = body, by: Customer = shop.customer) =>
  by.call(CHAT, wanted, { headers: { 'idempotency-key': key } });

async function codeOf(answer: Response): Promise<unknown> {
  return ((await answer.json()) as { error: { code: string } }).error.code;
}

describe('a call with an Idempotency-Key', () => {
  it('gets the first answer again, charged once, with the first receipt', async () => {
    shop.plays('one', answers('First.'));
    const before = await shop.customer.balance();
    const asked = shop.asked('one').length;
    const first = await call('again');
    const second = await call('again');
    expect(await second.text()).toBe(await first.text());
    for (const name of ['x-farebox-receipt', 'x-farebox-charge', 'content-type'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(shop.asked('one').length - asked).toBe(1);
    expect(before.available - (await shop.customer.balance()).available).toBe(20n);
  });

  it('is refused for another request', async () => {
    shop.plays('one', answers());
    await call('other');
    const answer = await call('other', { ...body, model: 'second' });
    expect([answer.status, await codeOf(answer)]).toEqual([409, 'idempotency_mismatch']);
  });

  it('belongs to its account: another gets an answer of its own', async () => {
    shop.plays('one', answers());
    const [mine, theirs] = [await call('shared'), await call('shared', body, other)];
    expect(theirs.headers.get('x-farebox-receipt')).not.toBe(mine.headers.get('x-farebox-receipt'));
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
  });

  it('of ten at once, one is answered; the others are told that it runs, or get its answer', async () => {
    let go = () => {};
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    shop.plays('one', async (...args) => {
      await wait;
      await answers()(...args);
    });
    const asked = shop.asked('one').length;
    const calls = Array.from({ length: 10 }, () => call('race'));
    const early = await Promise.race(calls);
    go();
    const all = await Promise.all(calls);
    expect([early.status, await codeOf(early), early.headers.get('retry-after')]).toEqual([
      409,
      'call_in_progress',
      '1',
    ]);
    const answered = all.filter(({ status }) => status === 200);
    expect(answered.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1);
    expect(new Set(answered.map(({ headers }) => headers.get('x-farebox-receipt'))).size).toBe(1);
    expect(shop.asked('one').length - asked).toBe(1);
  });

  it('is free again after a failure, and after a stream', async () => {
    shop.plays('one', refuses(500));
    expect((await call('failed')).status).toBe(502);
    shop.plays('one', answers());
    expect((await call('failed')).status).toBe(200);
    const streams = [await call('stream', { ...body, stream: true }), await call('stream', { ...body, stream: true })];
    for (const stream of streams) expect(await stream.text()).toContain('[DONE]');
  });

  it('is refused when it is not one', async () => {
    const answer = await call('two words');
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'invalid_idempotency_key']);
  });
});

describe('what is kept', () => {
  const kept = (size: number) => ({ body: new Uint8Array(size), headers: {} });
  const keep = (replays: Replays, id: string, size: number) => {
    replays.begin(id, {});
    replays.keep(id, kept(size));
  };

  it('never exceeds its bounds: the oldest goes first, the largest is not kept', () => {
    const replays = new Replays({ answers: 3, bytes: 100, answerBytes: 60, keepMs: 60_000 });
    keep(replays, 'a', 50);
    keep(replays, 'b', 50);
    keep(replays, 'c', 20);
    expect([replays.bytes, replays.begin('a', {}), replays.begin('b', {})]).toEqual([70, null, kept(50)]);
    keep(replays, 'huge', 61);
    expect(replays.bytes).toBe(70);
  });
});
