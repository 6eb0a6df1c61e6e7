import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import {
  beginEvents,
  chatChunk,
  chatUsageChunk,
  type ScriptedUpstream,
  scriptedUpstream,
} from '../../../../tools/testing/upstream.ts';
import { gatewaySettings } from './settings.ts';

const price = { input: '1', cachedInput: '0.5', output: '2' };
const messages = [{ role: 'user', content: 'Hello there' }];
const OWN_INPUT = 9n;
const words = ['one', ' two', ' three'];
const spoken = words.map((word) => chatChunk(word)).join('');
const usage = { prompt_tokens: 12, completion_tokens: 10, prompt_tokens_details: { cached_tokens: 4 } };

let upstream: ScriptedUpstream;
let server: TestServer;
let customer: Customer;
let before: bigint;

beforeAll(async () => {
  upstream = await scriptedUpstream();
  const timeouts = { firstByteMs: 5_000, idleMs: 5_000, totalMs: 1_500 };
  const channel = { type: 'openai', baseUrl: upstream.url, timeouts };
  const gateway = gatewaySettings.parse({
    channels: [
      { ...channel, name: 'cancels' },
      { ...channel, name: 'drains', onAbort: 'drain' },
    ],
    models: ['cancels', 'drains'].map((name) => ({ id: name, channel: name, price, maxOutputTokens: 500_000 })),
  });
  server = await testServer({ listen: true, config: { gateway } });
  customer = await newCustomer(server);
  before = (await customer.balance()).available;
});

afterAll(async () => {
  await server?.close();
  await upstream?.close();
});

afterEach(async () => {
  before = (await customer.balance()).available;
});

/** Begins a stream and reads until so many events came; `leave` goes away, as a closed browser tab does. */
async function listen(model: string, events: number) {
  const leaving = new AbortController();
  const body = { model, stream: true, messages };
  const answer = await customer.call('/v1/chat/completions', body, { signal: leaving.signal });
  const reader = answer.body!.getReader();
  let text = '';
  while (text.split('\n\n').length <= events) text += Buffer.from((await reader.read()).value!).toString('utf8');
  return { text, leave: () => leaving.abort(), receiptId: answer.headers.get('x-farebox-receipt') };
}

async function noStreamOpen() {
  const open = server.deps.metrics.registry.getSingleMetric('farebox_gateway_streams_open');
  await expect.poll(async () => (await open?.get())?.values[0]?.value).toBe(0);
}

async function outcomeOf(receiptId: string | null) {
  const receipt = await customer.receipt(receiptId);
  const after = await customer.balance();
  expect(after.held).toBe(0n);
  return { receipt, charge: before - after.available };
}

describe('a client that leaves', () => {
  it('pays for what it got, and the upstream is told at once', async () => {
    upstream.plays((response) => {
      beginEvents(response);
      response.write(spoken);
    });
    const { leave, receiptId } = await listen('cancels', 3);
    const left = performance.now();
    leave();
    await upstream.requests.at(-1)!.hungUp;
    expect(performance.now() - left).toBeLessThan(500);
    const { receipt, charge } = await outcomeOf(receiptId);
    expect([receipt.status, receipt.outcome, receipt.usage.estimated]).toEqual(['captured', 'aborted', true]);
    expect(charge).toBe(OWN_INPUT + 6n);
  });

  it('pays the upstream’s own input when the channel drains, and no output beyond what it got', async () => {
    let goOn = () => {};
    upstream.plays((response) => {
      beginEvents(response);
      response.write(spoken);
      goOn = () => response.end(`${chatChunk(' and more that nobody hears')}${chatUsageChunk(usage)}data: [DONE]\n\n`);
    });
    const { leave, receiptId } = await listen('drains', 3);
    leave();
    await noStreamOpen();
    goOn();
    const { receipt, charge } = await outcomeOf(receiptId);
    expect([receipt.outcome, receipt.usage]).toEqual([
      'aborted',
      { inputTokens: 12, cachedInputTokens: 4, outputTokens: 3, estimated: false },
    ]);
    expect(charge).toBe(8n + 2n + 6n);
  });

  it('pays by our own count when draining takes too long', async () => {
    upstream.plays((response) => {
      beginEvents(response);
      response.write(spoken);
    });
    const { leave, receiptId } = await listen('drains', 3);
    leave();
    const { receipt, charge } = await outcomeOf(receiptId);
    expect([receipt.outcome, charge]).toEqual(['aborted', OWN_INPUT + 6n]);
  });

  it.each([{ stream: true }, { stream: false }])('pays nothing before the first byte (%o)', async (asks) => {
    let arrived = () => {};
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    upstream.plays(() => arrived());
    const leaving = new AbortController();
    const body = { model: 'cancels', messages, ...asks };
    const call = customer.call('/v1/chat/completions', body, { signal: leaving.signal });
    await reached;
    leaving.abort();
    await expect(call).rejects.toThrow();
    await upstream.requests.at(-1)!.hungUp;
    const [last] = (await server.deps.ledger.history(customer.userId, { limit: 1, kinds: ['hold'] })).rows;
    const { receipt, charge } = await outcomeOf(last!.id);
    expect([receipt.status, receipt.outcome, charge]).toEqual(['released', 'aborted', 0n]);
  });
});

describe('a client that is slow', () => {
  it('holds the upstream back, and pays for what it was given when its time is up', async () => {
    let written = 0;
    upstream.plays((response) => {
      beginEvents(response);
      const more = () => {
        while (!response.destroyed && written < 200_000_000) {
          written += 10_000;
          if (!response.write(chatChunk('x '.repeat(5_000)))) break;
        }
        response.once('drain', more);
      };
      more();
    });
    const { receiptId } = await listen('cancels', 1);
    const { receipt, charge } = await outcomeOf(receiptId);
    expect([receipt.status, receipt.outcome]).toEqual(['captured', 'timeout']);
    expect(written).toBeLessThan(50_000_000);
    expect(charge).toBeGreaterThan(2n * 5_000n);
  });
});

describe('a call that ends', () => {
  it('was held once and settled once, whatever happened to it', async () => {
    const { rows } = await server.deps.ledger.history(customer.userId, { limit: 100 });
    const kinds = rows.map(({ kind }) => kind).filter((kind) => kind !== 'grant');
    expect(kinds.filter((kind) => kind === 'hold')).toHaveLength(6);
    expect(kinds.filter((kind) => kind === 'capture' || kind === 'release')).toHaveLength(6);
    expect(kinds).toHaveLength(12);
  });
});
