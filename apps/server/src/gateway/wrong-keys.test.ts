import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ listen: true, config: { quotas: { wrongKeysPerMinute: 5 } } });
});
afterAll(() => server?.close());

const models = (key?: string) =>
  fetch(`${server.url}/v1/models`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });

test('too many wrong keys from one address: known keys go on, others are not looked up', async () => {
  const customer = await newCustomer(server);
  const { body } = await ask(server, '/api/keys', { cookie: customer.cookie, body: { name: 'never used' } });
  const unseen = (body as { key: string }).key;
  expect((await models(customer.key)).status).toBe(200);
  for (let n = 0; n < 9; n++) expect((await models()).status).toBe(401);
  const wrong = [];
  for (let n = 0; n < 8; n++) wrong.push((await models(`fb-wrong-${n}`)).status);
  expect(wrong).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  const refused = await models(unseen);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ error: { code: 'too_many_wrong_keys', type: 'rate_limit_error' } });
  expect((await models(customer.key)).status).toBe(200);
  // From elsewhere (here: without a socket) it is looked up.
  const elsewhere = await server.app.request('/v1/models', { headers: { authorization: `Bearer ${unseen}` } });
  expect(elsewhere.status).toBe(200);
  expect((await models(unseen)).status).toBe(200);
});
