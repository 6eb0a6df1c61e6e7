import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../apps/server/src/serve.ts';
import { scratchFolder, startServerProcess, testDatabase } from '../testing/index.ts';
import { readGuide, type Step } from './guide.ts';
import { openShell, type Shell, startBeside } from './shell.ts';
import { holds } from './shown.ts';

/** How long it may take until a callback has had its effect. */
const ASK_MS = 20_000;

/** The ports that guides write down. */
const written = ['3000', '4010', '4020', '4030'];

/** Who the guides sign in as. */
const root = { FAREBOX_ROOT_EMAIL: 'ops@example.com', FAREBOX_ROOT_PASSWORD: 'correct horse battery' };

/**
 * Follows a guide from its first marked block to its last, on a server of its own: the same commands, with free ports in
 * the place of those written down. Throws at the first one that fails or does not show what the guide shows. How many
 * steps there were.
 */
export async function follow(name: string): Promise<number> {
  const guide = readGuide(name);
  const [scratch, database, ports] = [scratchFolder(), await testDatabase(), await portsFor(written)];
  const here = (text: string) =>
    text.replace(/localhost:(\d+)/g, (all, port) => (ports[port] ? `127.0.0.1:${ports[port]}` : all));
  const file = join(scratch.path, 'config.yaml');
  writeFileSync(file, here(guide.config));
  const env = {
    ...{ NODE_ENV: 'test', FAREBOX_DATA_DIR: scratch.path, DATABASE_URL: database.url, FAREBOX_CONFIG: file },
    ...Object.fromEntries(Object.entries(guide.env).map(([key, value]) => [key, here(value)])),
  };
  const place = { PORT: String(ports['3000']), FAREBOX_PUBLIC_URL: here('http://localhost:3000') };
  const server = await startServerProcess({ ...env, ...root, ...place });
  const shell = openShell(scratch.path, env);
  const beside: (() => Promise<void>)[] = [];
  try {
    for (const step of guide.steps) {
      if (step.mark === 'beside') beside.push(await startBeside(simulation(step.text, ports), 'Ctrl-C', env));
      else await take(shell, step, here, guide.path);
    }
  } finally {
    await shell.close();
    await Promise.all(beside.map((end) => end()));
    await server.end();
    scratch.remove();
    await database.drop();
  }
  return guide.steps.length;
}

async function portsFor(names: readonly string[]): Promise<Record<string, number>> {
  const pairs: [string, number][] = [];
  for (const name of names) pairs.push([name, await freePort('127.0.0.1')]);
  return Object.fromEntries(pairs);
}

const firstPort: Readonly<Record<string, string>> = { stripe: '4010', epay: '4020', creem: '4030' };

/** `npx farebox simulate stripe` on the free port, with the server where it really is. */
function simulation(text: string, ports: Record<string, number>): string[] {
  const provider = /^npx farebox simulate (\w+)$/m.exec(text)?.[1] ?? '';
  const port = ports[firstPort[provider] ?? ''];
  if (!port) throw new Error(`A command that keeps running, and is not known here: ${text}`);
  const server = `http://127.0.0.1:${ports['3000']}`;
  return ['simulate', provider, '--port', String(port), '--webhook-base', server];
}

async function take(shell: Shell, step: Step, here: (text: string) => string, path: string): Promise<void> {
  const deadline = Date.now() + ASK_MS;
  for (;;) {
    const output = await shell.run(here(step.text));
    if (!step.shows || holds({ ...step.shows, text: here(step.shows.text) }, output)) return;
    if (step.mark === 'run' || Date.now() > deadline) {
      throw new Error(`${path}:${step.line}:\n${step.text}\nshould show\n${step.shows.text}\nand shows\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
