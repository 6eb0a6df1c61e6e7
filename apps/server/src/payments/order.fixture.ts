import { newId } from '@farebox/kit';
import type { Order } from './order.ts';
import type { CheckoutRequest } from './provider.ts';

/** An order as a provider sees it: what it does not look at is left at something plain. */
export function orderFor(changes: Partial<Order> = {}): Order {
  const id = changes.id ?? newId();
  const never = {
    expires_at: new Date('2030-01-01'),
    paid_at: null,
    fulfilled_at: null,
    failed_at: null,
    cancelled_at: null,
    expired_at: null,
    partially_refunded_at: null,
    refunded_at: null,
    disputed_at: null,
  };
  return {
    ...never,
    id,
    user_id: newId(),
    account_id: newId(),
    kind: 'topup',
    status: 'pending',
    amount_minor: 1250n,
    discount_minor: 0n,
    discount_id: null,
    refunded_minor: 0n,
    currency: 'CNY',
    minor_units: 2,
    credits: 1_250_000_000n,
    provider: 'epay',
    method: 'alipay',
    plan_version: null,
    subscription_id: null,
    idempotency_key: id,
    provider_reference: null,
    checkout: null,
    snapshot: {},
    payment_id: null,
    transaction_id: null,
    needs_review: null,
    created_at: new Date('2026-01-01'),
    ...changes,
  };
}

export function requestFor(order: Order, changes: Partial<CheckoutRequest> = {}): CheckoutRequest {
  return {
    order,
    customer: { email: 'payer@example.com', name: 'Payer', customerId: null },
    returnUrl: `http://127.0.0.1:1/pay/${order.id}`,
    ip: '203.0.113.7',
    title: '1250 credits',
    ...changes,
  };
}
