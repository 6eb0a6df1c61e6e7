import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatChunk, chatUsageChunk } from '../../../../../tools/testing/upstream.ts';
import { createLog } from '../../log.ts';
import { gatewayProblem, gatewaySettings } from '../settings.ts';
import { faultName } from '../upstream-refusal.ts';
import { answers, COST, hangsUp, messages, openShop, refuses, type Shop, streamsOf, usage } from './shop.fixture.ts';
import { Switchboard } from './switchboard.ts';

let shop: Shop;
let client: OpenAI;

beforeAll(async () => {
  const azure = { type: 'azure', apiKey: 'azure-operator-key' };
  shop = await openShop({
    channels: [
      { name: 'dated', ...azure, apiVersion: '2024-10-21', models: { dated: 'gpt 4o/eu' } },
      { name: 'v1', ...azure, models: { v1: 'my-deployment' } },
      { name: 'own', apiKey: 'sk-operator', headers: { 'OpenAI-Organization': 'org-1', 'User-Agent': 'Acme/1.0' } },
      { name: 'basic', headers: { Authorization: 'Basic YTpi' }, outputLimitField: 'max_tokens' },
      { name: 'deada', priority: 10 },
      { name: 'deadb', priority: 20 },
    ],
    models: { dated: ['dated'], v1: ['v1'], own: ['own'], basic: ['basic'], dead: ['deada', 'deadb'] },
  });
  client = new OpenAI({ baseURL: `${shop.server.url}/v1`, apiKey: shop.customer.key, maxRetries: 0 });
});

afterAll(() => shop?.close());

describe('Azure OpenAI', () => {
  const path = (channel: string) => shop.asked(channel).at(-1)!.path;

  it('has the deployment in its address, the version behind it and the key in its own header', async () => {
    expect((await shop.chat('dated')).charge).toBe(COST);
    expect(path('dated')).toBe('/v1/dated/openai/deployments/gpt%204o%2Feu/chat/completions?api-version=2024-10-21');
    expect(shop.asked('dated').at(-1)!.headers).toMatchObject({ 'api-key': 'azure-operator-key' });
    expect(shop.asked('dated').at(-1)!.headers.authorization).toBeUndefined();
    await shop.customer.call('/v1/responses', { model: 'dated', input: 'Hi' });
    expect(path('dated')).toBe('/v1/dated/openai/responses?api-version=2024-10-21');
    expect(shop.asked('dated').at(-1)!.body.model).toBe('gpt 4o/eu');
  });

  it('without a version is the v1 API, with the deployment as the model', async () => {
    await shop.chat('v1');
    expect([path('v1'), shop.asked('v1').at(-1)!.body.model]).toEqual([
      '/v1/v1/openai/v1/chat/completions',
      'my-deployment',
    ]);
    await shop.customer.call('/v1/responses', { model: 'v1', input: 'Hi' });
    expect(path('v1')).toBe('/v1/v1/openai/v1/responses');
  });

  it('begins its streams with what its filters say, which is passed on and costs nothing', async () => {
    const filters = { choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
    shop.plays('v1', streamsOf(chatChunk('', filters), chatChunk('Hello.'), chatUsageChunk(usage), 'data: [DONE]\n\n'));
    const { text, charge } = await shop.chat('v1', { stream: true });
    expect([/prompt_filter_results/.test(text), /Hello\./.test(text), charge]).toEqual([true, true, COST]);
  });

  it('refuses a prompt for its content: that is the client’s to hear', async () => {
    shop.plays('v1', refuses(400, { code: 'content_filter', message: 'The prompt was filtered.', param: 'prompt' }));
    const { status, text } = await shop.chat('v1');
    expect([status, JSON.parse(text).error.code]).toEqual([400, 'content_filter']);
  });
});

describe('headers', () => {
  it('are the channel’s and the operator’s; nothing of the client’s goes on', async () => {
    const init = { headers: { cookie: 'a=b', 'x-forwarded-for': '9.9.9.9', 'openai-organization': 'org-evil' } };
    await shop.customer.call('/v1/chat/completions', { model: 'own', messages }, init);
    const { host: _, connection: __, ...sent } = shop.asked('own').at(-1)!.headers;
    expect(sent).toEqual({
      accept: 'application/json',
      authorization: 'Bearer sk-operator',
      'content-length': expect.any(String),
      'content-type': 'application/json',
      'openai-organization': 'org-1',
      'user-agent': 'Acme/1.0',
    });
  });

  it('may be the operator’s own way to sign in', async () => {
    await shop.chat('basic');
    const { headers, body } = shop.asked('basic').at(-1)!;
    expect([headers.authorization, body.max_tokens, body.max_completion_tokens]).toEqual([
      'Basic YTpi',
      1_000,
      undefined,
    ]);
  });
});

describe('the official client', () => {
  it('sees nothing of a first channel that fails: chat, whole and streamed', async () => {
    shop.plays('deada', hangsUp);
    const whole = await client.chat.completions.create({ model: 'dead', messages });
    expect(whole.choices[0]!.message.content).toBe('Hello.');
    const stream = await client.chat.completions.create({ model: 'dead', messages, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe('Hello.');
  });

  it('is told that the service is unavailable when all fail, and may ask again', async () => {
    shop.plays('deadb', hangsUp);
    const failed = await client.chat.completions.create({ model: 'dead', messages }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OpenAI.InternalServerError);
    expect(failed).toMatchObject({ status: 503, code: 'upstream_unavailable' });
    shop.plays('deada', answers());
    const patient = client.withOptions({ maxRetries: 2 });
    expect((await patient.chat.completions.create({ model: 'dead', messages })).choices).toHaveLength(1);
    await expect.poll(async () => (await shop.customer.balance()).held, { timeout: 5_000 }).toBe(0n);
  });
});

describe('a channel in production', () => {
  const at = (baseUrl: string, more: object = {}) =>
    gatewaySettings.parse({ channels: [{ name: 'up', type: 'openai', baseUrl, ...more }], models: [] });

  it('leads inside only when it says so', async () => {
    for (const url of ['http://127.0.0.1:8000/v1', 'http://10.0.0.7/v1', 'http://localhost/v1', 'http://[::1]/v1']) {
      expect(gatewayProblem(at(url), {}, true)).toMatch(
        /"up" leads to this machine or a private network: set allowPri/,
      );
      expect(gatewayProblem(at(url, { allowPrivate: true }), {}, true)).toBeNull();
      expect(gatewayProblem(at(url), {}, false)).toBeNull();
    }
    expect(gatewayProblem(at('https://api.example.com/v1'), {}, true)).toBeNull();
  });

  it('that leads inside all the same is never connected to', async () => {
    const { channels, failover: rule } = gatewaySettings.parse({
      channels: [
        { name: 'inside', type: 'openai', baseUrl: `${shop.upstream.url}/inside` },
        { name: 'allowed', type: 'openai', baseUrl: `${shop.upstream.url}/allowed`, allowPrivate: true },
      ],
      models: [],
    });
    const switchboard = new Switchboard({ channels, rule, production: true, log: createLog('silent') });
    const [inside, allowed] = switchboard.states.map(({ channel }) => channel);
    const { signal } = new AbortController();
    const where = { method: 'POST', path: '/chat/completions', headers: {}, answer: 'whole' } as const;
    const call = { ...where, model: 'm', key: null, body: '{}', signal, wish: null };
    const error = await inside!.send(call).catch((one: unknown) => one);
    expect([faultName(error, signal), shop.asked('inside').length]).toEqual(['ADDRESS_REFUSED', 0]);
    expect(await allowed!.send(call)).toMatchObject({ status: 200 });
    await switchboard.close();
  });

  it.each([
    [{ apiKey: 'a', keys: ['b'] }, /keys in two places/],
    [{ keys: ['env:NOT_THERE'] }, /variable NOT_THERE, which is not set/],
  ])('has its keys in one place, and has them: %o', (more, sentence) => {
    expect(gatewayProblem(at('https://api.example.com/v1', more), {}, true)).toMatch(sentence);
  });

  it.each([
    [{ headers: { Host: 'x' } }, /header Host is not for a channel/],
    [{ headers: { 'X-A': 'a\r\nX-B: c' } }, /X-A holds more than visible/],
    [{ headers: { 'bad name': 'x' } }, /name that HTTP does not allow/],
  ])('has headers that HTTP allows: %o', (more, sentence) => {
    const channel = { name: 'up', type: 'openai', baseUrl: 'https://api.example.com/v1', ...more };
    expect(gatewaySettings.safeParse({ channels: [channel], models: [] }).error?.message).toMatch(sentence);
  });

  it.each([
    [{}, /must name who serves it/],
    [{ channel: 'up', channels: ['up'] }, /must name who serves it/],
    [{ channels: ['up', 'up'] }, /names the channel "up" twice/],
    [{ channels: ['up', 'gone'] }, /names the channel "gone", which is not there/],
  ])('is named by its models once: %o', (more, sentence) => {
    const channel = { name: 'up', type: 'demo' };
    const model = { id: 'm', price: { input: '1', output: '2' }, maxOutputTokens: 100, ...more };
    const { error } = gatewaySettings.safeParse({ channels: [channel], models: [model] });
    expect(error?.issues[0]?.message).toMatch(sentence);
  });
});
