import type { Deps } from '../../context.ts';
import { paymentErrors } from '../errors.ts';
import { offeredProviders } from '../providers.ts';

/** What older designs call a way of paying, where we have the EPay sites' own word for it. */
const olderWords: Readonly<Record<string, string>> = { wechat: 'wxpay', wechat_pay: 'wxpay' };

/** How a caller of an older design says it: all of it may be left out. */
export interface Said {
  payment_method?: string | undefined;
  provider?: string | undefined;
  method?: string | undefined;
}

export interface WayOfPaying {
  provider: string;
  /** Null: the provider's first. */
  method: string | null;
}

/**
 * The provider that is meant. `payment_method` names one, or a way of paying that the first of them to offer it is
 * asked for; when nothing is said, the first that takes the currency. Throws `provider_not_offered` (400).
 */
export async function wayOfPaying(deps: Deps, said: Said, currency: string): Promise<WayOfPaying> {
  const method = inOurWords(said.method);
  if (said.provider !== undefined) return { provider: said.provider, method: method ?? null };
  const word = inOurWords(said.payment_method);
  const offered = (await offeredProviders(deps)).filter((one) => one.currencies?.includes(currency) ?? true);
  const named = offered.find(({ name }) => name === word);
  if (named) return { provider: named.name, method: method ?? null };
  const wanted = word ?? method;
  const fits = offered.find(({ methods }) => wanted === undefined || methods.some(({ id }) => id === wanted));
  if (!fits) throw paymentErrors.provider_not_offered({ provider: wanted ?? null, currency });
  return { provider: fits.name, method: wanted ?? null };
}

function inOurWords(word: string | undefined): string | undefined {
  return word !== undefined && Object.hasOwn(olderWords, word) ? olderWords[word] : word;
}
