import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../apps/server/src/serve.ts';
import { end, type Listener, startListener } from './child.ts';
import { type Farebox, startFarebox } from './farebox.ts';

export const names = ['upstream', 'farebox', 'portkey', 'proxy'] as const;
export type Name = (typeof names)[number];

/** Somebody to be asked: the upstream itself, or what stands before it. */
export interface Rival {
  name: Name;
  listener: Listener;
  headers: Record<string, string>;
}

export interface Field {
  rivals: Rival[];
  farebox: Farebox;
  stop(): Promise<void>;
}

const READY_MS = 30_000;

/** Starts one upstream and everybody before it, each in processes of its own. */
export async function startField(folder: string, accounts: number): Promise<Field> {
  const upstream = await startListener(new URL('./upstream.ts', import.meta.url));
  const farebox = await startFarebox(folder, upstream.port, accounts);
  const portkey = await startPortkey();
  const proxy = await startListener(new URL('./proxy.ts', import.meta.url), [String(upstream.port)]);
  const toUpstream = {
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `http://127.0.0.1:${upstream.port}/v1`,
  };
  const rivals: Rival[] = [
    { name: 'upstream', listener: upstream, headers: {} },
    { name: 'farebox', listener: farebox, headers: {} },
    { name: 'portkey', listener: portkey, headers: toUpstream },
    { name: 'proxy', listener: proxy, headers: {} },
  ];
  const stop = async () => {
    for (const { listener } of [...rivals].reverse()) await listener.stop();
  };
  return { rivals, farebox, stop };
}

/** Portkey's gateway as its package starts it, without its console. */
async function startPortkey(): Promise<Listener> {
  const port = await freePort('127.0.0.1');
  const require = createRequire(import.meta.url);
  const script = require.resolve('@portkey-ai/gateway/build/start-server.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const mend = new URL('./portkey-mend.mjs', import.meta.url).href;
  const command = ['--import', mend, script, `--port=${port}`, '--headless'];
  const child = spawn(process.execPath, command, { env, stdio: 'ignore' });
  const deadline = Date.now() + READY_MS;
  while (!(await answers(port))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('Portkey did not start.');
    await pause(100);
  }
  return { port, pid: child.pid as number, stop: () => end(child) };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const tell = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
  });
}
