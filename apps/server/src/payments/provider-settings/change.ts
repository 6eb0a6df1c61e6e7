import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import type { SealingSecrets } from '../../sealed.ts';
import { checkAll } from './checks.ts';
import { guardDestination } from './destinations.ts';
import { settingsErrors } from './errors.ts';
import { secretFields } from './fields.ts';
import { type Resolved, resolve } from './resolve.ts';
import { resealed, sealField } from './sealed-fields.ts';
import { lockStored, type NewSettings, type StoredSettings, writeStored } from './store.ts';
import type { ProviderName } from './types.ts';

type Values = Readonly<Record<string, unknown>>;

export interface SettingsChange {
  name: ProviderName;
  /** Field → value; null gives the field back to the configuration. */
  values: Values;
  /** The version that the change was made on; 0 = nothing was kept yet. */
  expectedVersion: number;
  reason?: string | undefined;
  userId: string;
}

export interface ChangedSettings {
  stored: StoredSettings;
  resolved: Resolved<ProviderName>;
}

/**
 * Keeps what root entered: it holds from the next order and callback on, in every process. Refuses `invalid_request`,
 * `settings_changed` (409) when somebody else was faster, and `secret_needed_again` (400).
 */
export function changeSettings(deps: Deps, change: SettingsChange, origin: RequestOrigin): Promise<ChangedSettings> {
  const { config, clock } = deps;
  const { name, expectedVersion, userId: updatedBy } = change;
  const values = checkAll(name, change.values, config.server.production);
  return deps.db.transaction().execute(async (tx) => {
    const before = await lockStored(tx, name);
    const version = before?.version ?? 0;
    if (version !== expectedVersion) throw settingsErrors.settings_changed({ version });
    guardDestination(name, resolve(config, name, before), resolve(config, name, before, values), values);
    const kept = merged(config.secrets, name, before, values);
    const stored = await writeStored(tx, { ...kept, provider: name, version, updatedAt: clock.now(), updatedBy });
    if (!stored) throw settingsErrors.settings_changed();
    await writeAudit(tx, { ...audited(change, values, before), ...origin });
    return { stored, resolved: resolve(config, name, stored) };
  });
}

function merged(
  secrets: SealingSecrets,
  name: ProviderName,
  before: StoredSettings | null,
  values: Values,
): Pick<NewSettings, 'enabled' | 'public' | 'sealed'> {
  const { enabled = before?.enabled ?? null, ...others } = values;
  const isSecret = ([field]: [string, unknown]) => secretFields[name].includes(field);
  const said = Object.entries(others);
  const newlySealed = said.filter(isSecret).map(([field, text]): [string, string | null] => {
    return [field, text === null ? null : sealField(secrets, name, field, String(text))];
  });
  return {
    enabled: enabled as boolean | null,
    public: withoutNulls({ ...before?.public, ...Object.fromEntries(said.filter((entry) => !isSecret(entry))) }),
    sealed: withoutNulls({ ...resealed(secrets, name, before?.sealed ?? {}), ...Object.fromEntries(newlySealed) }),
  };
}

function withoutNulls<Value>(values: Record<string, Value | null>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Record<string, Value>;
}

/** Of a secret only that it was there, and that it is another now. */
function audited({ name, reason, userId }: SettingsChange, values: Values, before: StoredSettings | null) {
  const was = (field: string) => (field === 'enabled' ? before?.enabled : before?.public[field]) ?? null;
  const pairs = Object.entries(values).map(([field, value]) => {
    if (!secretFields[name].includes(field)) return { field, old: was(field), new: value };
    return { field, old: before?.sealed[field] ? 'set' : null, new: value === null ? null : 'changed' };
  });
  return {
    actor: { kind: 'user', id: userId } as const,
    action: 'payment_settings.changed',
    target: { kind: 'provider', id: name },
    before: Object.fromEntries(pairs.map((pair) => [pair.field, pair.old])),
    after: { ...Object.fromEntries(pairs.map((pair) => [pair.field, pair.new])), ...(reason && { reason }) },
  };
}
