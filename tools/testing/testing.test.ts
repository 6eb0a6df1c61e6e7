import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp, type TestServer, testServer } from './index.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer({ listen: true });
});
afterAll(() => server.close());

test('a test server signs people up and gives them their welcome credits', async () => {
  const { cookie } = await signUp(server.app);
  const answer = await server.app.request('/api/billing/summary', { headers: { cookie } });
  expect(await answer.json()).toMatchObject({ available: '3' });
});

test('a listening test server answers on its own port', async () => {
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
});
