import type { Deps } from '../../context.ts';
import { check, fieldsOf } from './checks.ts';
import { defaults, type FieldValues, secretFields } from './fields.ts';
import { neededFields, settingsFrom } from './makers.ts';
import { openField } from './sealed-fields.ts';
import type { StoredSettings } from './store.ts';
import type { ProviderName, SettingsByProvider } from './types.ts';

export type Source = 'default' | 'config' | 'environment' | 'database';

/** Why a provider cannot be used, and the field to correct. */
export interface Problem {
  field: string;
  message: string;
}

/** What a field holds, who says so, and why it cannot be used. */
export interface FieldReading {
  value: unknown;
  source: Source;
  problem: string | null;
}

/** One provider's settings, each field from the last place that says it. */
export interface Resolved<Name extends ProviderName> {
  readings: Readonly<Record<string, FieldReading>>;
  enabled: boolean;
  problems: Problem[];
  /** Null while there are problems; there also while the provider is switched off. */
  settings: SettingsByProvider[Name] | null;
}

/** Values that are tried before they are kept; null = what holds without the database. */
export type Unsaved = Readonly<Record<string, unknown>>;

/** Default, then config.yaml, then the environment, then the database, then what is only tried. */
export function resolve<Name extends ProviderName>(
  config: Deps['config'],
  name: Name,
  stored: StoredSettings | null,
  unsaved: Unsaved = {},
): Resolved<Name> {
  const read = (field: string): [string, FieldReading] => {
    const spoken = Object.hasOwn(unsaved, field)
      ? saidInDatabase(unsaved[field])
      : storedReading(config, stored, name, field);
    return [field, checked(config, name, field, spoken ?? configured(config, name, field))];
  };
  const said = Object.fromEntries(fieldsOf(name).map(read));
  const readings = { ...said, enabled: switched(said) };
  const values = Object.fromEntries(
    Object.entries(readings).map(([field, { value }]) => [field, value]),
  ) as FieldValues<Name>;
  const problems = problemsIn(name, readings, values);
  const settings = problems.length === 0 ? settingsFrom(name, values, config) : null;
  return { readings, enabled: readings.enabled.value === true, problems, settings };
}

function saidInDatabase(value: unknown): FieldReading | null {
  return value === null || value === undefined ? null : { value, source: 'database', problem: null };
}

function storedReading(
  { secrets }: Deps['config'],
  stored: StoredSettings | null,
  name: ProviderName,
  field: string,
): FieldReading | null {
  if (!secretFields[name].includes(field)) {
    return saidInDatabase(field === 'enabled' ? stored?.enabled : stored?.public[field]);
  }
  const sealed = stored?.sealed[field];
  if (sealed === undefined) return null;
  const opened = openField(secrets, name, field, sealed);
  if ('text' in opened) return saidInDatabase(opened.text);
  return { value: undefined, source: 'database', problem: opened.problem };
}

function configured({ payments, sources }: Deps['config'], name: ProviderName, field: string): FieldReading {
  const given = (payments[name] as Record<string, unknown>)[field];
  const source = sources.get(`payments.${name}.${field}`);
  // Mockpay's switch is never unsaid in the configuration: it has been decided there.
  if (name === 'mockpay') return { value: given, source: source ?? 'default', problem: null };
  if (given !== undefined) return { value: given, source: source ?? 'config', problem: null };
  return { value: (defaults[name] as Record<string, unknown>)[field], source: 'default', problem: null };
}

/** A row may have been written under other rules: in development, by hand, by a release before. */
function checked({ server }: Deps['config'], name: ProviderName, field: string, reading: FieldReading): FieldReading {
  if (reading.value === undefined) return reading;
  const result = check(name, field, reading.value, server.production);
  if ('value' in result) return { ...reading, value: result.value };
  return { ...reading, value: undefined, problem: result.faults[0]?.message ?? 'is not valid' };
}

/** Whoever enters keys wants to be paid with them: on when not said, as soon as anything is. */
function switched(said: Record<string, FieldReading>): FieldReading {
  const enabled = said.enabled as FieldReading;
  if (enabled.value !== undefined || enabled.problem !== null) return enabled;
  const touched = Object.values(said).some(({ source }) => source !== 'default');
  return { value: touched, source: 'default', problem: null };
}

function problemsIn(
  name: ProviderName,
  readings: Record<string, FieldReading>,
  values: FieldValues<ProviderName>,
): Problem[] {
  const wrong = Object.entries(readings).flatMap(([field, { problem }]) =>
    problem === null ? [] : [{ field, message: problem }],
  );
  const missing = neededFields(name, values)
    .filter((field) => readings[field]?.value === undefined && readings[field]?.problem === null)
    .map((field) => ({ field, message: 'is not set' }));
  return [...wrong, ...missing];
}
