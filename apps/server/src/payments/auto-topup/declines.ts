const HOUR = 3600;
const DAY = 24 * HOUR;

/** Seconds after the first, second and third decline in a row. The fourth stops it. */
const pauses = [HOUR, DAY, 3 * DAY];

/**
 * What trying again cannot change, or what the card networks forbid to try again: the owner has to be there, the card is
 * gone or blocked, the terms cannot be charged. Stripe's codes: https://docs.stripe.com/declines/codes
 */
const final = new Set([
  'authentication_required',
  'requires_action',
  'card_gone',
  'expired_card',
  'incorrect_number',
  'invalid_account',
  'lost_card',
  'stolen_card',
  'pickup_card',
  'restricted_card',
  'security_violation',
  'stop_payment_order',
  'revocation_of_authorization',
  'revocation_of_all_authorizations',
  'transaction_not_allowed',
  'card_not_supported',
  'currency_not_supported',
  'invalid_payment_amount',
  'currency_not_offered',
]);

/** Seconds until the next try after so many declines in a row, the last for this reason; null: not by itself. */
export function pauseAfter(failures: number, reason: string): number | null {
  return final.has(reason) ? null : (pauses[failures - 1] ?? null);
}
