import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';

let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  server = await testServer({ listen: true });
  customer = await newCustomer(server);
});

afterAll(() => server?.close());

const chat = (content: string, more: object = {}) =>
  customer.call('/v1/chat/completions', { model: 'demo-small', messages: [{ role: 'user', content }], ...more });

async function read(id: string | null, headers: Record<string, string> = { cookie: customer.cookie }) {
  const answer = await server.app.request(`/api/receipts/${id}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a receipt', () => {
  it('tells the whole story of a call', async () => {
    const answer = await chat('What is a ledger? [demo: delay=0;cached=5]', { max_tokens: 10 });
    const id = answer.headers.get('x-farebox-receipt');
    const { usage } = (await answer.json()) as { usage: { prompt_tokens: number; completion_tokens: number } };
    const { body } = await read(id);
    const cost = (usage.prompt_tokens - 5) * 10 + 12.5 + usage.completion_tokens * 40;
    expect(body).toMatchObject({
      id,
      status: 'captured',
      feature: 'chat.completions',
      model: 'demo-small',
      keyId: customer.keyId,
      outcome: 'completed',
      charged: String(Math.ceil(cost) / 1e6),
      uncollected: '0',
      usage: { inputTokens: usage.prompt_tokens, cachedInputTokens: 5, outputTokens: 10, estimated: false },
      price: { input: '10', cachedInput: '2.5', output: '40', version: expect.stringMatching(/^[0-9a-f]{12}$/) },
      fundedBy: [{ source: 'welcome', amount: answer.headers.get('x-farebox-charge'), grantId: expect.any(String) }],
    });
    expect(Number(body.held)).toBeCloseTo(Number(body.charged) + Number(body.returned), 6);
    expect(JSON.stringify(body)).not.toContain('channel');
  });

  it('is there while the call runs, and tells what is held', async () => {
    const answer = await chat('Hi [demo: delay=50;tokens=100]', { stream: true });
    const id = answer.headers.get('x-farebox-receipt');
    const { body } = await read(id);
    expect(body).toMatchObject({ status: 'open', outcome: null, settledAt: null, charged: '0', returned: '0' });
    expect(body.fundedBy).toEqual([{ source: 'welcome', amount: body.held, grantId: expect.any(String) }]);
    await answer.body?.cancel();
    await customer.receipt(id);
  });

  it('is there after a release', async () => {
    const answer = await chat('Hi [demo: fail=before]');
    const { body } = await read(answer.headers.get('x-farebox-receipt'));
    expect(body).toMatchObject({ status: 'released', outcome: 'upstream_error', charged: '0', fundedBy: [] });
    expect([body.returned, body.price]).toEqual([body.held, expect.objectContaining({ input: '10' })]);
  });

  it('is there after an expiry, and for a charge without a hold', async () => {
    const { ledger } = server.deps;
    const [hold, charge] = [newId(), newId()];
    const of = { accountId: customer.userId, amount: 1_000n };
    await ledger.hold({ ...of, id: hold, expiresInSeconds: 1, feature: 'video' });
    await ledger.charge({ ...of, id: charge, usage: { feature: 'digest' } });
    expect((await read(charge)).body).toMatchObject({
      status: 'charged',
      feature: 'digest',
      charged: '0.001',
      price: null,
    });
    await expect
      .poll(
        async () => {
          await ledger.sweep();
          return (await read(hold)).body;
        },
        { timeout: 5_000 },
      )
      .toMatchObject({ status: 'expired', outcome: 'expired', feature: 'video', returned: '0.001', charged: '0' });
  });

  it('is its owner’s alone, and the operator’s', async () => {
    const id = (await chat('Hi [demo: delay=0]')).headers.get('x-farebox-receipt');
    const other = await newCustomer(server);
    expect((await read(id, { cookie: other.cookie })).status).toBe(404);
    expect((await read(id, {})).status).toBe(401);
    expect((await read(id, { 'x-internal-token': server.deps.config.secrets.internalApiKey })).status).toBe(200);
    expect((await read(newId())).body).toMatchObject({ error: { code: 'receipt_not_found' } });
  });
});

describe('the price list', () => {
  it('is public', async () => {
    const answer = await server.app.request('/api/models');
    const { data } = (await answer.json()) as { data: unknown[] };
    expect(data[0]).toEqual({
      id: 'demo-small',
      price: { input: '10', cachedInput: '2.5', output: '40' },
    });
  });
});
