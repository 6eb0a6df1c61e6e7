import { createHmac } from 'node:crypto';
import { newId } from '@farebox/kit';
import { hashKey, labelsOf, newKey } from '../../apps/server/src/identity/index.ts';
import { deriveSecret } from '../../apps/server/src/secrets.ts';
import type { Stage } from './stage.ts';

export interface Person {
  accountId: string;
  apiKey: string;
  /** Of a session. */
  cookie: string;
}

/** One in so many has the welcome credits alone, which pay for a short call or for none. */
const POOR_ONE_IN = 50;
const PAID_MICRO = 50_000_000;

/** The cookie's name on a server that is reached without TLS. */
const COOKIE = 'farebox.session_token';

/**
 * People with accounts, keys and sessions, thousands in some seconds: their rows are written as the server would, their
 * accounts are opened by the table's own trigger, and their credits come from the ledger's functions.
 */
export async function makePeople({ pool, secret }: Pick<Stage, 'pool' | 'secret'>, count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, () => ({ accountId: newId(), apiKey: newKey(), token: newId() }));
  const ids = people.map(({ accountId }) => accountId);
  await pool.query(
    `insert into farebox.users (id, name, email) select id, 'Ada', id || '@example.com' from unnest($1::uuid[]) id`,
    [ids],
  );
  await pool.query(
    `insert into farebox.api_keys (id, user_id, name, prefix, last4, hash)
     select gen_random_uuid(), user_id, 'replay', prefix, last4, hash
       from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[]) as key (user_id, prefix, last4, hash)`,
    [ids, ...columnsOf(people.map(({ apiKey }) => apiKey))],
  );
  await pool.query(
    `insert into farebox.sessions (user_id, token, expires_at)
     select user_id, token, now() + interval '1 day' from unnest($1::uuid[], $2::text[]) as session (user_id, token)`,
    [ids, people.map(({ token }) => token)],
  );
  await pool.query(
    `select ledger.post_one(jsonb_build_object('kind', 'grant', 'id', gen_random_uuid(), 'account_id', id,
       'amount', $2::int8, 'category', 'paid', 'reason', 'purchase')) from unnest($1::uuid[]) id`,
    [ids.filter((_, at) => at % POOR_ONE_IN !== 0), PAID_MICRO],
  );
  const sign = signer(secret);
  return people.map(({ accountId, apiKey, token }) => ({ accountId, apiKey, cookie: sign(token) }));
}

function columnsOf(keys: string[]): [prefixes: string[], lasts: string[], hashes: Buffer[]] {
  const labels = keys.map(labelsOf);
  return [labels.map(({ prefix }) => prefix), labels.map(({ last4 }) => last4), keys.map(hashKey)];
}

/** Signs session tokens as the server does. */
function signer(secret: string): (token: string) => string {
  const key = deriveSecret(secret, 'sessions');
  return (token) => {
    const signature = createHmac('sha256', key).update(token).digest('base64');
    return `${COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`;
  };
}
