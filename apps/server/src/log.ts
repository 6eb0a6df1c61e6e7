import { type DestinationStream, type Logger, pino } from 'pino';
import { standardOutput } from './log-output.ts';

/** Wherever they are logged by mistake, these never reach the output. Prompts and bodies are not logged at all. */
const secretNames = [
  /^(authorization|cookie|set-cookie|password|token|secrets?|key|sealed|connectionString)$/i,
  /[-_](password|secrets?|token|key)$/i,
  /(Password|Secrets?|Token|Key)$/,
];

/** Names judged before; there are few, but a line may hold what came from outside. */
const judged = new Map<string, boolean>();
const MOST_JUDGED = 2_000;

/** Nobody logs deeper on purpose; what lies there is left out. */
const MAX_DEPTH = 10;

/** JSON lines on standard output, or where a test wants them. `level` as pino knows it, and `silent`. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: (line: object) => withoutSecrets(line, 0) },
    serializers: { err: (error: Error) => withoutSecrets(pino.stdSerializers.err(error), 0) },
  };
  return pino(options, destination ?? standardOutput());
}

/** A walk by name at any depth: quicker than a list of paths for each depth, and it forgets none. */
function withoutSecrets(line: object, depth: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const name in line) {
    const value = (line as Record<string, unknown>)[name];
    shown[name] = isSecret(name) ? '[secret]' : shownValue(value, depth + 1);
  }
  return shown;
}

function isSecret(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const secret = secretNames.some((pattern) => pattern.test(name));
  if (judged.size < MOST_JUDGED) judged.set(name, secret);
  return secret;
}

/** Errors, dates and the like are left to their own way of being written. */
function shownValue(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth > MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => shownValue(item, depth + 1));
  return Object.getPrototypeOf(value) === Object.prototype ? withoutSecrets(value, depth) : value;
}
