import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { commandOf, familyOf } from './memory.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 300_000;

export interface Started {
  url: string;
  /** Of the process that serves, below npm. */
  pid: number;
  /** `performance.now()` when npm was started, and when the server said where it is. */
  startedAt: number;
  listeningAt: number;
  stop(): Promise<void>;
}

/** Runs `npm start` as a person would, on a data folder, and waits until it tells its address. */
export async function npmStart(dataDir: string): Promise<Started> {
  const startedAt = performance.now();
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: '0',
    FAREBOX_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  };
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await addressOf(child);
  const listeningAt = performance.now();
  const pid = familyOf(child.pid as number).find((one) => /node$/.test(commandOf(one))) as number;
  return {
    url,
    pid,
    startedAt,
    listeningAt,
    async stop() {
      const gone = once(child, 'close');
      process.kill(pid, 'SIGTERM');
      await gone;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`npm start did not come up:\n${said}`)), READY_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const address = /^ {2}address +(\S+)$/m.exec(said)?.[1];
        if (!address) return;
        clearTimeout(tooLate);
        resolve(address);
      });
    }
    child.once('close', () => reject(new Error(`npm start ended:\n${said}`)));
  });
}
