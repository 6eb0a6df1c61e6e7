import { between, oneOf, pause } from './chance.ts';
import { answersAgain, type Stage } from './stage.ts';

export interface Fault {
  name: string;
  /** A killed server takes with it what it had not settled yet; one that stops finishes what runs. */
  servers: 'killed' | 'stopped' | 'untouched';
  strike(stage: Stage): Promise<void>;
}

const killServer: Fault = {
  name: 'server killed',
  servers: 'killed',
  strike: async ({ servers }) => oneOf(servers).kill(),
};

const killPostgres: Fault = {
  name: 'postgres killed',
  servers: 'untouched',
  strike: async (stage) => {
    stage.killPostgres();
    await backAgain(stage);
  },
};

const killBoth: Fault = {
  name: 'servers and postgres killed',
  servers: 'killed',
  async strike(stage) {
    stage.killPostgres();
    await Promise.all(stage.servers.map((server) => server.kill()));
  },
};

/** One child of PostgreSQL: its main process then throws the others out and repairs itself. */
const killBackend: Fault = {
  name: 'backend killed',
  servers: 'untouched',
  async strike(stage) {
    const pid = oneOf(await backends(stage));
    if (pid) process.kill(pid, 'SIGKILL');
    await backAgain(stage);
  },
};

const terminateBackends: Fault = {
  name: 'connections closed by postgres',
  servers: 'untouched',
  async strike(stage) {
    for (let times = between(3, 8); times > 0; times--) {
      const pid = oneOf(await backends(stage));
      if (pid) await stage.pool.query('select pg_terminate_backend($1)', [pid]);
      await pause(between(20, 120));
    }
  },
};

const dropReplies: Fault = {
  name: 'replies dropped',
  servers: 'untouched',
  async strike({ proxy }) {
    for (let times = between(3, 6); times > 0; times--) {
      proxy?.cut(between(2, 6));
      await pause(between(100, 300));
    }
    proxy?.cut(0);
  },
};

/** One by one where there are more, so that the others take the load. */
const stopServer: Fault = {
  name: 'server stopped',
  servers: 'stopped',
  strike: async ({ servers }) => oneOf(servers).stop(),
};

/** A moment for the end to be noticed, so that the answer is not from before it. */
async function backAgain({ pool }: Stage): Promise<void> {
  await pause(50);
  await answersAgain(pool);
}

async function backends({ pool }: Stage): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name like 'farebox%'",
  );
  return rows.map(({ pid }) => pid);
}

/** In the order of a short run. */
export const faultsApart: Fault[] = [
  killPostgres,
  killServer,
  dropReplies,
  killBackend,
  stopServer,
  killBoth,
  terminateBackends,
];

export const faultsWhole: Fault[] = [killServer, killPostgres, killBoth, stopServer];
