import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from '../../context.ts';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import { currentOrder } from '../orders.ts';
import type { OrderStatus } from '../transitions.ts';
import { callbackFor, type MockpayAction, signature } from './mockpay.ts';

/** Milliseconds before each attempt. */
const PAUSES = [0, 200, 1000];
const TIMEOUT_MS = 5000;

/** What an order looks like once the action has had its effect, so that a second click is no error. */
const settled: Record<MockpayAction, readonly OrderStatus[]> = {
  pay: ['paid', 'fulfilled'],
  fail: ['failed'],
  cancel: ['cancelled'],
};

/**
 * What the test provider does when its customer decides: it signs a callback and delivers it over HTTP to `address`,
 * as a provider outside would. The order's status afterwards. Throws `order_not_open` (409) and, when no attempt
 * was answered with success, `callback_not_delivered` (502).
 */
export async function decide(deps: Deps, order: Order, action: MockpayAction, address: string): Promise<OrderStatus> {
  if (settled[action].includes(order.status)) return order.status;
  if (order.status !== 'pending') throw paymentErrors.order_not_open({ status: order.status });
  await deliver(deps, callbackFor(order, action, deps.clock.now()), address);
  return (await currentOrder(deps, order.id))?.status ?? order.status;
}

async function deliver(deps: Deps, raw: Buffer, address: string): Promise<void> {
  for (const ms of PAUSES) {
    await pause(ms);
    if (await send(deps, raw, `${address}/api/payments/webhook`)) return;
  }
  throw paymentErrors.callback_not_delivered();
}

async function send(deps: Deps, raw: Buffer, url: string): Promise<boolean> {
  const timestamp = Math.floor(deps.clock.now().getTime() / 1000).toString();
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'mockpay',
    'x-mockpay-timestamp': timestamp,
    'x-mockpay-signature': signature(deps.config.payments.mockpay.secret, timestamp, raw),
  };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { method: 'POST', body: new Uint8Array(raw), headers, redirect: 'manual', signal });
    await answer.body?.cancel();
    return answer.ok;
  } catch (error) {
    deps.log.warn({ err: error }, 'mockpay could not deliver');
    return false;
  }
}
