import { describe, expect, it } from 'vitest';
import type { PriceSetting } from '../pricing/index.ts';
import { readPrice } from '../pricing/index.ts';
import type { Offer } from './catalog.ts';
import { boundOf, chargeOf } from './charge.ts';
import type { Dialect } from './dialect.ts';
import { chat } from './endpoints.ts';
import { responses } from './responses/dialect.ts';
import { gatewaySettings } from './settings.ts';
import { StreamReader } from './stream-reader.ts';
import { meter } from './usage.ts';

const rule = gatewaySettings.parse({ estimate: { toolTokens: 1_000 } }).estimate;
const tokens = { input: '1', output: '2' };

function offer(price: PriceSetting, more: Partial<Offer> = {}): Offer {
  const sale = { price: readPrice(price), cost: null, group: 'default', multiplier: 1_000_000n };
  const limits = { maxOutputTokens: 100, contextTokens: null, maxToolCalls: 3 };
  return { id: 'm', routes: [], served: new Map(), ownedBy: 'us', hostedTools: true, ...limits, sale, ...more };
}

function ask(dialect: Dialect, body: object, model: Offer) {
  const { length } = JSON.stringify(body);
  const read = dialect.readAsk({ json: { ...body }, bytes: length, header: () => undefined }, model, rule);
  const payload = JSON.parse(read.payload({ model: 'up', outputLimitField: 'max_tokens' }) as string) as Record<
    string,
    unknown
  >;
  return { ...read, sent: payload, once: Math.ceil(length / 2) + rule.overheadTokens };
}

const messages = [{ role: 'user', content: 'Hi' }];
const search = { input: 'Hi', tools: [{ type: 'web_search_preview' }] };
const priced = { ...tokens, toolCalls: { web_search: '10', '*': '5' } };

describe('a request with tools that the upstream runs', () => {
  it('is held for every call, and for what each brings into the input; the limit is sent on', () => {
    const { bounds, sent, once, model } = ask(responses, search, offer(priced));
    expect(sent.max_tool_calls).toBe(3);
    expect(bounds.toolCalls).toEqual({ most: 3, tools: ['web_search'] });
    expect(bounds.input).toBe(4 * once + 1_000 + 2_000 + 3_000);
    expect(boundOf({ model, bounds })).toBe(30_000_000n + BigInt(bounds.input) + 200n);
  });

  it.each([
    ['fewer', 2, 2],
    ['more than the model may', 50, 3],
  ])('that names %s calls has so many', (_, named, expected) => {
    const { sent, bounds } = ask(responses, { ...search, max_tool_calls: named }, offer(priced));
    expect([sent.max_tool_calls, bounds.toolCalls?.most]).toEqual([expected, expected]);
  });

  it.each([0, -1, 1.5, 'many'])('that names %s calls is refused', (max_tool_calls) => {
    expect(() => ask(responses, { ...search, max_tool_calls }, offer(priced))).toThrow(/max_tool_calls must be/);
  });

  it('never has more input than the window at each of its turns', () => {
    expect(ask(responses, search, offer(priced, { contextTokens: 500 })).bounds.input).toBeLessThanOrEqual(4 * 500);
  });

  it.each<[string, Dialect, object, PriceSetting, boolean]>([
    ['a tool without a price', responses, search, tokens, true],
    ['a search in chat without a price', chat, { messages, web_search_options: {} }, tokens, true],
    ['a tool that the operator did not allow', responses, search, priced, false],
  ])('%s is refused: it would be free', (_, dialect, body, price, hostedTools) => {
    expect(() => ask(dialect, body, offer(price, { hostedTools }))).toThrow(/cannot be used with m/);
  });

  it('of the client’s own needs neither price nor hold', () => {
    const { bounds, sent } = ask(responses, { input: 'Hi', tools: [{ type: 'function', name: 'f' }] }, offer(tokens));
    expect([bounds.toolCalls, sent.max_tool_calls]).toEqual([undefined, undefined]);
  });

  it('is charged for the calls that were seen when the client left before the end', async () => {
    const reader = new StreamReader(responses, ask(responses, search, offer(priced)));
    const item = { type: 'web_search_call', status: 'completed', action: { type: 'search' } };
    const event = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
    reader.read(
      Buffer.from(event('response.output_item.done', { item }) + event('response.output_item.done', { item })),
    );
    reader.read(Buffer.from(event('response.output_item.done', { item: { type: 'message' } })));
    const { bounds, model } = ask(responses, search, offer(priced));
    const own = { input: async () => 7, output: async () => 1, toolCalls: () => reader.toolCalls };
    const usage = await meter(null, bounds, own);
    expect(chargeOf({ model, bounds }, usage)).toBe(20_000_000n + 7n + 2n);
  });
});

describe('a service tier', () => {
  const tiered = { ...tokens, tiers: { flex: '0.5', priority: '2' } };

  it('goes upstream when it has a figure, and is held and charged by it', async () => {
    const read = ask(chat, { messages, service_tier: 'priority' }, offer(tiered));
    expect([read.sent.service_tier, read.bounds.tier]).toEqual(['priority', 'priority']);
    expect(boundOf(read)).toBe(2n * boundOf(ask(chat, { messages, service_tier: '12345678' }, offer(tiered))));
    const usage = { inputTokens: 5, cachedInputTokens: 0, outputTokens: 0, estimated: false, marks: [], raw: null };
    expect([chargeOf(read, { ...usage, tier: 'priority' }), chargeOf(read, usage)]).toEqual([10n, 5n]);
  });

  it.each(['auto', 'scale', 'constructor', 7])('%s without one stays here', (service_tier) => {
    const read = ask(chat, { messages, service_tier }, offer(tiered));
    expect([read.sent.service_tier, read.bounds.tier]).toEqual([undefined, undefined]);
  });
});

describe('kinds of token that a request cannot have', () => {
  const sound = { ...tokens, audioInput: '100', imageInput: '50', audioOutput: '200' };
  it.each([
    ['text', 'Hi', { audioInput: 0, imageInput: 0, audioOutput: 0, imageOutput: 0 }],
    [
      'an image',
      [{ type: 'image_url', image_url: { url: 'https://example.com/x.png' } }],
      { audioInput: 0, audioOutput: 0, imageOutput: 0 },
    ],
    [
      'sound',
      [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }],
      { imageInput: 0, audioOutput: 0, imageOutput: 0 },
    ],
    ['a file, which may be anything', [{ type: 'file', file: { file_id: 'x' } }], { audioOutput: 0, imageOutput: 0 }],
  ])('are not held for: %s', (_, content, parts) => {
    const read = ask(chat, { messages: [{ role: 'user', content }] }, offer(sound));
    expect(read.bounds.parts).toEqual(parts);
  });
});
