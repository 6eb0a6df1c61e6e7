import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';

let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  const payments = { currency: 'USD', currencies: { USD: { creditsPerUnit: '2' } } };
  server = await testServer({ listen: true, config: { payments } as object });
  customer = await newCustomer(server);
});

afterAll(() => server?.close());

async function page(name: string, key = customer.key) {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await server.app.request(`/v1/dashboard/billing/${name}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, number> };
}

describe('the balance as older chat clients ask for it', () => {
  it('is in the operator’s currency, and the limit less the usage is what is left', async () => {
    const tokens = 100;
    const content = `Tell me of ledgers [demo: delay=0;tokens=${tokens}]`;
    await customer.call('/v1/chat/completions', { model: 'demo-large', messages: [{ role: 'user', content }] });
    const { available, held } = await customer.balance();
    expect(held).toBe(0n);
    const left = Number(available) / 2_000_000;
    const [limits, used, summary] = [
      await page('subscription'),
      await page('usage?start_date=2026-01-01&end_date=2026-01-02'),
      await page('credit_grants'),
    ];
    expect(limits.body).toMatchObject({ object: 'billing_subscription', hard_limit_usd: 1.5, access_until: 0 });
    expect(used.body.total_usage).toBeGreaterThan(0);
    expect(1.5 - (used.body.total_usage as number) / 100).toBeCloseTo(left, 9);
    expect(summary.body).toMatchObject({ object: 'credit_summary', total_granted: 1.5, total_available: left });
  });

  it('is only for who has a key', async () => {
    expect((await page('subscription', 'fb-wrong')).status).toBe(401);
  });

  it('knows no other page', async () => {
    expect((await page('invoices')).status).toBe(404);
  });
});
