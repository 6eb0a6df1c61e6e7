import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { loadConfig } from '../../config.ts';
import { asOwner, deliver, succeeded } from '../callback.fixture.ts';

let server: TestServer;
let person: Caller;
let userId: string;

beforeAll(async () => {
  server = await testServer({ listen: true });
  const signedUp = await signUp(server.app);
  userId = signedUp.userId;
  person = personOf(server, signedUp.cookie);
});

afterAll(() => server.close());

interface Opened {
  id: string;
  token: string;
}

async function open(): Promise<Opened> {
  type Checkout = { order: { id: string }; checkoutUrl: string };
  const { body } = await person.post<Checkout>('/api/payments/create', { amount: '10.00' }, newId());
  return { id: body.order.id, token: new URL(body.checkoutUrl).searchParams.get('t') ?? '' };
}

/** As the page does it: over HTTP, without a session. */
async function click({ id, token }: Opened, action: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${server.url}/api/mockpay/${id}/${action}?t=${token}`, { method: 'POST' });
  return { status: answer.status, body: await answer.json() };
}

const status = async (id: string) => (await person.get<{ status: string }>(`/api/orders/${id}`)).body.status;

describe('the test provider’s page', () => {
  it('shows the order to whoever has its address', async () => {
    const { id, token } = await open();
    const answer = await fetch(`${server.url}/api/mockpay/${id}?t=${token}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ order: { id, status: 'pending', amount: '10.00', credits: '1000' } });
  });

  it('pays: the signed callback arrives over HTTP and credits once, however often it is clicked', async () => {
    const before = (await server.deps.ledger.balance(userId))?.available ?? 0n;
    const opened = await open();
    const answers = await Promise.all(Array.from({ length: 5 }, () => click(opened, 'pay')));
    expect(answers).toEqual(Array.from({ length: 5 }, () => ({ status: 200, body: { status: 'fulfilled' } })));
    expect(await click(opened, 'pay')).toEqual({ status: 200, body: { status: 'fulfilled' } });
    expect((await server.deps.ledger.balance(userId))?.available).toBe(before + 1_000_000_000n);
    const [event] = await asOwner(
      server.databaseUrl,
      'select state, signature_ok, type, headers from farebox.provider_events where order_id = $1',
      [opened.id],
    );
    expect(event).toMatchObject({ state: 'processed', signature_ok: true, type: 'payment.succeeded' });
    expect(Object.keys(event?.headers as object).sort()).toEqual(['content-type', 'user-agent', 'x-mockpay-timestamp']);
  });

  it.each([
    ['fail', 'failed'],
    ['cancel', 'cancelled'],
  ])('%ss: the order is %s and no longer open', async (action, expected) => {
    const opened = await open();
    expect(await click(opened, action)).toEqual({ status: 200, body: { status: expected } });
    expect(await status(opened.id)).toBe(expected);
    expect(await click(opened, 'pay')).toMatchObject({ status: 409, body: { error: { code: 'order_not_open' } } });
  });

  it('does not exist for a wrong token, a wrong order or an unknown action', async () => {
    const [mine, other] = [await open(), await open()];
    expect((await click({ ...mine, token: other.token }, 'pay')).status).toBe(404);
    expect((await click({ ...mine, token: '' }, 'pay')).status).toBe(404);
    expect((await click({ ...mine, id: newId() }, 'pay')).status).toBe(404);
    expect((await click(mine, 'refund')).status).toBe(400);
    expect(await status(mine.id)).toBe('pending');
  });
});

describe('in production', () => {
  const env = { NODE_ENV: 'production', FAREBOX_SECRET: 's'.repeat(32), INTERNAL_API_KEY: 'k'.repeat(32) };

  it('there is no test provider: no page, no callback, no order', async () => {
    const { payments } = loadConfig(env, tmpdir());
    const production = await testServer({ config: { server: { production: true }, payments } });
    try {
      const customer = personOf(production, (await signUp(production.app)).cookie);
      const created = await customer.post('/api/payments/create', { amount: '10' }, newId());
      expect(created).toMatchObject({ status: 400, body: { error: { code: 'provider_not_offered' } } });
      expect((await customer.get(`/api/mockpay/${newId()}?t=x`)).status).toBe(404);
      expect((await customer.post(`/api/mockpay/${newId()}/pay?t=x`)).status).toBe(404);
      expect(await deliver(production, succeeded(newId()))).toBe(404);
    } finally {
      await production.close();
    }
  });

  it('a configuration that asks for it stops the start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'farebox-production-'));
    writeFileSync(join(folder, 'config.yaml'), 'payments:\n  mockpay:\n    enabled: true\n');
    expect(() => loadConfig(env, folder)).toThrow(/mockpay\.enabled is true.*refused in production: remove it/);
    rmSync(folder, { recursive: true });
  });
});
