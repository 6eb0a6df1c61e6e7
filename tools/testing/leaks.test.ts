import pg from 'pg';
import { expect, test } from 'vitest';
import { testServer } from './index.ts';

const creem = { enabled: true, apiKey: 'creem_test_CANARYplanted01', webhookSecret: 'CANARYplanted02' };

test.each([
  ['the log', ({ deps }, secret) => deps.log.info({ url: `https://site.example/api.php?key=${secret}` }, 'asked')],
  [
    'an answer',
    async ({ app }, secret) => {
      app.notFound((c) => c.json({ error: { message: `cannot send ${secret}` } }, 404));
      await app.request('/api/nothing-here');
    },
  ],
  [
    'farebox.events',
    async ({ databaseUrl }, secret) => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      const insert = `insert into farebox.events (topic, subject_id, payload) values ('leak', gen_random_uuid(), jsonb_build_object('key', $1::text))`;
      await client.query(insert, [secret]);
      await client.end();
    },
  ],
] as [string, (server: Awaited<ReturnType<typeof testServer>>, secret: string) => unknown][])(
  'a secret that is planted in %s turns the end of a test server red',
  async (place, plant) => {
    const server = await testServer({ config: { payments: { creem } } });
    await plant(server, creem.apiKey);
    const problem = await server.close().catch((error: Error) => error.message);
    expect(problem).toMatch(new RegExp(`^A test server let a secret out in clear:\n${place}`));
    expect(problem).not.toContain(creem.apiKey);
  },
);

test('a server that keeps its secrets ends in peace', async () => {
  const server = await testServer({ config: { payments: { creem } } });
  const answer = await server.app.request('/api/billing/deduct', {
    method: 'POST',
    headers: { 'x-internal-token': 'no' },
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  await server.close();
});
