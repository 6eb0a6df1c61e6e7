import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { FareboxError, formatCredits, isId, newId, parseCredits } from '@farebox/kit';
import type { Asker } from '../accounts/index.ts';
import { grantByOperator } from '../accounts/index.ts';
import { loadConfig } from '../config.ts';
import { connectServer, type Db, migrate, typed } from '../database/index.ts';
import { UsageError } from './usage-error.ts';
import { withDatabase } from './with-database.ts';

interface Wanted {
  /** An e-mail address or a user's id. */
  whom: string;
  amount: bigint;
  reason: string;
}

/** `farebox grant <email|id> <credits> [--reason word]`: promotional credits, never above the balance cap. */
export async function grantCommand(args: string[]): Promise<number> {
  const wanted = readWanted(args);
  return withDatabase(loadConfig(), async (url) => {
    await migrate(url);
    const pool = connectServer({ url, size: 2, statementTimeoutMs: 30_000 });
    try {
      return await grantTo(typed(pool), wanted);
    } finally {
      await pool.end();
    }
  });
}

async function grantTo(db: Db, { whom, amount, reason }: Wanted): Promise<number> {
  const accountId = isId(whom) ? whom : await idOf(db, whom);
  if (!accountId) {
    process.stderr.write(`There is no user ${whom}.\n`);
    return 1;
  }
  try {
    const grant = { id: newId(), accountId, amount, reason, category: 'promotional' as const };
    const { balance } = await grantByOperator(db, grant, atTheConsole());
    process.stdout.write(`Granted ${formatCredits(amount)} credits to ${whom}: available ${balance.available}.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof FareboxError)) throw error;
    process.stderr.write(`Not granted: ${error.message} (${error.code})\n`);
    return 1;
  }
}

async function idOf(db: Db, email: string): Promise<string | null> {
  const user = await db.selectFrom('users').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst();
  return user?.id ?? null;
}

function atTheConsole(): Asker {
  const actor = { kind: 'system' as const, id: `console:${userInfo().username}` };
  return { actor, ip: null, userAgent: 'farebox grant', requestId: newId() };
}

function readWanted(args: string[]): Wanted {
  const { values, positionals } = parseArgs({ args, options: { reason: { type: 'string' } }, allowPositionals: true });
  const [whom, credits, ...more] = positionals;
  const amount = parseCredits(credits ?? '');
  if (!whom || more.length > 0 || !amount || amount <= 0n) {
    throw new UsageError(
      'farebox grant <email|id> <credits> [--reason word], such as: farebox grant ada@example.com 12.5',
    );
  }
  return { whom, amount, reason: values.reason ?? 'manual' };
}
