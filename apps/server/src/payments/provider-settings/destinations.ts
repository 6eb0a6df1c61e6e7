import { settingsErrors } from './errors.ts';
import { sentSecrets } from './fields.ts';
import type { FieldReading, Resolved } from './resolve.ts';
import type { ProviderName } from './types.ts';

/**
 * A secret that nobody may read must not be sent to whoever names the address either: a stolen session could point
 * the provider at a server of its own. Where an address on the admin page and a secret meet that did not belong
 * together before, the secret has to be entered with it. Throws `secret_needed_again` (400).
 */
export function guardDestination(
  name: ProviderName,
  before: Resolved<ProviderName>,
  after: Resolved<ProviderName>,
  values: Readonly<Record<string, unknown>>,
): void {
  const moved = originOf(before) !== originOf(after);
  for (const field of sentSecrets[name]) {
    const [was, is] = [before.readings[field], after.readings[field]] as [FieldReading, FieldReading];
    const entered = typeof values[field] === 'string';
    const atOperatorsAddress = after.readings.baseUrl?.source !== 'database';
    if (is.value === undefined || entered || atOperatorsAddress) continue;
    if (moved || is.value !== was.value) throw settingsErrors.secret_needed_again({ field });
  }
}

function originOf({ settings, readings }: Resolved<ProviderName>): string | null {
  const address = settings && 'baseUrl' in settings ? settings.baseUrl : readings.baseUrl?.value;
  return typeof address === 'string' ? new URL(address).origin : null;
}
