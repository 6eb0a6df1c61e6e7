import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@farebox/kit/postgres';
import { boot } from '../apps/server/src/boot.ts';
import { loadConfig } from '../apps/server/src/config.ts';
import { migrate } from '../apps/server/src/database/index.ts';
import { createLog } from '../apps/server/src/log.ts';
import { clientTypes } from './client-types.ts';
import { scratchFolder } from './testing/scratch.ts';

// Writes apps/server/src/tables.gen.ts from a scratch database with every migration applied, and
// packages/sdk/src/schema.gen.ts from the OpenAPI document of a server on it.

const clientTarget = fileURLToPath(new URL('../packages/sdk/src/schema.gen.ts', import.meta.url));
const target = fileURLToPath(new URL('../apps/server/src/tables.gen.ts', import.meta.url));
const program = fileURLToPath(new URL('../node_modules/.bin/kysely-codegen', import.meta.url));
const scratch = scratchFolder();
const postgres = await startPostgres({ dataDir: join(scratch.path, 'postgres'), settings: { fsync: 'off' } });

try {
  await migrate(postgres.url);
  generate(postgres.url);
  await generateClient(postgres.url);
} finally {
  await postgres.stop();
  scratch.remove();
}

function generate(url: string): void {
  const options = ['--dialect=postgres', `--url=${url}`, `--out-file=${target}`, '--default-schema=farebox'];
  const only = '--include-pattern=farebox.*';
  const result = spawnSync(program, [...options, only], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (result.status !== 0) throw new Error(`kysely-codegen ended with ${result.status}`);
  writeFileSync(target, asTables(readFileSync(target, 'utf8')));
}

/** int8 is a bigint in our driver, and the interface has our name for it. */
function asTables(text: string): string {
  return text
    .replace(
      /export type Int8 = .*;/,
      'export type Int8 = ColumnType<bigint, bigint | number | string, bigint | number | string>;',
    )
    .replace('export interface DB {', 'export interface Tables {');
}

async function generateClient(url: string): Promise<void> {
  const config = loadConfig({ NODE_ENV: 'test', FAREBOX_DATA_DIR: scratch.path, DATABASE_URL: url }, scratch.path);
  const server = await boot({ config, url, log: createLog('silent') });
  const document: unknown = await (await server.app.request('/openapi.json')).json();
  await server.drain(0);
  await server.close();
  writeFileSync(clientTarget, await clientTypes(document));
}
