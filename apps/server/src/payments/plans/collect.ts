import type { Deps } from '../../context.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import { payFromBalance } from '../balance/pay.ts';
import { creditPriceOf } from '../balance/price.ts';
import { type CheckedOut, checkOut, payPage } from '../checkout.ts';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { Draft } from '../orders.ts';
import type { Provider } from '../provider.ts';
import { findProvider } from '../providers.ts';
import { refuseAboveCap } from '../top-ups.ts';

/** Has an order of a plan paid: from the balance at once, elsewhere where its provider says. Any number of times. */
export async function collect(deps: Deps, order: Order, { ip }: RequestOrigin): Promise<CheckedOut> {
  if (order.provider === 'balance') {
    return { order: await payFromBalance(deps, order), checkoutUrl: payPage(deps, order.id) };
  }
  return checkOut(deps, await providerOf(deps, order.provider), order, ip);
}

/** Throws `provider_unreachable` (502) for one whose settings are gone. */
export async function providerOf(deps: Deps, name: string): Promise<Provider> {
  const provider = await findProvider(deps, name);
  if (!provider) throw paymentErrors.provider_unreachable({ provider: name, reason: 'it is not set up' });
  return provider;
}

/** Credits that come at once must find room below the balance's cap; what pays for them makes room first. */
export async function refuseWithoutRoom(deps: Deps, draft: Draft, credits: bigint): Promise<void> {
  const freed = draft.provider === 'balance' ? creditPriceOf(deps, draft) : 0n;
  await refuseAboveCap(deps, draft.userId, credits > freed ? credits - freed : 0n);
}
