import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('./farebox.ts', import.meta.url));

/** How node runs our sources, from whatever folder. */
const node = [process.execPath, '--conditions=source', '--import', import.meta.resolve('tsx')];

/** How long one block may take, on a busy machine. */
const BLOCK_MS = 60_000;

export interface Shell {
  /** Runs a block to its end; what it wrote. Throws when a command of it fails. */
  run(block: string): Promise<string>;
  close(): Promise<void>;
}

/** One bash for a whole guide, so that what an earlier block set is there in a later one. `npx farebox` is ours. */
export function openShell(folder: string, env: Record<string, string>): Shell {
  const child = spawn('bash', [], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  const gone = once(child, 'close');
  child.stdin.write(`npx() { shift; ${node.map(quoted).join(' ')} ${quoted(command)} "$@"; }\nset -uo pipefail\n`);
  let blocks = 0;
  return {
    async run(block) {
      blocks += 1;
      const end = `[block ${blocks} ended with `;
      written = '';
      child.stdin.write(`set -e\n${block}\nset +e\necho; echo '${end}0]'\n`);
      const deadline = Date.now() + BLOCK_MS;
      while (!written.includes(end)) {
        if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${block}\nended badly:\n${written}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return written.slice(0, written.indexOf(end));
    },
    async close() {
      child.stdin.end();
      child.kill();
      await gone;
    },
  };
}

/** Starts a command that keeps running, and waits until it has written `ready`. Gives back what ends it. */
export async function startBeside(args: string[], ready: string, env: Record<string, string>) {
  const [program = '', ...options] = node;
  const child = spawn(program, [...options, command, ...args], { env: { PATH: process.env.PATH, ...env } });
  const gone = once(child, 'close');
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  const deadline = Date.now() + BLOCK_MS;
  while (!written.includes(ready)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`farebox ${args.join(' ')}:\n${written}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return async () => {
    child.kill();
    await gone;
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
