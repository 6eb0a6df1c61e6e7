import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { scratchFolder } from '../../../../tools/testing/scratch.ts';
import { attachPostgres, type RunningPostgres, startPostgres } from './index.ts';
import { isAlive } from './process-identity.ts';

const settings = { shared_buffers: '16MB' };
const isRoot = process.getuid?.() === 0;
const { path: scratch, remove } = scratchFolder();

afterAll(remove);

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('a folder that cannot be made ends in a sentence', async () => {
  const file = join(scratch, 'a-file');
  writeFileSync(file, '');
  await expect(startPostgres({ dataDir: join(file, 'postgres') })).rejects.toThrow(
    `can't be used (file already exists: ${file}): correct that. Set DATABASE_URL`,
  );
});

describe('a running server', () => {
  const dataDir = join(scratch, 'one');
  let server: RunningPostgres;
  beforeAll(async () => {
    server = await startPostgres({ dataDir, settings });
  });
  afterAll(() => server.stop());

  test('is durable and answers on its socket', async () => {
    expect(await ask(server.url, 'show fsync')).toBe('on');
    expect(await ask(server.url, 'show synchronous_commit')).toBe('on');
    expect(await ask(server.url, 'show listen_addresses')).toBe('');
    expect(await ask(server.url, 'select current_database()')).toBe('farebox');
  });

  test('lets nobody in without the password, which only its user may read', async () => {
    await expect(ask(server.url.replace(/:\w+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  test.runIf(isRoot)('does not run as root', () => {
    expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t65534/m);
  });

  test('a second start on its folder is refused and told who has it', async () => {
    await expect(startPostgres({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`);
    expect(await ask(server.url, 'select 1')).toBe(1);
  });

  test('others attach to it', async () => {
    expect(await attachPostgres(dataDir)).toEqual({ url: server.url });
  });
});

test('what was written is there after a stop and a start; stopped, nobody can attach', async () => {
  const dataDir = join(scratch, 'two');
  const first = await startPostgres({ dataDir, settings });
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  expect(await attachPostgres(dataDir)).toBeNull();
  const second = await startPostgres({ dataDir, settings });
  expect(await ask(second.url, 'select answer from kept')).toBe(42);
  await second.stop();
});

test('a path too long for a socket gets a short one elsewhere', async () => {
  const dataDir = join(scratch, 'deep'.repeat(30), 'three');
  const server = await startPostgres({ dataDir, settings });
  expect(await ask(server.url, 'select 1')).toBe(1);
  expect(await attachPostgres(dataDir)).toEqual({ url: server.url });
  const socket = new URL(server.url).searchParams.get('host') as string;
  await server.stop();
  expect(lstatSync(socket).mode & 0o777).toBe(0o700);
  rmSync(socket, { recursive: true });
});

test('a server that is killed is started again at the same address, with what was committed', async () => {
  const crashes: string[] = [];
  const server = await startPostgres({ dataDir: join(scratch, 'four'), settings, onCrash: (why) => crashes.push(why) });
  await ask(server.url, 'create table kept as select 42 as answer');
  const before = server.pid;
  process.kill(before, 'SIGKILL');
  await vi.waitFor(async () => expect(await ask(server.url, 'select answer from kept')).toBe(42), { timeout: 15_000 });
  expect(server.pid).not.toBe(before);
  expect(crashes).toHaveLength(1);
  await server.stop();
});

describe('when the process that started it is killed', () => {
  const dataDir = join(scratch, 'five');

  async function startElsewhere(): Promise<{ child: ChildProcess; pid: number }> {
    const holder = fileURLToPath(new URL('./testing/holder.ts', import.meta.url));
    const args = ['--conditions=source', '--import', 'tsx', holder, dataDir];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    return { child, pid: Number(line) };
  }

  async function kill(child: ChildProcess): Promise<void> {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  test('nothing is left behind, and the next start works', async () => {
    const { child, pid } = await startElsewhere();
    expect(isAlive(pid)).toBe(true);
    await expect(startPostgres({ dataDir })).rejects.toThrow(`in use by process ${child.pid}`);
    await kill(child);
    const server = await startPostgres({ dataDir, settings });
    expect(isAlive(pid)).toBe(false);
    expect(server.pid).not.toBe(pid);
    await server.stop();
  });

  test('no orphan stays, also when nobody starts it again', async () => {
    const { child, pid } = await startElsewhere();
    await kill(child);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000 });
    expect(await attachPostgres(dataDir)).toBeNull();
  });
});

test('a stop while it is being started again ends it for good', async () => {
  const dataDir = join(scratch, 'six');
  const server = await startPostgres({ dataDir, settings });
  process.kill(server.pid, 'SIGKILL');
  await server.stop();
  expect(await attachPostgres(dataDir)).toBeNull();
  const again = await startPostgres({ dataDir, settings });
  expect(await ask(again.url, 'select 1')).toBe(1);
  await again.stop();
});
