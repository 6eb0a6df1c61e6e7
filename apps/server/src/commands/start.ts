import type { Logger } from 'pino';
import { type Config, loadConfig } from '../config.ts';
import { databasePlace, type OpenDatabase, openDatabase } from '../databases.ts';
import { createLog } from '../log.ts';
import type { Running } from '../start.ts';
import { version } from '../version.ts';

/** `farebox start`: runs until SIGTERM or SIGINT; a second signal ends it at once. */
export async function startCommand(): Promise<number> {
  const config = loadConfig();
  const log = createLog(config.server.logLevel);
  const signal = untilSignal();
  const running = await startBeside(openDatabase(config, log), config, log);
  process.stdout.write(await greeting(running, config));
  await signal;
  log.info('stopping: running requests and streams may finish');
  await running.stop();
  log.info('stopped');
  return 0;
}

/** Loads the server while the database comes up: the two take about as long as each other. */
async function startBeside(opening: Promise<OpenDatabase>, config: Config, log: Logger): Promise<Running> {
  const [{ start }] = await Promise.all([import('../start.ts'), opening]);
  return start(config, log, opening);
}

async function greeting({ deps }: Running, config: Config): Promise<string> {
  const { setupLink } = await import('../identity/index.ts');
  const link = await setupLink(deps);
  const lines = [
    `Farebox ${version}`,
    `  address  ${deps.config.server.publicUrl}`,
    link && `  set-up   ${link}`,
    link && '           (makes the first root user; good once, for 24 hours)',
    `  data     ${config.dataDir}`,
    `  database ${databasePlace(config)}`,
  ];
  return `${lines.filter(Boolean).join('\n')}\n`;
}

/** The first signal is an order to finish; whoever sends another does not want to wait. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const hear = (): void => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGTERM', hear).on('SIGINT', hear);
  });
}
