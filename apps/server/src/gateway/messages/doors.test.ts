import Anthropic, { type RateLimitError } from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { answerJson } from '../../../../../tools/testing/upstream.ts';
import { answers, hangsUp } from '../channels/shop.fixture.ts';
import { gatewaySettings } from '../settings.ts';
import { type ClaudeShop, openClaudeShop, refusesAs, says } from './claude.fixture.ts';

let shop: ClaudeShop;
let client: Anthropic;

beforeAll(async () => {
  shop = await openClaudeShop({
    channels: [
      { name: 'one', priority: 1 },
      { name: 'two', priority: 2 },
      { name: 'chatty', endpoints: ['chat.completions'] },
    ],
    models: { m: ['one', 'two'], chatty: ['chatty'] },
    settings: { m: { upstreamModel: 'claude-up' } },
  });
  client = shop.client;
});

afterAll(() => shop?.close());

const messages = [{ role: 'user' as const, content: 'Hello there, how are you?' }];
const count = (body: object = {}) => client.messages.countTokens({ model: 'm', messages, ...body }).withResponse();

describe('a count of tokens', () => {
  it('is the upstream’s, and costs nothing', async () => {
    const before = await shop.customer.balance();
    const tools = [{ name: 'own', input_schema: { type: 'object' as const } }];
    const { data, response } = await count({ system: 'Be brief.', tools });
    expect([data.input_tokens, response.headers.get('x-farebox-estimated')]).toEqual([42, null]);
    const { path, body, headers } = shop.asked('one').at(-1)!;
    expect(path).toBe('/v1/one/v1/messages/count_tokens');
    expect(body).toEqual({ model: 'claude-up', messages, system: 'Be brief.', tools });
    expect(headers['x-api-key']).toBe('sk-ant-operator-1234');
    expect(await shop.customer.balance()).toEqual(before);
    const { rows } = await shop.server.deps.ledger.history(shop.customer.userId, { limit: 10 });
    expect(rows.every(({ kind }) => kind === 'grant')).toBe(true);
  });

  it('is another channel’s where the first one cannot, which is not held against it', async () => {
    shop.plays('one', hangsUp);
    for (let times = 0; times < 6; times += 1) expect((await count()).data.input_tokens).toBe(42);
    shop.plays('one', says());
    expect((await client.messages.create({ model: 'm', max_tokens: 5, messages })).content).toHaveLength(1);
    expect(shop.asked('one').at(-1)!.path).toMatch(/messages$/);
  });

  it('is ours where none can', async () => {
    for (const name of ['one', 'two']) shop.plays(name, refusesAs(404, 'not_found_error', 'Not found'));
    const { data, response } = await count();
    expect([data.input_tokens > 5, data.input_tokens < 30]).toEqual([true, true]);
    expect(response.headers.get('x-farebox-estimated')).toBe('true');
    for (const name of ['one', 'two']) shop.plays(name, says());
  });

  it('is refused with what the upstream says about the request, and without a key', async () => {
    shop.plays('one', refusesAs(400, 'invalid_request_error', 'messages.0: wrong'));
    await expect(count()).rejects.toMatchObject({ status: 400, type: 'invalid_request_error' });
    shop.plays('one', says());
    await expect(count({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] })).rejects.toMatchObject({
      errorCode: 'unsupported_parameter',
    });
    await expect(count({ model: 'chatty' })).rejects.toMatchObject({ errorCode: 'model_not_found' });
    const stranger = new Anthropic({ baseURL: shop.server.url, apiKey: 'none', authToken: null, maxRetries: 0 });
    const refused = stranger.messages.countTokens({ model: 'm', messages });
    await expect(refused).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  });

  it('has eight beside it of one account, and no ninth', async () => {
    let asked = 0;
    let open = () => {};
    const door = new Promise<void>((resolve) => {
      open = resolve;
    });
    shop.plays('one', async (response) => {
      asked += 1;
      await door;
      answerJson(response, 200, { input_tokens: 1 });
    });
    const eight = Array.from({ length: 8 }, () => count());
    await expect.poll(() => asked).toBe(8);
    const ninth = (await count().catch((error: unknown) => error)) as RateLimitError;
    expect(ninth).toBeInstanceOf(Anthropic.RateLimitError);
    expect([ninth.errorCode, ninth.headers.get('retry-after')]).toEqual(['too_many_counts', '1']);
    open();
    expect((await Promise.all(eight)).map(({ data }) => data.input_tokens)).toEqual(Array(8).fill(1));
    shop.plays('one', says());
    expect((await count()).data.input_tokens).toBe(42);
  });
});

describe('a test of a channel', () => {
  it('asks it for a message, or for a chat where it serves no messages', async () => {
    const admin = await staffOf(shop.server, 'admin');
    const test = (id: string) => admin.post(`/api/admin/channels/${id}/test`, {});
    expect(await test('one')).toMatchObject({ body: { ok: true, key: '1234', upstreamModel: 'claude-up' } });
    expect(shop.asked('one').at(-1)).toMatchObject({
      path: '/v1/one/v1/messages',
      body: { model: 'claude-up', max_tokens: 16 },
      headers: { 'anthropic-version': '2023-06-01' },
    });
    shop.plays('chatty', answers());
    expect(await test('chatty')).toMatchObject({ body: { ok: true } });
    expect(shop.asked('chatty').at(-1)!.path).toBe('/v1/chatty/v1/chat/completions');
    shop.plays('one', refusesAs(401, 'authentication_error', 'invalid x-api-key'));
    expect(await test('one')).toMatchObject({ body: { ok: false, fault: 'upstream_error 401 authentication_error' } });
    shop.plays('one', says());
  });
});

describe('the settings of a channel of Anthropic’s', () => {
  it('have its own address where none is said', () => {
    const { channels } = gatewaySettings.parse({ channels: [{ name: 'a', type: 'anthropic' }], models: [] });
    expect(channels[0]).toMatchObject({ baseUrl: 'https://api.anthropic.com' });
    const wrong = { channels: [{ name: 'a', type: 'anthropic', betas: ['a,b'] }], models: [] };
    expect(gatewaySettings.safeParse(wrong).success).toBe(false);
  });
});
