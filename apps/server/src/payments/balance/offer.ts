import type { Deps } from '../../context.ts';
import { paymentErrors } from '../errors.ts';
import type { Provider } from '../provider.ts';
import { offeredProvider } from '../providers.ts';
import { balance } from './balance.ts';

/** Like `offeredProvider`, and the balance where it is switched on: it pays for plans, never for credits. */
export async function offeredForPlans(
  deps: Deps,
  name: string,
  method: string | null,
  currency: string,
): Promise<{ provider: Provider; method: string | null }> {
  if (name !== 'balance') return offeredProvider(deps, name, method, currency);
  if (!deps.config.payments.balance.enabled || method !== null) {
    throw paymentErrors.provider_not_offered({ provider: name, method });
  }
  return { provider: balance(deps), method: null };
}
