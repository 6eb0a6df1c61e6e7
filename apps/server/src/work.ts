import type { Runner } from 'graphile-worker';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Tables } from './tables.gen.ts';

export type TaskHandler = (payload: unknown) => Promise<void>;

/** The background work of a domain: task name → handler, and under `crontab` what runs by the clock (UTC). */
export interface DomainTasks {
  [task: string]: TaskHandler | string | undefined;
  crontab?: string;
}

export interface AddOptions {
  /** Of the jobs with one key only one waits; a later `add` replaces it. */
  key?: string;
  runAt?: Date;
  /** The transaction the job belongs to: it exists when that commits. */
  within?: Kysely<Tables>;
}

/** Jobs that survive a crash: run at least once, tried again with growing pauses when they throw. */
export interface Work {
  add(task: string, payload: Record<string, unknown>, options?: AddOptions): Promise<void>;
  /** Begins to run jobs, on connections of the login role, which owns the schema `graphile_worker`. */
  run(url: string, domains: DomainTasks[]): Promise<void>;
  /** Waits for the running jobs, takes no new ones. */
  stop(): Promise<void>;
}

export function createWork(db: Kysely<Tables>, log: Logger): Work {
  let runner: Runner | null = null;
  return {
    async add(task, payload, options = {}) {
      const { key = null, runAt = null, within = db } = options;
      await sql`select farebox.add_job(${task}, ${JSON.stringify(payload)}::json, ${runAt}, ${key})`.execute(within);
    },
    async run(url, domains) {
      runner = await startRunner(url, domains, log);
    },
    async stop() {
      await runner?.stop();
      runner = null;
    },
  };
}

/** On connections of its own, with the driver's own types: it writes job ids as JSON, which knows no bigint. */
async function startRunner(connectionString: string, domains: DomainTasks[], log: Logger): Promise<Runner> {
  const { Logger: WorkerLogger, parseCronItems, run } = await import('graphile-worker');
  const handlers = domains.flatMap((domain) => Object.entries(domain).filter(isHandler));
  return run({
    connectionString,
    maxPoolSize: 4,
    concurrency: 2,
    noHandleSignals: true,
    taskList: Object.fromEntries(handlers),
    parsedCronItems: parseCronItems(domains.flatMap((domain) => cronItems(domain.crontab ?? ''))),
    logger: new WorkerLogger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ worker: level }, message);
    }),
  });
}

/** Its own crontab format knows no task with a point in its name, so the lines are taken apart here. */
function cronItems(crontab: string): { match: string; task: string }[] {
  const lines = crontab.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const fields = line.trim().split(/\s+/);
    return { match: fields.slice(0, 5).join(' '), task: fields.slice(5).join(' ') };
  });
}

function isHandler(entry: [string, TaskHandler | string | undefined]): entry is [string, TaskHandler] {
  return typeof entry[1] === 'function';
}
