import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { scratchFolder } from '../tools/testing/scratch.ts';
import { firstCall } from './start/first-call.ts';
import { type Memory, memoryOf } from './start/memory.ts';
import { npmStart } from './start/npm-start.ts';
import { bareNode, barePostgres } from './start/peers.ts';

// `npm run bench:start`: from `npm start` to the first metered answer, and the memory of a server that has nothing to do.

const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** A server is idle when it has been left alone for so long. */
const REST_MS = 5_000;

const scratch = scratchFolder();
const dataDir = join(scratch.path, 'data');

interface Times {
  listening: number;
  answered: number;
}

/** Seconds since `npm start`. */
async function timed(): Promise<Times> {
  const server = await npmStart(dataDir);
  await firstCall(server.url);
  const answeredAt = performance.now();
  await server.stop();
  const since = (at: number) => (at - server.startedAt) / 1000;
  return { listening: since(server.listeningAt), answered: since(answeredAt) };
}

async function weighed(): Promise<{ before: Memory; after: Memory }> {
  const server = await npmStart(dataDir);
  await pause(REST_MS);
  const before = memoryOf(server.pid);
  await firstCall(server.url);
  await pause(REST_MS);
  const after = memoryOf(server.pid);
  await server.stop();
  return { before, after };
}

const times = { fresh: [] as Times[], existing: [] as Times[] };
const peers = { node: [] as number[], freshPostgres: [] as number[], postgres: [] as number[] };
const postgresDir = join(scratch.path, 'alone');

// Once unmeasured: installs and builds what is missing, and brings the files into the system's cache.
await timed();
for (let round = 0; round < ROUNDS; round++) {
  for (const dir of [dataDir, postgresDir]) rmSync(dir, { recursive: true, force: true });
  times.fresh.push(await timed());
  times.existing.push(await timed());
  peers.node.push((await bareNode(0)).seconds);
  peers.freshPostgres.push((await barePostgres(postgresDir, 0)).seconds);
  peers.postgres.push((await barePostgres(postgresDir, 0)).seconds);
}
const memory = await weighed();
const nodeAlone = (await bareNode(REST_MS)).memory.node;
const postgresAlone = (await barePostgres(postgresDir, REST_MS)).memory.postgres;
scratch.remove();

const figures = {
  fresh: median(times.fresh),
  existing: median(times.existing),
  bareNode: { answered: middle(peers.node) },
  postgresAlone: { fresh: middle(peers.freshPostgres), existing: middle(peers.postgres) },
  memory: {
    before: rounded(memory.before),
    after: rounded(memory.after),
    bareNode: Math.round(nodeAlone),
    postgresAlone: Math.round(postgresAlone),
  },
};
const limits = {
  fresh: figures.bareNode.answered + figures.postgresAlone.fresh,
  existing: figures.bareNode.answered + figures.postgresAlone.existing,
  memory: nodeAlone + postgresAlone,
};
const ratios = {
  'first call on a fresh folder over bare node and postgres': ratio(figures.fresh.answered, limits.fresh),
  'first call on an existing folder over bare node and postgres': ratio(figures.existing.answered, limits.existing),
  'idle memory over bare node and postgres': ratio(total(memory.after), limits.memory),
  'first call on a fresh folder over the aim of 3 s': ratio(figures.fresh.answered, 3),
  'idle memory over the aim of 250 MB': ratio(total(memory.after), 250),
};

for (const line of table()) process.stdout.write(`${line}\n`);
process.stdout.write(`${JSON.stringify({ name: 'start', figures, ratios })}\n`);

function table(): string[] {
  const seconds = (name: string, { listening, answered }: Times) =>
    `${name.padEnd(34)} listening ${listening.toFixed(2)} s   first metered answer ${answered.toFixed(2)} s`;
  const megabytes = (name: string, { node, postgres }: Memory) =>
    `${name.padEnd(34)} ${Math.round(node + postgres)} MB = server ${Math.round(node)} + PostgreSQL ${Math.round(postgres)}`;
  const { bareNode: bare, postgresAlone: alone } = figures;
  return [
    seconds('npm start, fresh folder', figures.fresh),
    seconds('npm start, existing folder', figures.existing),
    `${'bare node, first answer'.padEnd(34)} ${bare.answered.toFixed(2)} s`,
    `${'PostgreSQL alone, first answer'.padEnd(34)} ${alone.fresh.toFixed(2)} s fresh, ${alone.existing.toFixed(2)} s existing`,
    megabytes('idle memory before any call', memory.before),
    megabytes('idle memory after the first call', memory.after),
    megabytes('bare node, PostgreSQL alone', { node: nodeAlone, postgres: postgresAlone }),
  ];
}

function middle(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Number((sorted[sorted.length >> 1] as number).toFixed(3));
}

function median(all: Times[]): Times {
  return { listening: middle(all.map((one) => one.listening)), answered: middle(all.map((one) => one.answered)) };
}

function rounded({ node, postgres }: Memory): Memory {
  return { node: Math.round(node), postgres: Math.round(postgres) };
}

function total({ node, postgres }: Memory): number {
  return node + postgres;
}

function ratio(ours: number, theirs: number): number {
  return Number((ours / theirs).toFixed(2));
}
