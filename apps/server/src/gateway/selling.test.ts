import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { gatewaySettings } from './settings.ts';

let server: TestServer;
let second: TestServer;
let cookie: string;
let customer: Customer;
let owner: pg.Client;

beforeAll(async () => {
  const gateway = gatewaySettings.parse({
    channels: [{ name: 'demo', type: 'demo', delayMs: 0 }],
    models: [
      {
        id: 'priced',
        channel: 'demo',
        price: { input: '10', output: '40' },
        cost: { input: '4', output: '16' },
        maxOutputTokens: 5,
      },
      ...['moved', 'held', 'a/b:c', 'grouped'].map((id) => ({
        id,
        channel: 'demo',
        price: { input: '10', output: '40' },
        maxOutputTokens: 5,
      })),
      { id: 'unpriced', channel: 'demo', maxOutputTokens: 5 },
      { id: 'pictures', channel: 'demo', price: { images: { '*': '4' } }, maxOutputTokens: 5 },
    ],
  });
  server = await testServer({ listen: true, config: { gateway } });
  second = await testServer({
    listen: true,
    config: { gateway, secrets: server.deps.config.secrets },
    databaseUrl: server.databaseUrl,
  });
  ({ cookie } = await staffOf(server, 'admin'));
  customer = await newCustomer(server);
  owner = new pg.Client({ connectionString: server.databaseUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await second?.close();
  await server?.close();
});

type Shown = { data: { id: string; price: Record<string, string> }[] };

const admin = (path: string, body?: object, method?: string) =>
  ask(server, `/api/admin${path}`, { cookie, body, method });
const set = (model: string, price: object | null, more: object = {}) => admin('/prices', { model, price, ...more });

async function shown(model: string, where = server, headers: Record<string, string> = {}) {
  const { data } = (await (await where.app.request('/api/models', { headers })).json()) as Shown;
  return data.find(({ id }) => id === model)?.price ?? null;
}

async function call(model: string, where = server, by = customer, more: object = {}) {
  const body = { model, messages: [{ role: 'user', content: 'Hi there, how are you?' }], max_tokens: 5, ...more };
  const answer = await fetch(`${where.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    answer,
    body: (await answer.json()) as {
      usage: { prompt_tokens: number; completion_tokens: number };
      error?: { code: string };
    },
  };
}

describe('a new price', () => {
  it('is what the next call costs, in every process', async () => {
    await set('moved', { input: '20', cachedInput: '5', output: '80', request: '0.001' });
    await expect.poll(() => shown('moved', second), { timeout: 1_000, interval: 20 }).toMatchObject({ input: '20' });
    const { answer, body: told } = await call('moved', second);
    const micro = told.usage.prompt_tokens * 20 + told.usage.completion_tokens * 80 + 1_000;
    expect(answer.headers.get('x-farebox-charge')).toBe(String(micro / 1e6));
  });
});

describe('a call', () => {
  it('that was held at one price is charged at that one', async () => {
    const body = {
      model: 'held',
      stream: true,
      messages: [{ role: 'user', content: 'Hi [demo: delay=150]' }],
      max_tokens: 5,
    };
    const answer = await customer.call('/v1/chat/completions', body);
    await set('held', { input: '1000', output: '4000' });
    await expect.poll(() => shown('held'), { timeout: 1_000 }).toMatchObject({ input: '1000' });
    await answer.text();
    const { usage, price, charged } = await customer.receipt(answer.headers.get('x-farebox-receipt'));
    expect(price).toMatchObject({ input: '10', output: '40', group: 'default', multiplier: '1' });
    expect(charged).toBe(String((usage.inputTokens * 10 + usage.outputTokens * 40) / 1e6));
  });

  it.each([
    ['that has no price', 'unpriced'],
    ['that is priced by something else', 'pictures'],
  ])('of a model %s is refused, and nothing is held', async (_, model) => {
    const before = await customer.balance();
    const { answer, body } = await call(model);
    expect([answer.status, body.error?.code]).toEqual([404, 'model_not_priced']);
    expect(await customer.balance()).toEqual(before);
  });

  it('of such a model goes through as soon as there is one, and it is listed', async () => {
    const listed = async () => {
      const answer = await second.app.request('/v1/models', { headers: { authorization: `Bearer ${customer.key}` } });
      return ((await answer.json()) as Shown).data.map(({ id }) => id);
    };
    expect(await listed()).not.toContain('unpriced');
    await set('unpriced', { input: '1', output: '1' });
    await expect.poll(listed, { timeout: 1_000 }).toContain('unpriced');
    expect((await call('unpriced', second)).answer.status).toBe(200);
  });

  it('keeps what it cost the operator, where customers do not see it', async () => {
    const { answer, body } = await call('priced');
    const id = answer.headers.get('x-farebox-receipt');
    const receipt = await customer.receipt(id);
    const { rows } = await owner.query(
      'select usage.details from ledger.usage_record usage join ledger.hold hold on hold.settled_by = usage.transaction_id where hold.id = $1',
      [id],
    );
    const { prompt_tokens, completion_tokens } = body.usage;
    expect(rows[0].details.cost).toBe(String((prompt_tokens * 4 + completion_tokens * 16) / 1e6));
    expect(JSON.stringify(receipt)).not.toContain('"cost"');
  });
});

describe('a price group', () => {
  it('multiplies what its people pay and see, within a second, and the receipt names it', async () => {
    const vip = await newCustomer(server);
    const made = await admin('/price-groups/vip', { multiplier: '0.85', description: 'Friends' }, 'PUT');
    expect(made.body).toMatchObject({ id: 'vip', multiplier: '0.85' });
    await call('grouped', second, vip);
    expect((await admin(`/users/${vip.userId}/price-group`, { group: 'vip' }, 'PUT')).status).toBe(200);
    const nextReceipt = async () =>
      vip.receipt((await call('grouped', second, vip)).answer.headers.get('x-farebox-receipt'));
    await expect.poll(async () => (await nextReceipt()).price, { timeout: 1_000 }).toMatchObject({ group: 'vip' });
    const { price, usage, charged } = await nextReceipt();
    expect(price).toMatchObject({ group: 'vip', multiplier: '0.85', input: '10', output: '40' });
    const exact = (usage.inputTokens * 10 + usage.outputTokens * 40) * 0.85;
    expect(Number(charged) * 1e6).toBeCloseTo(Math.ceil(exact - 1e-9), 6);
    expect(await shown('grouped', second, { cookie: vip.cookie })).toMatchObject({ input: '8.5', output: '34' });
    expect(await shown('grouped', second)).toMatchObject({ input: '10' });
  });
});
