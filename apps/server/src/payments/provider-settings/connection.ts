import type { Deps } from '../../context.ts';
import type { Provider } from '../provider.ts';
import { checkAll } from './checks.ts';
import { guardDestination } from './destinations.ts';
import { secretFields } from './fields.ts';
import { type Problem, type Resolved, resolve } from './resolve.ts';
import { storedSettings } from './store.ts';
import type { ProviderName, SettingsByProvider } from './types.ts';
import { livemodeOf } from './view.ts';

/** Makes a provider of its settings; the registry of providers knows how. */
export type ProviderMaker = <Name extends ProviderName>(
  name: Name,
  settings: SettingsByProvider[Name] | null,
  config: Deps['config'],
  clock: Deps['clock'],
) => Pick<Provider, 'testConnection'> | null;

export interface ConnectionAnswer {
  ok: boolean;
  message: string;
  details: { baseUrl: string | null; livemode: boolean | null; problems: Problem[] };
}

/**
 * Asks the provider whether it knows us, with what is kept and over it what is only being tried, switched on or not.
 * Refuses as a change with these values would be; whatever the provider does is an answer, without our secrets in it.
 */
export async function testConnection(
  { config, db, clock }: Pick<Deps, 'config' | 'db' | 'clock'>,
  makeProvider: ProviderMaker,
  name: ProviderName,
  tried: Readonly<Record<string, unknown>>,
): Promise<ConnectionAnswer> {
  const values = checkAll(name, tried, config.server.production);
  const stored = (await storedSettings(db)).find(({ provider }) => provider === name) ?? null;
  const resolved = resolve(config, name, stored, values);
  guardDestination(name, resolve(config, name, stored), resolved, values);
  const { settings, problems } = resolved;
  const details = { baseUrl: baseUrlOf(resolved), livemode: livemodeOf(resolved), problems };
  const what = problems.map(({ field, message }) => `${field} ${message}`).join('; ');
  if (problems.length > 0) return { ok: false, message: `Not complete yet: ${what}.`, details };
  const { ok, message } = await asked(() => makeProvider(name, settings, config, clock));
  return { ok, message: withoutSecrets(message, name, resolved), details };
}

async function asked(make: () => ReturnType<ProviderMaker>): Promise<{ ok: boolean; message: string }> {
  try {
    const test = await make()?.testConnection?.();
    return test ?? { ok: false, message: 'This provider has no connection to test.' };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'The provider could not be asked.' };
  }
}

function baseUrlOf({ settings }: Resolved<ProviderName>): string | null {
  return settings !== null && 'baseUrl' in settings ? settings.baseUrl : null;
}

/** Providers repeat what they were sent, and EPay is sent its key in the address. */
function withoutSecrets(message: string, name: ProviderName, { readings }: Resolved<ProviderName>): string {
  const secrets = secretFields[name]
    .map((field) => readings[field]?.value)
    .filter((value) => typeof value === 'string');
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return forms.reduce((text, form) => text.replaceAll(form, '[secret]'), message).slice(0, 500);
}
