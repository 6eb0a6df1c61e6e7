import { expect, it } from 'vitest';
import { mismatchOf } from './intake.ts';

const order = { provider: 'mockpay', amount_minor: 1000n, currency: 'CNY' };
const payment = { outcome: 'succeeded', amountMinor: 1000n, currency: 'CNY' } as const;

it.each([
  ['nothing', 'mockpay', {}, null],
  ['another provider', 'stripe', {}, 'provider_mismatch'],
  ['a cent too little', 'mockpay', { amountMinor: 999n }, 'amount_mismatch'],
  ['a cent too much', 'mockpay', { amountMinor: 1001n }, 'amount_mismatch'],
  ['another currency', 'mockpay', { currency: 'JPY' }, 'currency_mismatch'],
  ['another amount of a payment that failed', 'mockpay', { outcome: 'failed', amountMinor: 0n } as const, null],
  ['a failure at another provider', 'stripe', { outcome: 'failed' } as const, 'provider_mismatch'],
])('compares a payment with its order and finds %s', (_, provider, changes, mismatch) => {
  expect(mismatchOf(order, provider, { ...payment, ...changes })).toBe(mismatch);
});
