import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileRefusal } from '@farebox/kit';
import { ConfigError } from './config-error.ts';

/** The two secrets everything else hangs on. */
export interface Secrets {
  internalApiKey: string;
  farebox: string;
}

/**
 * The secrets of a server in development: what is given, and for the rest what `<data>/secrets.json` holds; it is
 * written on first use, readable by its owner alone. Throws `ConfigError`.
 */
export function secretsIn(dataDir: string, given: Partial<Secrets>): Secrets {
  if (given.farebox && given.internalApiKey) return { farebox: given.farebox, internalApiKey: given.internalApiKey };
  const file = join(dataDir, 'secrets.json');
  const kept = within(dataDir, () => (existsSync(file) ? read(file) : generate(dataDir, file)));
  return { farebox: given.farebox ?? kept.farebox, internalApiKey: given.internalApiKey ?? kept.internalApiKey };
}

/**
 * Makes the data folder. As root others may pass through it, but not list it: PostgreSQL runs as one of them. Throws
 * `ConfigError`.
 */
export function makeDataFolder(dataDir: string): void {
  within(dataDir, () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    if (process.getuid?.() === 0) chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  });
}

/** What the file system refuses there is told in a sentence. */
function within<Result>(dataDir: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const refusal = fileRefusal(error);
    if (refusal === null) throw error;
    throw new ConfigError(
      `The data folder ${dataDir} can't be used (${refusal}): correct that, or name another one with FAREBOX_DATA_DIR.`,
    );
  }
}

/** Two processes may come here at once: only one creates the file, the other reads it. */
function generate(dataDir: string, file: string): Secrets {
  makeDataFolder(dataDir);
  const secrets: Secrets = {
    farebox: randomBytes(32).toString('hex'),
    internalApiKey: randomBytes(32).toString('hex'),
  };
  try {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return read(file);
    throw error;
  }
}

function read(file: string): Secrets {
  const { farebox, internalApiKey } = parsed(readFileSync(file, 'utf8'));
  if (!farebox || !internalApiKey) {
    throw new ConfigError(
      `${file} does not hold the two secrets it should: restore it, or remove it to sign everybody out.`,
    );
  }
  return { farebox, internalApiKey };
}

function parsed(text: string): Partial<Secrets> {
  try {
    return (JSON.parse(text) as Partial<Secrets> | null) ?? {};
  } catch {
    return {};
  }
}
