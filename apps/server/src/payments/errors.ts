import { defineErrors } from '@farebox/kit';

/** The refusals of this domain. */
export const paymentErrors = defineErrors({
  invalid_payment_amount: { status: 400, message: 'The amount is not one that can be paid.' },
  currency_not_offered: { status: 400, message: 'This currency is not offered.' },
  provider_not_offered: { status: 400, message: 'This way of paying is not offered.' },
  idempotency_mismatch: { status: 409, message: 'This Idempotency-Key was used for another request.' },
  balance_cap_exceeded: { status: 409, message: 'The top-up would take the balance above its cap.' },
  too_many_pending_orders: { status: 409, message: 'Too many orders are waiting to be paid; finish or cancel one.' },
  account_not_found: { status: 404, message: 'No such account.' },
  account_not_active: { status: 403, message: 'This account is not active.' },
  order_not_found: { status: 404, message: 'No such order.' },
  order_not_open: { status: 409, message: 'This order can no longer be paid, failed or cancelled.' },
  callback_malformed: { status: 400, message: 'The callback cannot be read.' },
  callback_not_verified: { status: 401, message: 'The callback is not signed by the provider, or too old.' },
  callback_not_settled: {
    status: 500,
    message: 'The callback is kept, but its effect is not stored yet; send it again.',
  },
  callback_not_delivered: { status: 502, message: 'The test provider could not deliver its callback.' },
});
