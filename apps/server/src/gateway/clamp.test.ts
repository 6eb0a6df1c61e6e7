import { newId } from '@farebox/kit';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import {
  answerJson,
  responsesEvent,
  type ScriptedUpstream,
  scriptedUpstream,
} from '../../../../tools/testing/upstream.ts';
import { gatewaySettings } from './settings.ts';

const clamp = { 'x-farebox-clamp': 'true' };
const messages = [{ role: 'user' as const, content: 'Hello there' }];
const CHAT = '/v1/chat/completions';

let upstream: ScriptedUpstream;
let server: TestServer;

beforeAll(async () => {
  upstream = await scriptedUpstream();
  const channel = { name: 'up', type: 'openai', baseUrl: upstream.url };
  // A newcomer has three credits: 300 output tokens of `dear`, three of `steep`.
  const models = ['dear', 'steep'].map((id) => ({
    id,
    channel: 'up',
    price: { input: '1', output: id === 'dear' ? '10000' : '1000000' },
    maxOutputTokens: 4_000,
  }));
  server = await testServer({
    listen: true,
    config: { gateway: gatewaySettings.parse({ channels: [channel], models }), limits: { signIn: { count: 1_000 } } },
  });
});

afterAll(async () => {
  await server?.close();
  await upstream?.close();
});

/** The upstream uses all the output it is allowed. */
function usesItsLimit(): void {
  upstream.plays((response, { path, body }) => {
    if (path.endsWith('/responses')) {
      const output_tokens = body.max_output_tokens as number;
      const usage = { input_tokens: 5, output_tokens, total_tokens: 5 + output_tokens };
      const done = { id: 'resp_1', object: 'response', status: 'incomplete', output: [], usage };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(responsesEvent('response.incomplete', 0, { response: done }));
      return;
    }
    const each = (body.max_completion_tokens ?? body.max_tokens) as number;
    const completion_tokens = each * ((body.n as number | undefined) ?? 1);
    const choices = [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'length' }];
    const usage = { prompt_tokens: 5, completion_tokens, total_tokens: 5 + completion_tokens };
    answerJson(response, 200, { id: 'c', object: 'chat.completion', created: 1, model: 'up', choices, usage });
  });
}

async function spent(customer: Customer): Promise<bigint> {
  const { available, held } = await customer.balance();
  expect(held).toBe(0n);
  return 3_000_000n - available;
}

describe('a call that asks for a shorter answer rather than none', () => {
  it('is refused without the header, and told so with what is there', async () => {
    const customer = await newCustomer(server);
    const answer = await customer.call(CHAT, { model: 'dear', messages });
    expect(answer.status).toBe(402);
    expect(await spent(customer)).toBe(0n);
  });

  it.each([
    ['named by nobody', {}, 'max_completion_tokens', 1],
    ['named by the client', { max_tokens: 2_000 }, 'max_tokens', 1],
    ['for each of three answers', { max_completion_tokens: 2_000, n: 3 }, 'max_completion_tokens', 3],
  ])('has the limit lowered that was %s: held, sent upstream, told, and on the receipt', async (_, body, field, n) => {
    usesItsLimit();
    const customer = await newCustomer(server);
    const answer = await customer.call(CHAT, { model: 'dear', messages, ...body }, { headers: clamp });
    expect(answer.status).toBe(200);
    const limit = Number(answer.headers.get('x-farebox-clamped'));
    expect(upstream.requests.at(-1)?.body[field]).toBe(limit);
    // All of the three credits but what the input may cost, and not a token more.
    expect(limit * n).toBeGreaterThan(290);
    expect(limit * n).toBeLessThanOrEqual(300);
    const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
    expect(receipt).toMatchObject({ clampedTo: limit, uncollected: '0', usage: { outputTokens: limit * n } });
    expect(await spent(customer)).toBe(BigInt(limit * n) * 10_000n + 5n);
  });

  it('works for streamed responses with the official client', async () => {
    usesItsLimit();
    const customer = await newCustomer(server);
    const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: customer.key, maxRetries: 0 });
    const { data, response } = await client.responses
      .create({ model: 'dear', input: 'Hello', stream: true }, { headers: clamp })
      .withResponse();
    for await (const event of data) expect(event.type).toBe('response.incomplete');
    const limit = Number(response.headers.get('x-farebox-clamped'));
    await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect(upstream.requests.at(-1)?.body.max_output_tokens).toBe(limit);
    expect(await spent(customer)).toBe(BigInt(limit) * 10_000n + 5n);
  });

  it('is left as it is where the credits cover it', async () => {
    usesItsLimit();
    const customer = await newCustomer(server);
    const body = { model: 'dear', messages, max_tokens: 20 };
    const answer = await customer.call(CHAT, body, { headers: clamp });
    expect([answer.status, answer.headers.get('x-farebox-clamped')]).toEqual([200, null]);
    expect(upstream.requests.at(-1)?.body.max_tokens).toBe(20);
  });

  it('is refused where the credits cover no answer worth the name', async () => {
    const customer = await newCustomer(server);
    const answer = await customer.call(CHAT, { model: 'steep', messages }, { headers: clamp });
    expect(answer.status).toBe(402);
    expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('insufficient_credits');
    expect(await spent(customer)).toBe(0n);
  });

  it('keeps to a spend limit as to a balance', async () => {
    usesItsLimit();
    const customer = await newCustomer(server);
    const budget = { id: newId(), accountId: customer.userId, subject: 'key', subjectId: customer.keyId } as const;
    await server.deps.ledger.setBudget({ ...budget, period: 'day', limit: 1_000_000n });
    const answer = await customer.call(CHAT, { model: 'dear', messages }, { headers: clamp });
    expect(answer.status).toBe(200);
    const limit = Number(answer.headers.get('x-farebox-clamped'));
    expect(limit).toBeGreaterThan(90);
    expect(await spent(customer)).toBeLessThanOrEqual(1_000_000n);
  });

  it('never takes more than there is, of twenty at once', async () => {
    usesItsLimit();
    const customer = await newCustomer(server);
    const calls = Array.from({ length: 20 }, () =>
      customer.call(CHAT, { model: 'dear', messages }, { headers: clamp }),
    );
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 402]));
    expect(await spent(customer)).toBeLessThanOrEqual(3_000_000n);
  });
});
