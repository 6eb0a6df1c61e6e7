import { sql } from 'kysely';
import type { Db, Transaction } from '../../database/index.ts';
import type { ProviderName } from './types.ts';

/** What was said of a provider on the admin page. */
export interface StoredSettings {
  provider: string;
  /** Null = not said here. */
  enabled: boolean | null;
  public: Record<string, unknown>;
  /** Field → base64 of its sealed bytes. */
  sealed: Record<string, string>;
  version: number;
  updatedAt: Date;
  updatedBy: string | null;
}

const columns = sql`
  provider, enabled, public, sealed, version, updated_at as "updatedAt", updated_by as "updatedBy"`;

/** Of every provider, in one query: at most a handful of rows. */
export async function storedSettings(db: Db): Promise<StoredSettings[]> {
  const { rows } = await sql<StoredSettings>`select ${columns} from farebox.provider_settings`.execute(db);
  return rows;
}

/** Holds back other changes of this provider until the transaction ends, unless there is no row yet. */
export async function lockStored(tx: Transaction, provider: ProviderName): Promise<StoredSettings | null> {
  const { rows } = await sql<StoredSettings>`
    select ${columns} from farebox.provider_settings where provider = ${provider} for update
  `.execute(tx);
  return rows[0] ?? null;
}

export interface NewSettings extends Pick<StoredSettings, 'enabled' | 'public' | 'sealed' | 'updatedAt'> {
  provider: ProviderName;
  /** What it must be now; 0 = no row yet. */
  version: number;
  updatedBy: string;
}

/** The row after the change; null when somebody else was faster. */
export async function writeStored(tx: Transaction, next: NewSettings): Promise<StoredSettings | null> {
  const { rows } = await sql<StoredSettings>`
    insert into farebox.provider_settings as kept
      (provider, enabled, public, sealed, version, updated_at, updated_by)
    values (${next.provider}, ${next.enabled}, ${JSON.stringify(next.public)}, ${JSON.stringify(next.sealed)},
            ${next.version + 1}, ${next.updatedAt}, ${next.updatedBy})
    on conflict (provider) do update
      set enabled = excluded.enabled, public = excluded.public, sealed = excluded.sealed,
          version = excluded.version, updated_at = excluded.updated_at, updated_by = excluded.updated_by
      where kept.version = ${next.version}
    returning ${columns}
  `.execute(tx);
  return rows[0] ?? null;
}
