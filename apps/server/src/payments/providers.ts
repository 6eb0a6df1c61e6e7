import { type Clock, systemClock } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { balance } from './balance/balance.ts';
import { creem } from './creem/creem.ts';
import { epay } from './epay/epay.ts';
import { paymentErrors } from './errors.ts';
import { mockpay } from './mockpay/mockpay.ts';
import type { Provider } from './provider.ts';
import { readProviderSettings } from './provider-settings/read.ts';
import { type ProviderName, providerSettingsNames, type SettingsByProvider } from './provider-settings/types.ts';
import { stripe } from './stripe/stripe.ts';

/** Makes each provider out of its settings. */
const makers: {
  [Name in ProviderName]?: (settings: SettingsByProvider[Name], config: Deps['config'], clock: Clock) => Provider;
} = {
  epay: (settings, { server }, clock) => epay({ settings, publicUrl: server.publicUrl, clock }),
  stripe: (settings, { server, payments }, clock) =>
    stripe({ settings, publicUrl: server.publicUrl, currencies: payments.currencies, clock }),
  creem: (settings, _config, clock) => creem({ settings, clock }),
  mockpay: ({ secret }, { server }) => mockpay({ secret, publicUrl: server.publicUrl }),
};

/** The provider that these settings describe; for the page that tries them before they are kept, too. */
export function makeProvider<Name extends ProviderName>(
  name: Name,
  settings: SettingsByProvider[Name] | null,
  config: Deps['config'],
  clock: Clock = systemClock,
): Provider | null {
  const make = makers[name];
  return settings && make ? make(settings, config, clock) : null;
}

/**
 * One that can be asked and called back, offered to customers or not, with its settings as they are at this moment;
 * null while something it needs is missing.
 */
export async function findProvider(
  deps: Pick<Deps, 'config' | 'db' | 'clock' | 'ledger'>,
  name: string,
): Promise<Provider | null> {
  if (name === 'balance') return balance(deps);
  const known = providerSettingsNames.find((one) => one === name);
  if (!known) return null;
  const settings = await readProviderSettings(deps, 'complete');
  return makeProvider(known, settings[known], deps.config, deps.clock);
}

/** Those that new orders may be paid with. */
export async function offeredProviders(deps: Pick<Deps, 'config' | 'db' | 'clock'>): Promise<Provider[]> {
  const settings = await readProviderSettings(deps, 'offered');
  return providerSettingsNames
    .map((name) => makeProvider(name, settings[name], deps.config, deps.clock))
    .filter((provider) => provider !== null);
}

/**
 * The provider and its method that a new order in this currency is to be paid with. Throws `provider_not_offered`
 * and `currency_not_offered` (400).
 */
export async function offeredProvider(
  deps: Pick<Deps, 'config' | 'db' | 'clock'>,
  name: string,
  method: string | null,
  currency: string,
): Promise<{ provider: Provider; method: string | null }> {
  const provider = (await offeredProviders(deps)).find((one) => one.name === name);
  const chosen = method ?? provider?.methods[0]?.id ?? null;
  if (!provider || (chosen !== null && !provider.methods.some(({ id }) => id === chosen))) {
    throw paymentErrors.provider_not_offered({ provider: name, method: chosen });
  }
  if (provider.currencies && !provider.currencies.includes(currency)) {
    throw paymentErrors.currency_not_offered({ currency, provider: name, offered: provider.currencies });
  }
  return { provider, method: chosen };
}
