import { divideUp, parseCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';

/**
 * What an amount of money costs in credits, in micro-credits at what one unit of the currency buys; rounded up. Throws
 * `currency_not_offered` (400) for a currency that has no rate.
 */
export function creditPriceOf(
  { config }: Pick<Deps, 'config'>,
  { amountMinor, currency }: { amountMinor: bigint; currency: string },
): bigint {
  const offer = config.payments.currencies[currency];
  if (!offer) throw paymentErrors.currency_not_offered({ currency });
  return divideUp(amountMinor * (parseCredits(offer.creditsPerUnit) ?? 0n), 10n ** BigInt(offer.minorUnits));
}

/** What an order takes of the balance, as it was told to its buyer: a new rate does not change it. */
export function chargeOf({ id, snapshot }: Pick<Order, 'id' | 'snapshot'>): bigint {
  const charge = typeof snapshot.charge === 'string' ? parseCredits(snapshot.charge) : null;
  if (charge === null) throw new Error(`order ${id} does not say what it takes of the balance`);
  return charge;
}
