import { derivedId, FareboxError, isId } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import type { Provider, RefundAnswer, RefundRequest } from '../provider.ts';
import { chargeOf } from './price.ts';

/**
 * Credits of the account as a way of paying for plans. No callback comes and nothing is asked of anybody: the charge and
 * the order's payment are one transaction (`pay.ts`).
 */
export function balance({ ledger }: Pick<Deps, 'ledger'>): Provider {
  return {
    name: 'balance',
    currencies: null,
    methods: [],
    recurring: false,
    keptHeaders: [],
    createCheckout: async ({ order, returnUrl }) => ({ kind: 'redirect', url: returnUrl, reference: order.id }),
    readCallback: () => ({ rejected: 'unverified', signatureOk: false, reason: 'the balance sends no callbacks' }),
    readEvent: async () => null,
    refund: (request) => giveBack(ledger, request),
  };
}

/** To the grants they came from, in proportion; with the last of the money the last of the charge. */
async function giveBack(
  ledger: Deps['ledger'],
  { order, paymentId, amountMinor, whole, key }: RefundRequest,
): Promise<RefundAnswer> {
  if (!isId(paymentId)) return { status: 'failed', reason: 'nothing was charged for this order' };
  const amount = whole ? undefined : (chargeOf(order) * amountMinor) / order.amount_minor;
  const id = derivedId('balance-refund', key);
  try {
    const { account_id: accountId } = order;
    await ledger.refund({ id, accountId, transactionId: paymentId, amount, metadata: { orderId: order.id } });
    return { status: 'succeeded', refundId: id };
  } catch (error) {
    if (!(error instanceof FareboxError) || error.code === 'outcome_unknown') throw error;
    return { status: 'failed', reason: error.message };
  }
}
