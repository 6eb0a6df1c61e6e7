import type { Stripe } from 'stripe';
import type { ProviderDispute, ProviderNews } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { fromStripe } from './money.ts';
import { orNull } from './problems.ts';
import { idOf } from './references.ts';

/** An inquiry (`warning_…`) is a question of the bank: no money moves unless it becomes a dispute. */
const statuses: Readonly<Record<string, ProviderDispute['status'] | 'inquiry'>> = {
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'closed',
  prevented: 'closed',
  needs_response: 'open',
  under_review: 'open',
  appeal_needs_response: 'open',
  appeal_under_review: 'open',
  won: 'won',
  lost: 'lost',
};

/** A dispute as it is now; nothing while it is an inquiry. */
export async function readDispute(account: StripeAccount, told: Stripe.Dispute): Promise<ProviderNews[]> {
  const observedAt = account.clock.now();
  const found = await orNull(account.ask((stripe) => stripe.disputes.retrieve(told.id)));
  return newsOf(account, found ?? told, observedAt);
}

function newsOf(account: StripeAccount, dispute: Stripe.Dispute, observedAt: Date): ProviderDispute[] {
  const paymentReference = idOf(dispute.payment_intent) ?? idOf(dispute.charge);
  const status = statuses[dispute.status];
  if (!status) throw new Error(`dispute ${dispute.id} has the unknown status ${dispute.status}`);
  if (!paymentReference || status === 'inquiry') return [];
  const currency = dispute.currency.toUpperCase();
  const amountMinor = fromStripe(dispute.amount, currency, account.digitsOf(currency));
  const { id: disputeId, reason } = dispute;
  return [{ kind: 'dispute', disputeId, paymentReference, status, amountMinor, currency, reason, observedAt }];
}
