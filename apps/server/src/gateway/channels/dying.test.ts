import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginEvents, chatChunk, chatUsageChunk, type Script } from '../../../../../tools/testing/upstream.ts';
import { answers, COST, hangsUp, messages, openShop, refuses, type Shop } from './shop.fixture.ts';

const CALLS = 200;
const DIES_AFTER = 60;
const words = Array.from({ length: 6 }, (_, at) => chatChunk(` word${at}`));
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

let shop: Shop;

beforeAll(async () => {
  // Long enough for two hundred calls in a process that is also the upstream and the clients.
  const timeouts = { connectMs: 10_000, firstByteMs: 20_000, idleMs: 20_000, totalMs: 60_000 };
  const channels = [
    { name: 'dying', weight: 2, keys: ['sk-operator-0001', 'sk-operator-0002'] },
    { name: 'sound', weight: 1 },
    { name: 'small', priority: 90, concurrent: 20 },
  ];
  shop = await openShop({
    channels: channels.map((channel) => ({ ...channel, timeouts })),
    models: { m: ['dying', 'sound', 'small'] },
    failover: { failures: 5, coolDownMs: 200, tries: 3 },
  });
});

afterAll(() => shop?.close());

let dead = false;
let begun = 0;

/** Answers slowly, dies in the middle of everything it is doing, and stays dead. */
const dies: Script = async (response, request) => {
  begun += 1;
  dead ||= begun > DIES_AFTER;
  if (dead) return hangsUp(response);
  if (request.body.stream !== true) {
    await setTimeout(20);
    return dead ? hangsUp(response) : answers()(response, request);
  }
  beginEvents(response);
  for (const word of words) {
    response.write(word);
    await setTimeout(10);
    if (dead) return hangsUp(response);
  }
  response.end(`${chatUsageChunk(usage)}data: [DONE]\n\n`);
};

/** Refuses each tenth call. */
let asked = 0;
const sound: Script = (response, request) => {
  asked += 1;
  return asked % 10 === 0 ? refuses(500)(response, request) : answers()(response, request);
};

type End = 'whole' | 'broken' | 'refused';

async function call(turn: number): Promise<{ end: End; id: string | null; text: string }> {
  await setTimeout(turn % 40);
  const body = { model: 'm', messages, stream: turn % 2 === 0, prompt_cache_key: `conversation ${turn % 30}` };
  const answer = await shop.customer.call('/v1/chat/completions', body);
  const text = await answer.text();
  const id = answer.headers.get('x-farebox-receipt');
  if (answer.status !== 200) {
    expect([502, 503]).toContain(answer.status);
    return { end: 'refused', id, text };
  }
  const isWhole = body.stream ? text.endsWith('data: [DONE]\n\n') : JSON.parse(text).object === 'chat.completion';
  return { end: isWhole ? 'whole' : 'broken', id, text };
}

it('a channel dies under two hundred calls: each is answered and charged once, or refused and free', async () => {
  shop.plays('dying', dies);
  shop.plays('sound', sound);
  const before = await shop.customer.balance();
  const calls = await Promise.all(Array.from({ length: CALLS }, (_, turn) => call(turn)));
  await expect.poll(async () => (await shop.customer.balance()).held, { timeout: 10_000 }).toBe(0n);

  let charged = 0n;
  for (const { end, id, text } of calls) {
    const receipt = await shop.customer.receipt(id);
    const micro = BigInt(Math.round(Number(receipt.charged) * 1e6));
    charged += micro;
    if (end === 'whole') expect([receipt.status, receipt.outcome, micro]).toEqual(['captured', 'completed', COST]);
    if (end === 'refused') expect([receipt.status, micro]).toEqual(['released', 0n]);
    if (end === 'broken') {
      expect([receipt.status, receipt.outcome]).toEqual(['captured', 'upstream_error']);
      const delivered = text.match(/ word\d/g)!.length;
      expect([micro > 0n, micro < BigInt(100), delivered > 0]).toEqual([true, true, true]);
    }
  }
  const ends = calls.map(({ end }) => end);
  const count = (end: End) => ends.filter((one) => one === end).length;
  expect(count('whole')).toBeGreaterThan(CALLS / 2);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(CALLS);
  expect(before.available - (await shop.customer.balance()).available).toBe(charged);

  const { rows } = await shop.server.deps.ledger.history(shop.customer.userId, { limit: 1_000 });
  const of = (...kinds: string[]) => rows.filter(({ kind }) => kinds.includes(kind));
  expect([of('hold').length, of('capture').length, of('release').length]).toEqual([
    CALLS,
    count('whole') + count('broken'),
    count('refused'),
  ]);
  const tried = shop
    .logged()
    .split('\n')
    .filter((line) => line.includes('"tried":')).length;
  expect([dead, tried > 0]).toEqual([true, true]);
  const metrics = await shop.server.deps.metrics.registry.metrics();
  for (const name of ['dying', 'sound', 'small']) {
    expect(metrics).toContain(`farebox_gateway_channel_calls_under_way{channel="${name}"} 0`);
  }
});
