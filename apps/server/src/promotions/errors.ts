import { defineErrors } from '@farebox/kit';

/** The refusals of this domain. */
export const promotionErrors = defineErrors({
  code_not_found: { status: 404, message: 'There is no such code.' },
  code_used: { status: 409, message: 'This code has been used.' },
  code_expired: { status: 409, message: 'This code has expired.' },
  code_disabled: { status: 409, message: 'This code is no longer valid.' },
  code_limit_reached: { status: 409, message: 'You have redeemed as many of these codes as you may.' },
  codes_already_shown: {
    status: 409,
    message: 'This batch was made before, and its codes are shown once. Disable it and make another.',
  },
  code_expires_in_past: { status: 400, message: 'Codes must expire in the future.' },
  batch_not_found: { status: 404, message: 'No such batch of codes.' },
  idempotency_mismatch: { status: 409, message: 'This Idempotency-Key was used for another request.' },
  discount_not_found: { status: 404, message: 'There is no such discount.' },
  discount_expired: { status: 409, message: 'This discount is over.' },
  discount_not_applicable: { status: 409, message: 'This discount does not apply here.' },
  discount_used_up: { status: 409, message: 'This discount has been used up.' },
  discount_exists: { status: 409, message: 'There is already a discount with this code.' },
  discount_in_use: { status: 409, message: 'Orders were made with this discount: switch it off instead.' },
  invalid_discount: { status: 400, message: 'The terms of the discount do not fit together.' },
  plan_not_found: { status: 404, message: 'No such plan.' },
  invalid_payment_amount: { status: 400, message: 'The amount is not one that can be paid.' },
  currency_not_offered: { status: 400, message: 'This currency is not offered.' },
});
