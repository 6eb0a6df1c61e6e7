import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startPostgres } from '@farebox/kit/postgres';
import pg from 'pg';
import { type Memory, memoryOf } from './memory.ts';

export interface PeerFigure {
  seconds: number;
  memory: Memory;
}

const bareServer = `
const server = require('node:http').createServer((_, answer) => answer.end('hello'));
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
`;

/** The limit for the process: Node alone, from its start to its first answer. */
export async function bareNode(restMs: number): Promise<PeerFigure> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  await (await fetch(`http://127.0.0.1:${port}`)).text();
  const seconds = (performance.now() - startedAt) / 1000;
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const memory = memoryOf(child.pid as number);
  child.kill();
  await once(child, 'close');
  return { seconds, memory };
}

/** The limit for the database: the same PostgreSQL with nobody but one client that asks for 1. */
export async function barePostgres(dataDir: string, restMs: number): Promise<PeerFigure> {
  const startedAt = performance.now();
  const server = await startPostgres({ dataDir });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('select 1');
  const seconds = (performance.now() - startedAt) / 1000;
  await client.end();
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const memory = memoryOf(server.pid);
  await server.stop();
  return { seconds, memory };
}
