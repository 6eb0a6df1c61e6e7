import { join } from 'node:path';
import { startPostgres } from '@farebox/kit/postgres';
import type { TestProject } from 'vitest/node';
import { scratchFolder } from './scratch.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which the tests may make databases, and the migrated one they are copied from. */
    postgres: { url: string; template: string };
  }
}

/** Crashes are tested on servers of their own: this one is thrown away, so it need not wait for the disk. */
const fast = { fsync: 'off', full_page_writes: 'off', max_connections: '300', shared_buffers: '64MB' };

/** One PostgreSQL for the whole run (TEST_DATABASE_URL, else an embedded one) and one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const own = given ? null : await startOwn();
  const url = given ?? (own?.url as string);
  const { template, drop } = await makeTemplate(url);
  project.provide('postgres', { url, template });
  return async () => {
    await drop();
    await own?.stop();
  };
}

async function startOwn(): Promise<{ url: string; stop(): Promise<void> }> {
  const scratch = scratchFolder();
  const server = await startPostgres({ dataDir: join(scratch.path, 'postgres'), settings: fast });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      scratch.remove();
    },
  };
}
