import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scratchFolder } from '../../../../tools/testing/scratch.ts';
import { packagedBinaries, prepareBinaries } from './binaries.ts';
import { makeFolder } from './folder.ts';
import { claimFolder, ownerOf, releaseFolder } from './owner.ts';
import { dropStalePostmaster } from './postmaster-file.ts';
import { runAs } from './run-as.ts';

const isRoot = process.getuid?.() === 0;
const { path: scratch, remove } = scratchFolder();

afterAll(remove);

function versionOf(program: string): string {
  const as = runAs('/nowhere');
  return spawnSync(program, ['--version'], { ...as, cwd: '/', encoding: 'utf8' }).stdout;
}

test('symlinks that an install without scripts left out are made', () => {
  const native = join(scratch, 'bare');
  cpSync(packagedBinaries(), native, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
  const { postgres } = prepareBinaries(join(scratch, 'unused'), runAs('/nowhere'), native);
  expect(postgres).toBe(join(native, 'bin/postgres'));
  expect(versionOf(postgres)).toMatch(/PostgreSQL\) 18/);
});

test.runIf(isRoot)('binaries under a folder that only root may enter are copied into the data folder', () => {
  const home = join(scratch, 'home');
  const dataDir = join(scratch, 'data');
  cpSync(packagedBinaries(), join(home, 'native'), { recursive: true, verbatimSymlinks: true });
  mkdirSync(dataDir);
  chmodSync(home, 0o700);
  const { postgres } = prepareBinaries(dataDir, runAs('/nowhere'), join(home, 'native'));
  expect(postgres).toBe(join(dataDir, 'binaries/bin/postgres'));
  expect(versionOf(postgres)).toMatch(/PostgreSQL\) 18/);
});

test('binaries that do not run end in a sentence that says what to do', () => {
  const native = join(scratch, 'broken');
  mkdirSync(join(native, 'bin'), { recursive: true });
  writeFileSync(join(native, 'pg-symlinks.json'), '[]');
  writeFileSync(join(native, 'bin/postgres'), 'not a program', { mode: 0o755 });
  expect(() => prepareBinaries(join(scratch, 'unused'), runAs('/nowhere'), native)).toThrow(/Set DATABASE_URL/);
});

test.runIf(isRoot)('a data folder under a home of root becomes a link to one that PostgreSQL may enter', () => {
  const home = join(scratch, 'root-home');
  mkdirSync(home, { mode: 0o700 });
  const { folder } = makeFolder(join(home, 'postgres'));
  const target = readlinkSync(join(home, 'postgres'));
  expect(folder.dir).toBe(target);
  expect(lstatSync(target).uid).toBe(65_534);
  rmSync(target, { recursive: true });
});

test('a claim whose process is gone is taken over; one that lives is not', () => {
  const dir = join(scratch, 'claimed');
  mkdirSync(dir);
  writeFileSync(
    join(dir, 'owner.json'),
    JSON.stringify({ pid: process.pid, began: 'before the machine was restarted' }),
  );
  expect(ownerOf(dir)).toBeNull();
  claimFolder(dir);
  expect(ownerOf(dir)).toBe(process.pid);
  expect(() => claimFolder(dir)).toThrow(`in use by process ${process.pid}`);
  releaseFolder(dir);
  expect(ownerOf(dir)).toBeNull();
});

test.runIf(process.platform === 'linux')('a lock file whose number now belongs to another program is removed', () => {
  const cluster = join(scratch, 'cluster');
  mkdirSync(cluster);
  writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n0\n5432\n${cluster}\n\n0 0\nready   \n`);
  dropStalePostmaster(cluster);
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
});
