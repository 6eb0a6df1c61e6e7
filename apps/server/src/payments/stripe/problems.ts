import { FareboxError } from '@farebox/kit';
import type { Stripe } from 'stripe';
import { paymentErrors } from '../errors.ts';

/** Types of the SDK's errors after which nobody knows whether it happened, or that pass. */
const passing = new Set(['StripeConnectionError', 'StripeAPIError', 'StripeRateLimitError']);

type StripeError = InstanceType<typeof Stripe.errors.StripeError>;

/** What Stripe said, as far as it helps an operator. */
export interface Said {
  provider: 'stripe';
  type: string;
  code: string | null;
  param: string | null;
  requestId: string | null;
  reason: string;
}

/** Turns an error of the SDK into ours; any other goes through. */
export function inOurWords(error: unknown): never {
  if (!isStripeError(error)) throw error;
  const said: Said = {
    provider: 'stripe',
    type: error.type,
    code: error.decline_code ?? error.code ?? null,
    param: error.param ?? null,
    requestId: error.requestId ?? null,
    reason: withoutKeys(error.message),
  };
  const details = { ...said };
  if (error.code === 'amount_too_small' || error.code === 'amount_too_large') {
    throw paymentErrors.invalid_payment_amount(details);
  }
  throw passing.has(error.type) ? paymentErrors.provider_unreachable(details) : paymentErrors.provider_refused(details);
}

/** Known by its type: the class itself would load the SDK. */
function isStripeError(error: unknown): error is StripeError {
  return error instanceof Error && 'type' in error && String(error.type).startsWith('Stripe');
}

/** Stripe repeats a key it does not know, with stars in its middle. */
function withoutKeys(text: string): string {
  return text.replace(/\b(sk|rk|pk|whsec)_\S+/g, '[key]').slice(0, 300);
}

/** What Stripe said when it refused; null for any other error. */
export function refusalIn(error: unknown): Said | null {
  if (!(error instanceof FareboxError) || error.details.provider !== 'stripe') return null;
  return error.code === 'provider_refused' ? (error.details as unknown as Said) : null;
}

/** Null instead of an error when Stripe has no such thing. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (refusalIn(error)?.code === 'resource_missing') return null;
    throw error;
  }
}
