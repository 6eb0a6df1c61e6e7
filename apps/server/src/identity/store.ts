import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';

export type Role = 'user' | 'admin' | 'root';

export interface UserRow {
  id: string;
  email: string | null;
  name: string;
  role: Role;
  timeZone: string;
  createdAt: Date;
}

const columns = sql`id, email, name, role, time_zone as "timeZone", created_at as "createdAt"`;

async function first<Row>(db: Db, query: RawBuilder<Row>): Promise<Row | null> {
  const { rows } = await query.execute(db);
  return rows[0] ?? null;
}

export function findUser(db: Db, id: string): Promise<UserRow | null> {
  return first(db, sql<UserRow>`select ${columns} from farebox.users where id = ${id}`);
}

export function lockUser(tx: Transaction, id: string): Promise<UserRow | null> {
  return first(tx, sql<UserRow>`select ${columns} from farebox.users where id = ${id} for no key update`);
}

export function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  return first(db, sql<UserRow>`select ${columns} from farebox.users where email = ${email}`);
}

export async function updateUser(tx: Transaction, { id, name, timeZone }: UserRow): Promise<void> {
  await sql`
    update farebox.users set name = ${name}, time_zone = ${timeZone}, updated_at = now() where id = ${id}
  `.execute(tx);
}

/** Raises 22023 when the database has no such zone. */
export async function checkTimeZone(db: Db, name: string): Promise<void> {
  await sql`select now() at time zone ${name}`.execute(db);
}

export interface SessionRow {
  id: string;
  userId: string;
  role: Role;
  /** Time to move its end. */
  due: boolean;
}

/** The live session with this token, of a person who is not disabled. It is due a day after it was last extended. */
export function findSession(
  db: Db,
  token: string,
  days: { lasts: number; extendAfter: number },
): Promise<SessionRow | null> {
  return first(
    db,
    sql<SessionRow>`
      select session.id, session.user_id as "userId", person.role,
             session.expires_at < now() + make_interval(days => ${days.lasts - days.extendAfter}::int) as due
        from farebox.sessions session
        join farebox.users person on person.id = session.user_id and person.disabled_at is null
       where session.token = ${token} and session.expires_at > now()`,
  );
}

/** What nobody can use any more: sessions and verifications past their end. */
export async function deleteExpired(db: Db): Promise<void> {
  await sql`delete from farebox.sessions where expires_at < now()`.execute(db);
  await sql`delete from farebox.verifications where expires_at < now()`.execute(db);
}

export async function writeSetting(db: Db, key: string, value: bigint): Promise<void> {
  await sql`
    insert into farebox.app_settings (key, value) values (${key}, to_jsonb(${value}::int8))
    on conflict (key) do update set value = excluded.value, updated_at = now()
    where app_settings.value <> excluded.value
  `.execute(db);
}
