import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A process of the benchmark that listens. */
export interface Listener {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Runs one of the benchmark's own programs. */
export function spawnScript(script: URL, args: string[]): ChildProcess {
  const command = ['--conditions=source', '--import', 'tsx', fileURLToPath(script), ...args];
  return spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Runs one that tells its port. */
export async function startListener(script: URL, args: string[] = []): Promise<Listener> {
  const child = spawnScript(script, args);
  const [port] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
  return { port: Number(port), pid: child.pid as number, stop: () => end(child) };
}

/** In such a program: listens on a free port and tells it. It ends when nobody holds its standard input any more. */
export function tellPort(server: Server): void {
  server.listen(0, '127.0.0.1', 4_096, () => process.stdout.write(String((server.address() as AddressInfo).port)));
  process.stdin.on('end', () => process.exit()).resume();
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGTERM');
  await gone;
}
