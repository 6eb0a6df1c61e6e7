import { createHash, randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { type Actor, writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { errors } from './errors.ts';
import {
  deleteTokens,
  findPasswordHash,
  insertRoot,
  lockSetup,
  makeRoot,
  replaceToken,
  rootExists,
  takeToken,
} from './setup-store.ts';
import { findUserByEmail, writeSetting } from './store.ts';

interface Root {
  name: string;
  email: string;
  password: string;
}

/** True while there is no root user: the pages then say where to find the set-up link. */
export async function setupNeeded({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  return !(await rootExists(db));
}

/**
 * What identity does at every start, before the first request: tells the database the credits of a new account, and
 * makes the root user that the configuration names, if there is no root yet.
 */
export async function prepareIdentity({ db, config }: Pick<Deps, 'db' | 'config'>): Promise<void> {
  await writeSetting(db, 'credits.welcome', config.credits.welcome);
  await writeSetting(db, 'credits.cap', config.credits.cap);
  const { root } = config.identity;
  if (!root || (await rootExists(db))) return;
  await db.transaction().execute(async (tx) => {
    await lockSetup(tx);
    if (!(await rootExists(tx))) await enthrone(tx, { name: 'root', ...root }, { actor: { kind: 'system' } });
  });
}

/**
 * The address at which the first root user is made, good once and for 24 hours; null when there is a root. Each call
 * makes a new one and ends the one before: only its hash is kept.
 */
export async function setupLink({ db, config }: Pick<Deps, 'db' | 'config'>): Promise<string | null> {
  const token = randomBytes(32).toString('base64url');
  const needed = await db.transaction().execute(async (tx) => {
    await lockSetup(tx);
    if (await rootExists(tx)) {
      await deleteTokens(tx);
      return false;
    }
    await replaceToken(tx, hashToken(token));
    return true;
  });
  return needed ? `${config.server.publicUrl}/setup?token=${token}` : null;
}

/**
 * Makes the first root user; of several at once one succeeds. Whoever holds the link may also name an account that
 * exists, with its password: that becomes root. Throws `setup_not_found` (404) and `email_taken` (409).
 */
export async function completeSetup(
  { db }: Deps,
  wanted: Root & { token: string },
  origin: RequestOrigin,
): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await lockSetup(tx);
    const valid = await takeToken(tx, hashToken(wanted.token));
    if (!valid || (await rootExists(tx))) throw errors.setup_not_found();
    return enthrone(tx, wanted, origin);
  });
}

async function enthrone(tx: Transaction, root: Root, by: Partial<RequestOrigin & { actor: Actor }>): Promise<string> {
  const passwordHash = await hashPassword(root.password);
  const id = (await insertRoot(tx, { ...root, passwordHash })) ?? (await promote(tx, root));
  await deleteTokens(tx);
  await writeAudit(tx, {
    actor: { kind: 'user', id },
    action: 'user.made_root',
    target: { kind: 'user', id },
    accountId: id,
    ...by,
    after: { role: 'root', email: root.email },
  });
  return id;
}

async function promote(tx: Transaction, { email, password }: Root): Promise<string> {
  const user = await findUserByEmail(tx, email);
  const hash = user && (await findPasswordHash(tx, user.id));
  if (!user || !hash || !(await verifyPassword({ hash, password }))) throw errors.email_taken();
  await makeRoot(tx, user.id);
  return user.id;
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
