import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Binaries } from './binaries.ts';
import { PostgresError, USE_ANOTHER } from './errors.ts';
import { type Folder, passwordOf } from './folder.ts';
import type { RunAs } from './run-as.ts';

/** Not called like the schema: `$user` in its search path would find our tables by accident. */
export const SUPERUSER = 'farebox_owner';

/** Makes PostgreSQL's directory when there is none: beside its place first, so that half a one is never used. */
export async function makeCluster(folder: Folder, binaries: Binaries, as: RunAs): Promise<void> {
  passwordOf(folder, as);
  if (existsSync(folder.cluster)) return;
  const unfinished = `${folder.cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  await run(binaries.initdb, initdbOptions(folder, unfinished), folder.dir, as);
  renameSync(unfinished, folder.cluster);
}

function initdbOptions(folder: Folder, cluster: string): string[] {
  return [
    `--pgdata=${cluster}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${folder.password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--lc-messages=C',
    '--data-checksums',
    '--no-instructions',
  ];
}

function run(program: string, args: string[], cwd: string, as: RunAs): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...as, cwd, env: plainEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      reject(new PostgresError(`initdb failed (${said.trim() || `exit code ${code}`}). ${USE_ANOTHER}`));
    });
  });
}

/** Nothing of ours reaches PostgreSQL's environment: no secret, and no PG* variable that would change it. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}
