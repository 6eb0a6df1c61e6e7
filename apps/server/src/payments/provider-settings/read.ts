import type { Deps } from '../../context.ts';
import { resolve } from './resolve.ts';
import { storedSettings } from './store.ts';
import { type AllProviderSettings, type ProviderName, providerSettingsNames } from './types.ts';

/**
 * What each provider is to be made with, read anew: a change on the admin page holds for the next order and the next
 * callback, in every process. `offered` (new orders): null when switched off or incomplete. `complete` (callbacks,
 * refunds and questions about orders that were paid before it was switched off): null when incomplete only. The test
 * provider, whose money is none, is never there while it is off.
 */
export async function readProviderSettings(
  { config, db }: Pick<Deps, 'config' | 'db'>,
  which: 'offered' | 'complete' = 'offered',
): Promise<AllProviderSettings> {
  const rows = await storedSettings(db);
  const of = <Name extends ProviderName>(name: Name) => {
    const row = rows.find(({ provider }) => provider === name) ?? null;
    const { enabled, settings } = resolve(config, name, row);
    const open = enabled || (which === 'complete' && name !== 'mockpay');
    return [name, open ? settings : null];
  };
  return Object.fromEntries(providerSettingsNames.map(of)) as unknown as AllProviderSettings;
}
