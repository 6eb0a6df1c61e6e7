import { newId } from '@farebox/kit';
import type { Db } from '../database/index.ts';
import { insertAudit } from './store.ts';

/** Who acted. `system` is the server by itself, `provider` a payment provider's callback. */
export interface Actor {
  kind: 'user' | 'service' | 'system' | 'provider';
  id?: string | null;
}

export interface AuditEntry {
  actor: Actor;
  /** What was done: `api_key.created`. */
  action: string;
  target: { kind: string; id: string };
  /** Whose account it concerns: its owner may read the row. */
  accountId?: string;
  ip?: string | null;
  userAgent?: string | null;
  requestId?: string;
  /** What it was and what it became; never a secret. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/**
 * Writes down who did what. Pass the transaction that makes the change, so that neither exists without the other;
 * nothing written here can be changed or removed.
 */
export async function writeAudit(tx: Db, entry: AuditEntry): Promise<void> {
  await insertAudit(tx, newId(), entry);
}
