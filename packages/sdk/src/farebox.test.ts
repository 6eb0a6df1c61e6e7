import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, type TestServer, testServer } from '../../../tools/testing/index.ts';
import { createFarebox, type Farebox, FareboxApiError, toMicro } from './index.ts';

let server: TestServer;
let service: Farebox;
let customer: Farebox;
let userId: string;

beforeAll(async () => {
  server = await testServer({ listen: true });
  service = createFarebox({ baseUrl: server.url, internalToken: server.deps.config.secrets.internalApiKey });
  const person = await signUp(server.app);
  userId = person.userId;
  customer = createFarebox({ baseUrl: server.url, headers: { cookie: person.cookie, origin: server.url } });
});

afterAll(() => server.close());

const balance = async () => (await service.accounts.get(userId)).available;

describe('the signed-in person', () => {
  it('reads their balance and history', async () => {
    expect(await customer.billing.summary()).toMatchObject({ accountId: userId, available: '3', held: '0' });
    const { data } = await customer.billing.transactions({ kind: ['grant'], limit: 1 });
    expect(data).toMatchObject([{ kind: 'grant', reason: 'welcome', change: '3' }]);
    expect(await customer.billing.transaction(data[0]!.id)).toMatchObject({
      id: data[0]!.id,
      entries: [{ amount: '3' }],
    });
  });

  it('makes, lists and revokes a key', async () => {
    const { key, ...made } = await customer.keys.create({ name: 'sdk' });
    expect(key).toMatch(/^fb-/);
    expect((await customer.keys.list()).data).toEqual([made]);
    expect(await customer.keys.revoke(made.id)).toBeUndefined();
    expect((await customer.keys.list()).data[0]?.revokedAt).not.toBeNull();
  });

  it('orders once however often one attempt is sent', async () => {
    const attempt = { idempotencyKey: 'one-attempt' };
    const [first, second] = await Promise.all([
      customer.payments.create({ amount: '10' }, attempt),
      customer.payments.create({ amount: '10' }, attempt),
    ]);
    expect(second.order.id).toBe(first.order.id);
    expect((await customer.payments.create({ amount: '10' })).order.id).not.toBe(first.order.id);
  });

  it('is told why something is refused', async () => {
    const refusal = await customer.orders.get('00000000-0000-4000-8000-000000000000').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(FareboxApiError);
    expect(refusal).toMatchObject({ code: 'order_not_found', status: 404 });
    expect((refusal as FareboxApiError).requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('may not do what the service may', async () => {
    await expect(customer.grant({ userId, amount: '1' })).rejects.toMatchObject({ status: 401 });
    expect(await balance()).toBe('3');
  });
});

describe('the operator’s own app', () => {
  it('grants, charges and refunds', async () => {
    await service.grant({ userId, amount: '10', reason: 'manual' });
    const charge = await service.charge({ userId, amount: '0.000001', feature: 'digest' });
    expect(await balance()).toBe('12.999999');
    await service.refund({ transactionId: charge.transactionId });
    expect(await balance()).toBe('13');
  });

  it('runs work on a hold and charges what it cost', async () => {
    const before = await balance();
    const { result, charge } = await service.run({ userId, amount: '5' }, async (hold) => {
      expect(hold).toMatchObject({ amount: '5', status: 'open' });
      expect((await service.accounts.get(userId)).held).toBe('5');
      return { amount: '1.25', result: 'a digest' };
    });
    expect(result).toBe('a digest');
    expect(charge).toMatchObject({ captured: '1.25', returned: '3.75' });
    expect(toMicro(before) - toMicro(await balance())).toBe(1_250_000n);
  });

  it('gives everything back when the work throws, and throws on', async () => {
    const before = await service.accounts.get(userId);
    const work = service.run({ userId, amount: '5' }, () => {
      throw new Error('the model is ill');
    });
    await expect(work).rejects.toThrow('the model is ill');
    expect(await service.accounts.get(userId)).toMatchObject({ available: before.available, held: '0' });
  });

  it('charges one attempt of run once, also when it is run again', async () => {
    const before = await balance();
    const attempt = { idempotencyKey: 'digest-7' };
    const work = async () => ({ amount: '2', result: null });
    await service.run({ userId, amount: '2' }, work, attempt);
    await service.run({ userId, amount: '2' }, work, attempt);
    expect(toMicro(before) - toMicro(await balance())).toBe(2_000_000n);
  });

  it('is refused what the balance does not cover', async () => {
    await expect(service.charge({ userId, amount: '1000' })).rejects.toMatchObject({
      code: 'insufficient_credits',
      status: 402,
      details: { required: '1000' },
    });
  });
});
