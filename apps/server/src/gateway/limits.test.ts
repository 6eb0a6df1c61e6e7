import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { until } from '../../../../tools/testing/until.ts';
import type { Script } from '../../../../tools/testing/upstream.ts';
import { answers, messages, type Shop, usage } from './channels/shop.fixture.ts';
import { chat, crowd, gate, known, limited, openLimitedShop, patch, type Refusal, settled } from './limits.fixture.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openLimitedShop();
});
afterEach(() => shop.plays('up', answers()));
afterAll(() => shop?.close());

describe('rates of a key', () => {
  it('lets exactly as many requests through as are allowed, and refuses the rest without holding anything', async () => {
    const customer = await limited(shop, { rpm: 10 });
    const all = await Promise.all(Array.from({ length: 40 }, () => chat(customer)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(30);
    expect(refused.every(({ headers }) => headers.get('x-farebox-receipt') === null)).toBe(true);
    const { headers } = refused[0]!;
    const { error } = (await refused[0]!.json()) as Refusal;
    expect(error).toMatchObject({
      code: 'rate_limit_exceeded',
      type: 'rate_limit_error',
      message: expect.stringContaining('limited to 10 requests within a minute'),
      limit: { subject: 'key', kind: 'requests', limit: 10, used: 10, remaining: 0, resetsAt: expect.any(String) },
    });
    const waitMs = Number(headers.get('retry-after-ms'));
    expect(Number(headers.get('retry-after'))).toBe(Math.ceil(waitMs / 1000));
    expect(headers.get('x-should-retry')).toBe(waitMs > 60_000 ? 'false' : null);
    expect(headers.get('x-ratelimit-limit-requests')).toBe('10');
    expect(headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(headers.get('x-ratelimit-reset-requests')).toMatch(/^(1m[012]s|5\ds)$/);
    expect(headers.get('access-control-expose-headers')).toMatch(/retry-after-ms.*x-ratelimit-remaining-tokens/);
    await settled(customer);
  });

  it('counts tokens as they were used, and tells what is left on every answer', async () => {
    const customer = await limited(shop, { tpm: 10_000 });
    const first = await chat(customer, { max_tokens: 500 });
    expect(first.headers.get('x-ratelimit-limit-tokens')).toBe('10000');
    expect(Number(first.headers.get('x-ratelimit-remaining-tokens'))).toBeLessThan(9_500);
    expect(first.headers.get('x-ratelimit-limit-requests')).toBeNull();
    await first.text();
    const models = await customer.call('/v1/models', '', { method: 'GET', body: null });
    expect(models.headers.get('x-ratelimit-remaining-tokens')).toBe(String(10_000 - usage.total_tokens));
    const unknown = await chat(customer, { model: 'none' });
    expect([unknown.status, unknown.headers.get('x-ratelimit-limit-tokens')]).toEqual([404, '10000']);
  });

  it('does not let a burst through that could use more tokens than are allowed', async () => {
    const customer = await limited(shop, { tpm: 2_500 });
    const { script, open, waiting } = gate();
    shop.plays('up', script);
    const { asked, answered } = crowd(customer, 6, { max_tokens: 1_000 });
    await until(() => waiting() === 2 && answered() === 4);
    open();
    const statuses = (await asked).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 429, 429, 429, 429]);
    await settled(customer);
    expect((await chat(customer, { max_tokens: 1_000 })).status).toBe(200);
  });

  it.each([
    ['fails', 502, (response) => void response.writeHead(500).end('{}')],
    ['refuses the request', 400, (response) => void response.writeHead(400).end('{"error":{"message":"no"}}')],
  ] as [string, number, Script][])('gives place and tokens back when the upstream %s', async (_, status, script) => {
    const customer = await limited(shop, { concurrency: 1, tpm: 5_000 });
    shop.plays('up', script);
    for (let n = 0; n < 3; n++) expect((await chat(customer)).status).toBe(status);
    expect((await chat(customer)).headers.get('x-ratelimit-limit-tokens')).toBe('5000');
    const models = await customer.call('/v1/models', '', { method: 'GET', body: null });
    expect(models.headers.get('x-ratelimit-remaining-tokens')).toBe('5000');
    await settled(customer);
  });

  it('gives the place back when the client leaves, whether the answer has begun or not', async () => {
    const customer = await limited(shop, { concurrency: 1 });
    for (const stream of [false, true]) {
      const { script, waiting } = gate();
      shop.plays('up', script);
      const leaving = new AbortController();
      const left = chat(customer, { stream }, { signal: leaving.signal }).catch(() => null);
      await until(() => waiting() === 1);
      expect((await chat(customer)).status).toBe(429);
      leaving.abort();
      await left;
      shop.plays('up', answers());
      await until(async () => (await chat(customer, { stream })).status === 200);
    }
    await settled(customer);
  });

  it('gives the place back when the balance is too small, and counts no token', async () => {
    const customer = await limited(shop, { concurrency: 1, tpm: 100_000, spendLimits: { total: '0.000001' } });
    for (let n = 0; n < 3; n++) {
      const refused = await chat(customer);
      expect(refused.status).toBe(402);
    }
    const models = await customer.call('/v1/models', '', { method: 'GET', body: null });
    expect(models.headers.get('x-ratelimit-remaining-tokens')).toBe('100000');
  });

  it('is changed at once', async () => {
    const customer = await limited(shop, { rpm: 1 });
    expect([(await chat(customer)).status, (await chat(customer)).status]).toEqual([200, 429]);
    await patch(shop, customer, { rpm: 2 });
    expect([(await chat(customer)).status, (await chat(customer)).status]).toEqual([200, 429]);
    await patch(shop, customer, { rpm: null });
    expect((await chat(customer)).status).toBe(200);
    await settled(customer);
  });
});

describe('the official client', () => {
  const clientOf = (customer: Customer, seen: number[], onStatus: (status: number) => void = () => {}) =>
    new OpenAI({
      baseURL: `${shop.server.url}/v1`,
      apiKey: customer.key,
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        seen.push(answer.status);
        onStatus(answer.status);
        return answer;
      },
    });

  it('comes again by itself when a call has ended', async () => {
    const customer = await limited(shop, { concurrency: 1 });
    const { script, open, waiting } = gate();
    shop.plays('up', script);
    const first = chat(customer);
    await until(() => waiting() === 1);
    const seen: number[] = [];
    const client = clientOf(customer, seen, (status) => status === 429 && open());
    const answer = await client.chat.completions.create({ model: 'small', messages });
    expect(answer.usage).toMatchObject(usage);
    expect(seen).toEqual([429, 200]);
    expect((await first).status).toBe(200);
    await settled(customer);
  });

  it('does not come again when that is of no use, and knows the error', async () => {
    const customer = await limited(shop, { spendLimits: { day: '0.000001' } });
    const seen: number[] = [];
    const client = clientOf(customer, seen);
    const refused = client.chat.completions.create({ model: 'small', messages });
    await expect(refused).rejects.toMatchObject({ status: 402, code: 'budget_exceeded', type: 'insufficient_quota' });
    expect(seen).toEqual([402]);
  });

  it('is told of a rate limit as such', async () => {
    const customer = await limited(shop, { rpm: 1 });
    await chat(customer);
    const client = new OpenAI({ baseURL: `${shop.server.url}/v1`, apiKey: customer.key, maxRetries: 0 });
    const refused = client.chat.completions.create({ model: 'small', messages });
    await expect(refused).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    await settled(customer);
  });
});

describe('what a key may be used for', () => {
  it('models it may not use are not there', async () => {
    const customer = await limited(shop, { allowedModels: ['big', 'never-heard-of'] });
    const get = async (path: string) => customer.call(path, '', { method: 'GET', body: null });
    const { data } = (await (await get('/v1/models')).json()) as { data: { id: string }[] };
    expect(data.map(({ id }) => id)).toEqual(['big']);
    expect([(await get('/v1/models/big')).status, (await get('/v1/models/small')).status]).toEqual([200, 404]);
    const [refused, none] = [await chat(customer), await chat(customer, { model: 'none' })];
    const { error } = (await refused.json()) as Refusal;
    const { error: missing } = (await none.json()) as Refusal;
    expect([refused.status, { ...error, message: error.message.replace('small', 'none') }]).toEqual([404, missing]);
    expect((await chat(customer, { model: 'big' })).status).toBe(200);
    await patch(shop, customer, { allowedModels: null });
    expect((await chat(customer)).status).toBe(200);
    await settled(customer);
  });

  it('from elsewhere it is refused, and told from where it came', async () => {
    const customer = await limited(shop, { allowedAddresses: ['203.0.113.0/24'] });
    const refused = await chat(customer);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      error: { code: 'address_not_allowed', type: 'permission_error', address: '127.0.0.1' },
    });
    await patch(shop, customer, { allowedAddresses: ['203.0.113.0/24', '127.0.0.0/8'] });
    expect((await chat(customer)).status).toBe(200);
    await settled(customer);
  });
});

describe('people and models', () => {
  it('are limited by what the operator set, over all keys', async () => {
    const admin = await staffOf(shop.server, 'admin');
    const customer = await newCustomer(shop.server);
    const { body } = await ask(shop.server, '/api/keys', { cookie: customer.cookie, body: { name: 'second' } });
    const { key }: { key: string } = body;
    const path = `/api/admin/users/${customer.userId}/limits`;
    const set = (limits: object) => ask(shop.server, path, { cookie: admin.cookie, method: 'PUT', body: limits });
    expect(await set({ rpm: 3, models: { big: { rpm: 1 } } })).toMatchObject({ status: 200, body: { rpm: 3 } });
    await known(shop, customer.cookie);
    const second = { headers: { authorization: `Bearer ${key}` } };
    expect((await chat(customer, { model: 'big' })).status).toBe(200);
    const big = await chat(customer, { model: 'big' }, second);
    expect(big.status).toBe(429);
    expect(await big.json()).toMatchObject({ error: { limit: { subject: 'model', model: 'big', limit: 1 } } });
    const answered = await Promise.all([1, 2, 3, 4].map((n) => chat(customer, {}, n % 2 ? second : {})));
    expect(answered.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429]);
    expect((await set({ rpm: 'unlimited' })).status).toBe(200);
    await known(shop, customer.cookie);
    expect((await chat(customer, { model: 'big' })).status).toBe(200);
    await settled(customer);
  });
});
