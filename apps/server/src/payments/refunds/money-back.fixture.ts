import type { ProviderDispute, ProviderRefund } from '../provider.ts';

let seen = 0;

/** News of a refund, seen after all that were made before; of its own unless said otherwise. */
export function refund(paymentReference: string, yuan: number, changes: Partial<ProviderRefund> = {}): ProviderRefund {
  seen += 1;
  return {
    kind: 'refund',
    refundId: `re_${seen}`,
    paymentReference,
    status: 'succeeded',
    amountMinor: BigInt(yuan * 100),
    currency: 'CNY',
    reason: null,
    observedAt: new Date(1_700_000_000_000 + seen),
    ...changes,
  };
}

/** News of a dispute over ten yuan: one for each payment. */
export function dispute(paymentReference: string, changes: Partial<ProviderDispute> = {}): ProviderDispute {
  seen += 1;
  return {
    kind: 'dispute',
    disputeId: `dp_${paymentReference}`,
    paymentReference,
    status: 'open',
    amountMinor: 1000n,
    currency: 'CNY',
    reason: 'fraudulent',
    observedAt: new Date(1_700_000_000_000 + seen),
    ...changes,
  };
}
