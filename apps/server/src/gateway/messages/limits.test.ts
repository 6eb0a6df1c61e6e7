import Anthropic, { type RateLimitError } from '@anthropic-ai/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';

let server: TestServer;
let client: Anthropic;

beforeAll(async () => {
  server = await testServer({ listen: true, config: { quotas: { user: { rpm: 3, tpm: 100_000 } } } });
  const { key } = await newCustomer(server);
  client = new Anthropic({ baseURL: server.url, apiKey: key, authToken: null, maxRetries: 0 });
});

afterAll(() => server?.close());

it('limits are told in Anthropic’s headers, and a count is a request like another', async () => {
  const messages = [{ role: 'user' as const, content: 'Hello [demo: delay=0]' }];
  const ask = { model: 'demo-small', max_tokens: 20, messages };
  const { response } = await client.messages.create(ask).withResponse();
  const told = (name: string) => response.headers.get(`anthropic-ratelimit-${name}`);
  expect([told('requests-limit'), told('requests-remaining'), told('tokens-limit')]).toEqual(['3', '2', '100000']);
  expect(Date.parse(told('requests-reset')!)).toBeGreaterThan(Date.now() - 1_000);
  await client.messages.countTokens({ model: 'demo-small', messages });
  await client.messages.stream(ask).finalMessage();
  const error = (await client.messages.create(ask).catch((one: unknown) => one)) as RateLimitError;
  expect(error).toBeInstanceOf(Anthropic.RateLimitError);
  expect(error).toMatchObject({ type: 'rate_limit_error', errorCode: 'rate_limit_exceeded' });
  expect(error.error).toMatchObject({ error: { limit: { kind: 'requests', limit: 3, used: 3 } } });
  expect(Number(error.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(error.headers.get('anthropic-ratelimit-requests-remaining')).toBe('0');
});
