import { type Config, loadConfig } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import { type Check, ok, told, wrong } from './check.ts';
import { checkDatabase } from './check-database.ts';
import { checkMachine } from './check-machine.ts';
import { withDatabase } from './with-database.ts';

/** `farebox doctor`: one line for each check; 0 when nothing is wrong. */
export async function doctorCommand(): Promise<number> {
  const checks = await examine();
  process.stdout.write(checks.map(told).join(''));
  return checks.some(({ state }) => state === 'WRONG') ? 1 : 0;
}

async function examine(): Promise<Check[]> {
  const config = readConfig();
  if (!('dataDir' in config)) return [config];
  return [ok('configuration', 'read'), ...checkMachine(config), ...(await examineDatabase(config))];
}

function readConfig(): Config | Check {
  try {
    return loadConfig();
  } catch (error) {
    if (error instanceof ConfigError) return wrong('configuration', error.message);
    throw error;
  }
}

async function examineDatabase(config: Config): Promise<Check[]> {
  try {
    return await withDatabase(config, checkDatabase);
  } catch (error) {
    return [wrong('database', (error as Error).message)];
  }
}
