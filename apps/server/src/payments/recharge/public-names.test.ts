import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(() => server.close());

/** Every address of payments that callers of older designs know: asked by nobody, with nothing set up. */
it.each([
  ['POST', '/api/payments/create', 401, 'unauthenticated'],
  ['POST', '/api/payments/webhook', 400, 'callback_malformed'],
  ['GET', '/api/recharge', 401, 'unauthenticated'],
  ['POST', '/api/recharge', 401, 'unauthenticated'],
  ['GET', '/api/payments/notify/epay', 404, null],
  ['POST', '/api/payments/notify/epay', 404, null],
  ['POST', '/functions/v1/stripe-webhook', 404, 'not_found'],
  ['POST', '/functions/v1/create-checkout-session', 401, 'unauthenticated'],
])('%s %s answers %s %s', async (method, path, status, code) => {
  const body = method === 'POST' ? '{}' : undefined;
  const answer = await server.app.request(path, { method, body, headers: { 'content-type': 'application/json' } });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).not.toContain('html');
  const text = await answer.text();
  expect(code === null ? text : JSON.parse(text).error.code).toBe(code ?? 'fail');
});
