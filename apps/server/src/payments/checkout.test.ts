import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { cancelOrder } from './admin/by-hand.ts';
import { checkOut } from './checkout.ts';
import { type Customer, customerOf } from './customer.fixture.ts';
import { system } from './moves.ts';
import type { Order } from './order.ts';
import { placeOrder } from './orders.ts';
import type { Provider } from './provider.ts';
import { findProvider } from './providers.ts';

let server: TestServer;
let ann: Customer;
let mockpay: Provider;

beforeAll(async () => {
  server = await testServer();
  mockpay = (await findProvider(server.deps, 'mockpay')) as Provider;
});
afterAll(() => server.close());
beforeEach(async () => {
  ann = await customerOf(server);
});

/** A top-up for a thousand credits, of which a discount left so much to pay. */
function topUp(amountMinor: bigint): Promise<Order> {
  const { userId } = ann;
  const money = { amountMinor, discountMinor: 1000n - amountMinor, currency: 'CNY', minorUnits: 2 };
  return placeOrder(
    server.deps,
    {
      ...{ userId, kind: 'topup', credits: 1_000_000_000n, provider: 'mockpay', method: null },
      ...{ ...money, idempotencyKey: newId(), snapshot: {} },
    },
    system,
    null,
  );
}

describe('what costs nothing', () => {
  it('is fulfilled at once, and once', async () => {
    const order = await topUp(0n);
    await Promise.all([1, 2, 3].map(() => checkOut(server.deps, mockpay, order, null)));
    expect(await ann.balance()).toEqual({ available: 1000n, debt: 0n });
  });

  it('stays given up when it was: somebody else may have its discount', async () => {
    const order = await topUp(0n);
    await cancelOrder(server.deps, order, system, null);
    await expect(checkOut(server.deps, mockpay, order, null)).rejects.toMatchObject({ code: 'order_not_open' });
    expect(await ann.balance()).toEqual({ available: 0n, debt: 0n });
  });
});

describe('an order that is given up', () => {
  it('is not brought to its provider any more', async () => {
    const order = await cancelOrder(server.deps, await topUp(1000n), system, null);
    const never = { ...mockpay, createCheckout: () => Promise.reject(new Error('asked')) };
    expect((await checkOut(server.deps, never, order, null)).checkoutUrl).toContain(`/pay/${order.id}`);
  });
});
