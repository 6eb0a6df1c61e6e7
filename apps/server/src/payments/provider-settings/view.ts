import type { z } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { secretFields } from './fields.ts';
import { type FieldReading, type Resolved, resolve } from './resolve.ts';
import type { ProviderSettings } from './schemas.ts';
import { type StoredSettings, storedSettings } from './store.ts';
import { type ProviderName, providerSettingsNames } from './types.ts';

/** Secrets shorter than this show no ending: it would be too much of them. */
const SHOWN_FROM = 12;

type View = z.infer<typeof ProviderSettings>;

/** Every provider as the admin page shows it: who says each field, what is missing, and no secret. */
export async function settingsPage({ config, db }: Pick<Deps, 'config' | 'db'>): Promise<View[]> {
  const rows = await storedSettings(db);
  return providerSettingsNames.map((name) => {
    const stored = rows.find(({ provider }) => provider === name) ?? null;
    return viewOf(name, stored, resolve(config, name, stored));
  });
}

export function viewOf(name: ProviderName, stored: StoredSettings | null, resolved: Resolved<ProviderName>): View {
  const { readings, enabled, problems } = resolved;
  const shown = Object.entries(readings).map(([field, reading]) => [
    field,
    secretFields[name].includes(field) ? secretView(reading) : { source: reading.source, value: reading.value ?? null },
  ]);
  return {
    name,
    version: stored?.version ?? 0,
    state: enabled ? (problems.length === 0 ? 'ready' : 'incomplete') : 'off',
    livemode: livemodeOf(resolved),
    problems,
    fields: Object.fromEntries(shown),
    updatedAt: stored?.updatedAt.toISOString() ?? null,
    updatedBy: stored?.updatedBy ?? null,
  };
}

/** Null where the keys do not tell, or are not there yet. */
export function livemodeOf({ settings }: Resolved<ProviderName>): boolean | null {
  return settings !== null && 'livemode' in settings ? settings.livemode : null;
}

/** One that cannot be read is set all the same: the problem beside it says why it is of no use. */
function secretView({ value, source, problem }: FieldReading) {
  const endsIn = typeof value === 'string' && value.length >= SHOWN_FROM ? value.slice(-4) : null;
  return { source, set: value !== undefined || problem !== null, endsIn };
}
