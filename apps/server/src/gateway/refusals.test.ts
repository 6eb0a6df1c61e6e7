import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { gatewaySettings } from './settings.ts';

const price = { input: '1', output: '2' };
const messages = [{ role: 'user', content: 'Hello there [demo: delay=0]' }];

let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  const gateway = gatewaySettings.parse({
    channels: [{ name: 'demo', type: 'demo' }],
    models: [
      { id: 'm', channel: 'demo', price, maxOutputTokens: 1_000 },
      { id: 'dear', channel: 'demo', price: { input: '1', output: '5000000' }, maxOutputTokens: 1_000 },
      { id: 'steep', channel: 'demo', price: { input: '1', output: '100000' }, maxOutputTokens: 1_000 },
      { id: 'free', channel: 'demo', price: { input: '0', output: '0' }, maxOutputTokens: 1_000 },
    ],
    limits: { bodyBytes: 20_000, concurrent: 2 },
  });
  server = await testServer({ listen: true, config: { gateway } });
  customer = await newCustomer(server);
});

afterAll(() => server?.close());

async function refused(answer: Response) {
  const { error } = (await answer.json()) as { error: Record<string, unknown> };
  return { status: answer.status, error, answer };
}

describe('a call without the right to make it', () => {
  it.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Bearer fb-wrong' }],
    ['another scheme', { authorization: 'Basic Zm9v' }],
  ])('%s is 401', async (_, headers: Record<string, string>) => {
    for (const path of ['/v1/models', '/v1/models/m', '/v1/chat/completions', '/v1/responses']) {
      const method = path.startsWith('/v1/models') ? 'GET' : 'POST';
      const { status, error } = await refused(await server.app.request(path, { method, headers }));
      expect([status, error.code, error.type]).toEqual([401, 'invalid_api_key', 'invalid_request_error']);
    }
  });

  it('is refused once the key is revoked', async () => {
    const other = await newCustomer(server);
    const headers = { cookie: other.cookie, 'sec-fetch-site': 'same-origin' };
    expect((await other.call('/v1/chat/completions', { model: 'm', messages })).status).toBe(200);
    await server.app.request(`/api/keys/${other.keyId}`, { method: 'DELETE', headers });
    await expect
      .poll(async () => (await other.call('/v1/chat/completions', { model: 'm', messages })).status, { timeout: 1_000 })
      .toBe(401);
  });
});

describe('a call without the credits for it', () => {
  it('is 402 and says what is missing and where to get it', async () => {
    const { status, error, answer } = await refused(
      await customer.call('/v1/chat/completions', { model: 'dear', messages }),
    );
    expect(status).toBe(402);
    expect(error).toMatchObject({
      type: 'insufficient_quota',
      code: 'insufficient_credits',
      param: null,
      topup_url: `${server.url}/topup`,
      available: '3',
      required: expect.stringMatching(/^5000\.\d+$/),
    });
    expect(answer.headers.get('x-farebox-receipt')).toBeNull();
    expect(await customer.balance()).toEqual({ available: 3_000_000n, held: 0n });
  });

  it('is 402 when a budget of the key stands in the way', async () => {
    const { userId, keyId, call } = await newCustomer(server);
    const budget = {
      id: newId(),
      accountId: userId,
      subject: 'key' as const,
      subjectId: keyId,
      period: 'day' as const,
    };
    await server.deps.ledger.setBudget({ ...budget, limit: 100n });
    const { status, error } = await refused(await call('/v1/responses', { model: 'm', input: 'Hi' }));
    expect([status, error.code, error.subject, error.period]).toEqual([402, 'budget_exceeded', 'key', 'day']);
  });

  it('fits when it asks for less', async () => {
    const other = await newCustomer(server);
    const ask = (max_tokens: number) => other.call('/v1/chat/completions', { model: 'steep', messages, max_tokens });
    expect([(await ask(100)).status, (await ask(1)).status]).toEqual([402, 200]);
  });

  it('is free for a free model', async () => {
    const before = await customer.balance();
    const answer = await customer.call('/v1/chat/completions', { model: 'free', messages });
    expect([answer.status, answer.headers.get('x-farebox-charge')]).toEqual([200, '0']);
    expect(await customer.balance()).toEqual(before);
  });
});

describe('a request that is not right', () => {
  const chat = '/v1/chat/completions';
  it.each([
    ['no JSON', chat, '{"model":', 400, 'invalid_json', null],
    ['a list', chat, '[]', 400, 'invalid_json', null],
    ['no model', chat, { messages }, 404, 'model_not_found', 'model'],
    ['an unknown model', chat, { model: 'gpt-9', messages }, 404, 'model_not_found', 'model'],
    ['no messages', chat, { model: 'm' }, 400, 'invalid_request', 'messages'],
    ['a limit of zero', chat, { model: 'm', messages, max_tokens: 0 }, 400, 'invalid_request', 'max_tokens'],
    [
      'a limit as text',
      chat,
      { model: 'm', messages, max_completion_tokens: '9' },
      400,
      'invalid_request',
      'max_completion_tokens',
    ],
    ['n of 129', chat, { model: 'm', messages, n: 129 }, 400, 'invalid_request', 'n'],
    [
      'a hosted tool',
      chat,
      { model: 'm', messages, web_search_options: {} },
      400,
      'unsupported_parameter',
      'web_search_options',
    ],
    [
      'spoken output',
      chat,
      { model: 'm', messages, modalities: ['audio'] },
      400,
      'unsupported_parameter',
      'modalities',
    ],
    ['no input', '/v1/responses', { model: 'm' }, 400, 'invalid_request', 'input'],
    [
      'background work that is not kept',
      '/v1/responses',
      { model: 'm', input: 'x', background: true, store: false },
      400,
      'invalid_request',
      'store',
    ],
    [
      'web search',
      '/v1/responses',
      { model: 'm', input: 'x', tools: [{ type: 'web_search' }] },
      400,
      'unsupported_parameter',
      'tools',
    ],
    ['too much', chat, { model: 'm', messages, x: 'x'.repeat(20_000) }, 413, 'body_too_large', null],
    ['an unknown address', '/v1/nothing', {}, 404, 'unknown_route', null],
  ])('%s', async (_, path, body, status, code, param) => {
    const seen = await refused(await customer.call(path, body));
    expect([seen.status, seen.error.code, seen.error.param]).toEqual([status, code, param]);
    expect(seen.answer.headers.get('x-request-id')).toBeTruthy();
  });

  it('is counted when its length is not announced', async () => {
    const pieces = Array.from({ length: 30 }, () => Buffer.alloc(1_000, 32));
    const body = new ReadableStream({ pull: (c) => (pieces.length ? c.enqueue(pieces.pop()) : c.close()) });
    const init = { method: 'POST', body, duplex: 'half', headers: { authorization: `Bearer ${customer.key}` } };
    const { status, error } = await refused(await fetch(`${server.url}/v1/responses`, init as RequestInit));
    expect([status, error.code]).toEqual([413, 'body_too_large']);
  });

  it('may hold fields that nobody knows', async () => {
    const answer = await customer.call('/v1/chat/completions', { model: 'm', messages, some_new_field: { x: 1 } });
    expect(answer.status).toBe(200);
  });
});

describe('the door', () => {
  it('lets in so many calls at once', async () => {
    const slow = [{ role: 'user', content: 'Hi [demo: wait=400;delay=0]' }];
    const call = () => customer.call('/v1/chat/completions', { model: 'm', messages: slow });
    const answers = await Promise.all([call(), call(), call(), call()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 503, 503]);
    const { error, answer } = await refused(answers.find(({ status }) => status === 503)!);
    expect([error.code, answer.headers.get('retry-after')]).toEqual(['overloaded', '1']);
    expect((await customer.call('/v1/chat/completions', { model: 'm', messages })).status).toBe(200);
  });

  it('is open to pages of any origin, without cookies', async () => {
    const asked = await server.app.request('/v1/chat/completions', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-headers': 'authorization, x-stainless-os' },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization, x-stainless-os');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await customer.call('/v1/chat/completions', { model: 'm', messages });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/x-farebox-receipt/);
  });
});
