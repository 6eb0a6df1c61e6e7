import { type Logger, pino } from 'pino';

/** Wherever they are logged by mistake, these never reach the output. Prompts and bodies are not logged at all. */
const secretNames = ['authorization', 'cookie', 'password', 'token', 'secret', 'apiKey', 'key', 'connectionString'];

/** JSON lines on standard output. `level` as pino knows it, and `silent`. */
export function createLog(level: string): Logger {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...paths, '*["x-internal-token"]', '*["set-cookie"]'], censor: '[secret]' },
  });
}
