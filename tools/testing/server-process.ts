import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./farebox.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** How long a server may take until it answers, on a busy machine. */
const READY_MS = 60_000;

export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** Everything it has written so far. */
  output(): string;
  /** Sends a signal and waits until the process is gone; its exit code, null when the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs `farebox <args>` from source in a process of its own. */
function spawnFarebox(args: string[], env: Record<string, string>): { child: ChildProcess; output(): string } {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  return { child, output: () => written };
}

/** Runs a command to its end. */
export async function runFarebox(args: string[], env: Record<string, string>) {
  const { child, output } = spawnFarebox(args, env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Starts a whole server on a port of its own and waits until it is ready. Give it FAREBOX_DATA_DIR or DATABASE_URL. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const { child, output } = spawnFarebox(['start'], { PORT: '0', LOG_LEVEL: 'info', ...env });
  const gone = once(child, 'close') as Promise<[number | null]>;
  const url = await addressIn(output, child);
  return {
    url,
    child,
    output,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      return (await gone)[0];
    },
  };
}

async function addressIn(output: () => string, child: ChildProcess): Promise<string> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const address = /^ {2}address +(\S+)$/m.exec(output())?.[1];
    if (address) return address;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start:\n${output()}`);
}
