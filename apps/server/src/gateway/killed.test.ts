import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginEvents, chatChunk, chatUsageChunk } from '../../../../tools/testing/upstream.ts';
import { type KillableShop, openKillable } from './killable.fixture.ts';

/** A busy machine may take long to start a server. */
const PATIENCE_MS = 180_000;

const OWN_INPUT = 9;
const spoken = ['one', ' two', ' three'].map((word) => chatChunk(word)).join('');
const chat = '/v1/chat/completions';
const asks = { messages: [{ role: 'user', content: 'Hello there' }], max_tokens: 100 };

let shop: KillableShop;

beforeAll(async () => {
  shop = await openKillable(4);
}, PATIENCE_MS);
afterAll(() => shop?.close(), PATIENCE_MS);

/** Begins a stream of which three words come, and no more until `goOn`. */
async function beginStream() {
  let goOn = (_end: string) => {};
  shop.upstream.plays((response) => {
    beginEvents(response);
    response.write(spoken);
    goOn = (end) => response.end(end);
  });
  const answer = await shop.call(chat, { ...asks, stream: true });
  const reader = answer.body!.getReader();
  let text = '';
  const readOn = async () => {
    const { done, value } = await reader.read();
    text += Buffer.from(value ?? []).toString('utf8');
    return !done;
  };
  while (text.length < spoken.length) await readOn();
  return {
    receiptId: answer.headers.get('x-farebox-receipt'),
    goOn,
    /** What came after the three words. */
    heard: () => text.slice(spoken.length),
    async readOut() {
      while (await readOn());
    },
  };
}

/** A call to which the upstream says nothing: resolves when it has arrived there. */
async function beginSilence(body: object) {
  const arrived = new Promise<void>((resolve) => shop.upstream.plays(() => resolve()));
  const lost = expect(shop.call(chat, { ...asks, ...body })).rejects.toThrow();
  await arrived;
  return { lost };
}

/** Begins to write and never stops, as far as the other side takes it; tells how much that was. */
function floods(most: number): () => number[] {
  const written: number[] = [];
  shop.upstream.plays((response) => {
    beginEvents(response);
    const mine = written.push(0) - 1;
    const piece = chatChunk('x '.repeat(5_000));
    const more = () => {
      while (!response.destroyed && written[mine]! < most) {
        written[mine]! += piece.length;
        if (!response.write(piece)) break;
      }
      response.once('drain', more);
    };
    more();
  });
  return () => written;
}

/** So many clients that read the beginning of a stream and then no more, until nothing moves; their receipts. */
async function stuck(clients: number, most: number, signal: AbortSignal) {
  const written = floods(most);
  const calls = Array.from({ length: clients }, async () => {
    const answer = await shop.call(chat, { ...asks, max_tokens: 50_000, stream: true }, { signal });
    await answer.body!.getReader().read();
    return answer.headers.get('x-farebox-receipt');
  });
  const receipts = await Promise.all(calls);
  let last = -1;
  const rests = () => {
    const sum = written().reduce((all, one) => all + one, 0);
    const same = sum === last;
    last = sum;
    return same;
  };
  await expect.poll(rests, { interval: 500, timeout: 60_000 }).toBe(true);
  return { receipts, written: written() };
}

it(
  'clients that do not read hold the upstream back: the server keeps next to nothing for them',
  async () => {
    const memory = () =>
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(shop.server.pid)], { encoding: 'utf8' })) * 1024;
    const [clients, most] = [16, 64_000_000];
    const leaving = new AbortController();
    // The first one makes the server load its tokenizer.
    await stuck(1, most, leaving.signal);
    const before = memory();
    const { receipts, written } = await stuck(clients, most, leaving.signal);
    expect(Math.max(...written)).toBeLessThan(most);
    expect(memory() - before).toBeLessThan((clients * most) / 4);
    leaving.abort();
    await expect.poll(async () => (await shop.balance()).held, { timeout: 60_000 }).toBe(0n);
    const ends = await Promise.all(receipts.map((id) => shop.receipt(id)));
    expect(new Set(ends.map(({ status, outcome }) => `${status} ${outcome}`))).toEqual(new Set(['captured aborted']));
  },
  PATIENCE_MS,
);

it(
  'a server is killed: nobody knows what was delivered, so the sweeper gives all holds back',
  async () => {
    const before = await shop.balance();
    const { receiptId, readOut } = await beginStream();
    const silent = [await beginSilence({ stream: true }), await beginSilence({ stream: false })];
    expect(await shop.receipt(receiptId)).toMatchObject({ status: 'open', charged: '0' });
    await shop.server.kill();
    await expect(readOut()).rejects.toThrow();
    await Promise.all([
      ...silent.map(({ lost }) => lost),
      ...shop.upstream.requests.slice(-3).map(({ hungUp }) => hungUp),
    ]);
    const { available, held } = await shop.balance();
    expect(held).toBeGreaterThan(600n);
    expect(available).toBe(before.available - held);
    await shop.server.start();
    await shop.sweep();
    expect(await shop.receipt(receiptId)).toMatchObject({ status: 'expired', outcome: 'expired', charged: '0' });
    expect(await shop.balance()).toEqual(before);
  },
  PATIENCE_MS,
);

it(
  'a server is told to stop: it lets streams end, says goodbye to those that do not, and settles them all',
  async () => {
    const before = await shop.balance();
    const { url } = shop.server;
    const [endless, other] = [await beginStream(), await beginStream()];
    const stopped = shop.server.stop();
    const ready = () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(ready).toBe(false);
    other.goOn(`${chatUsageChunk({ prompt_tokens: 20, completion_tokens: 4 })}data: [DONE]\n\n`);
    await other.readOut();
    expect(other.heard()).toBe('data: [DONE]\n\n');
    // On a busy machine the connection may be closed behind the last event.
    await endless.readOut().catch(() => null);
    const [, last = ''] = /^data: (.*)\n\n$/.exec(endless.heard()) ?? [];
    expect(JSON.parse(last).error.code).toBe('stopping');
    await stopped;
    expect(shop.server.findings).toEqual([]);
    await shop.server.start();
    expect(await shop.receipt(other.receiptId)).toMatchObject({ status: 'captured', outcome: 'completed' });
    const receipt = await shop.receipt(endless.receiptId);
    expect(receipt).toMatchObject({ status: 'captured', outcome: 'stopped', charged: '0.000015' });
    expect(receipt.usage).toMatchObject({ inputTokens: OWN_INPUT, outputTokens: 3, estimated: true });
    expect(await shop.balance()).toEqual({ available: before.available - 28n - 15n, held: 0n });
  },
  PATIENCE_MS,
);
