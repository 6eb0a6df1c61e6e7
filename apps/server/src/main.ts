import { PostgresError } from '@farebox/kit/postgres';
import { UsageError } from './commands/usage-error.ts';
import { ConfigError } from './config-error.ts';
import { DatabaseError } from './database/index.ts';

export { version } from './version.ts';

type Command = (args: string[]) => Promise<number>;

/** Loaded when asked for: `verify` need not wait for what only `start` uses. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  reconcile: async () => (await import('./commands/reconcile.ts')).reconcileCommand,
  grant: async () => (await import('./commands/grant.ts')).grantCommand,
};

/** The names that `main` knows. */
export const commandNames = Object.keys(commands);

/**
 * Runs one command and returns the exit code: 0 done, 1 refused or found wanting, 2 called or configured wrongly.
 * What a person can put right is told in a sentence; everything else is thrown with its trace.
 */
export async function main(name: string, args: string[] = []): Promise<number> {
  const load = commands[name];
  if (!load) {
    process.stderr.write(`There is no command ${name}: ${commandNames.join(', ')}.\n`);
    return 2;
  }
  try {
    return await (await load())(args);
  } catch (error) {
    if (!canBePutRight(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof ConfigError || error instanceof UsageError || isArgumentError(error) ? 2 : 1;
  }
}

function canBePutRight(error: unknown): error is Error {
  const told = [ConfigError, PostgresError, DatabaseError, UsageError].some((kind) => error instanceof kind);
  return told || isArgumentError(error) || isConnectionError(error);
}

/** `--unknown` given to a command (node:util parseArgs). */
function isArgumentError(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false;
}

/** DATABASE_URL names a server that does not answer or does not let us in. */
function isConnectionError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '28000', '3D000'].includes(code);
}
