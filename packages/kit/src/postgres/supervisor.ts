import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { plainEnvironment } from './cluster.ts';
import type { Folder } from './folder.ts';
import { isAlive } from './process-identity.ts';
import type { RunAs } from './run-as.ts';

/**
 * Starts a program and stops it (SIGINT: PostgreSQL's fast shutdown) when standard input ends, which it does
 * however the parent dies. Prints the program's process number. A terminal's Ctrl-C, or a service manager's
 * signal to the whole group, must not stop PostgreSQL before us.
 */
const script = `
trap '' INT TERM HUP
exec 3<&0
"$@" </dev/null >&2 3<&- &
child=$!
echo "$child"
( while read -r _ <&3; do :; done; kill -INT "$child" ) >/dev/null 2>&1 &
watch=$!
exec 3<&- >&-
wait "$child"
status=$?
kill -9 "$watch" 2>/dev/null
exit "$status"
`;

const LOG_BYTES_MAX = 10 * 1024 * 1024;

export interface Supervised {
  exited: Promise<void>;
  hasExited(): boolean;
  /** What it wrote to its log since this start. */
  said(): string;
  /** Ends its standard input and waits; after `graceMs` it is told to stop without finishing (SIGQUIT). */
  stop(graceMs: number): Promise<void>;
}

/** Runs PostgreSQL under the supervisor, apart from our process group, writing to the folder's log. */
export function supervise(program: string, args: string[], folder: Folder, as: RunAs): Supervised {
  const log = openLog(folder.log, as);
  const from = statSync(folder.log).size;
  const child = spawn('/bin/sh', ['-c', script, 'farebox-postgres', program, ...args], {
    ...as,
    cwd: folder.dir,
    env: plainEnvironment(),
    detached: true,
    stdio: ['pipe', 'pipe', log],
  });
  closeSync(log);
  return watch(child, () => readFileSync(folder.log).subarray(from).toString('utf8'));
}

function watch(child: ChildProcess, said: () => string): Supervised {
  let exited = false;
  let pid = 0;
  const done = new Promise<void>((resolve) => {
    const finish = () => {
      exited = true;
      resolve();
    };
    child.on('exit', finish).on('error', finish);
  });
  (child.stdout as Readable).setEncoding('utf8').once('data', (line: string) => {
    pid = Number(line.trim());
  });
  (child.stdin as Writable).on('error', () => undefined);
  letGo(child);
  return { exited: done, hasExited: () => exited, said, stop: (graceMs) => stop(child, done, graceMs, () => pid) };
}

/** A running database alone does not keep our process alive. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref?: () => void } | null)?.unref?.();
}

async function stop(child: ChildProcess, done: Promise<void>, graceMs: number, pid: () => number): Promise<void> {
  child.ref();
  child.stdin?.end();
  const timer = setTimeout(() => {
    if (pid() > 0 && isAlive(pid())) process.kill(pid(), 'SIGQUIT');
  }, graceMs);
  await done;
  clearTimeout(timer);
}

function openLog(file: string, { uid, gid }: RunAs): number {
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) rmSync(file);
  const log = openSync(file, 'a', 0o600);
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
  return log;
}
