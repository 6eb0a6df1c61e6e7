import type { Stripe } from 'stripe';
import { paymentErrors } from '../errors.ts';
import type { ProviderNews, ProviderRefund, RefundAnswer, RefundRequest } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { fromStripe, toStripe } from './money.ts';
import { orNull, refusalIn } from './problems.ts';
import { idOf } from './references.ts';

const statuses: Readonly<Record<string, ProviderRefund['status']>> = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

/** Every refund of a charge by itself: the charge only knows their sum. */
export async function refundsOf(account: StripeAccount, charge: string): Promise<ProviderNews[]> {
  const observedAt = account.clock.now();
  const { data } = await account.ask((stripe) => stripe.refunds.list({ charge, limit: 100 }));
  return data.flatMap((refund) => newsOf(account, refund, observedAt));
}

/** A refund as it is now. */
export async function readRefund(account: StripeAccount, told: Stripe.Refund): Promise<ProviderNews[]> {
  const observedAt = account.clock.now();
  const found = await orNull(account.ask((stripe) => stripe.refunds.retrieve(told.id)));
  return newsOf(account, found ?? told, observedAt);
}

function newsOf(account: StripeAccount, refund: Stripe.Refund, observedAt: Date): ProviderRefund[] {
  const paymentReference = idOf(refund.payment_intent) ?? idOf(refund.charge);
  if (!paymentReference) return [];
  const currency = refund.currency.toUpperCase();
  return [
    {
      kind: 'refund',
      refundId: refund.id,
      paymentReference,
      status: statusOf(refund),
      amountMinor: fromStripe(refund.amount, currency, account.digitsOf(currency)),
      currency,
      reason: refund.failure_reason ?? refund.metadata?.reason ?? refund.reason,
      observedAt,
    },
  ];
}

function statusOf({ id, status }: Stripe.Refund): ProviderRefund['status'] {
  const known = statuses[status ?? ''];
  if (!known) throw new Error(`refund ${id} has the unknown status ${status}`);
  return known;
}

/** Gives money back. The key makes a second try harmless; whatever Stripe says is an answer. */
export async function refund(account: StripeAccount, request: RefundRequest): Promise<RefundAnswer> {
  const { order, whole, amountMinor, reason, key } = request;
  const target = targetOf(request);
  if (!target) return { status: 'failed', reason: 'nothing was charged with a card for this order' };
  const params: Stripe.RefundCreateParams = {
    ...target,
    ...(!whole && { amount: toStripe(amountMinor, order) }),
    reason: 'requested_by_customer',
    metadata: { order_id: order.id, refund_key: key.slice(0, 500), ...(reason && { reason: reason.slice(0, 500) }) },
  };
  try {
    const made = await account.ask((stripe) => stripe.refunds.create(params, { idempotencyKey: key }));
    const status = statusOf(made);
    if (status === 'failed') return { status, reason: made.failure_reason ?? 'Stripe could not give it back' };
    return { status, refundId: made.id };
  } catch (error) {
    return answerTo(error);
  }
}

/** An intent before its charge; a session or invoice that was paid without one has nothing to give back. */
function targetOf({ paymentId, chargeId }: RefundRequest): { payment_intent: string } | { charge: string } | null {
  const ids = [paymentId, chargeId].filter((id) => id !== null);
  const intent = ids.find((id) => id.startsWith('pi_'));
  const charge = ids.find((id) => /^(ch|py)_/.test(id));
  if (intent) return { payment_intent: intent };
  return charge ? { charge } : null;
}

/** A clear no changed nothing. Without an answer, or with the key used for something else, nobody knows. */
function answerTo(error: unknown): RefundAnswer {
  const no = refusalIn(error);
  const reason = no?.reason ?? (error instanceof Error ? error.message : paymentErrors.provider_unreachable().message);
  const clear = no !== null && no.type !== 'StripeIdempotencyError';
  return { status: clear ? 'failed' : 'unknown', reason };
}
