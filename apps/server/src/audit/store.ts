import { isIP } from 'node:net';
import type { Db } from '../database/index.ts';
import type { AuditEntry } from './write.ts';

export async function insertAudit(tx: Db, id: string, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_logs')
    .values({
      id,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id ?? null,
      action: entry.action,
      target_kind: entry.target.kind,
      target_id: entry.target.id,
      account_id: entry.accountId ?? null,
      ip: entry.ip && isIP(entry.ip) ? entry.ip : null,
      user_agent: entry.userAgent ?? null,
      request_id: entry.requestId ?? null,
      before: entry.before ? JSON.stringify(entry.before) : null,
      after: entry.after ? JSON.stringify(entry.after) : null,
    })
    .execute();
}
