import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { Http2SecureServer, Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import type { Booted } from './boot.ts';
import { ConfigError } from './config-error.ts';

export interface Listening {
  port: number;
  /** Takes no new connections, waits for the running requests, and after `withinMs` cuts off what is left. */
  close(withinMs: number): Promise<void>;
}

/** Begins to answer on an address. Throws `ConfigError` when it is taken. */
export async function listen(app: Booted['app'], { port, host }: { port: number; host: string }): Promise<Listening> {
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, port, hostname: host }, () => resolve(started as Server));
    (started as Server | Http2Server | Http2SecureServer).once('error', (error: NodeJS.ErrnoException) => {
      reject(asConfigError(error, port, host));
    });
  });
  return { port: (server.address() as AddressInfo).port, close: (withinMs) => close(server, withinMs) };
}

function asConfigError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new ConfigError(`Port ${port} is taken by another program: stop that one, or set PORT to a free port.`);
  }
  if (error.code === 'EACCES') {
    return new ConfigError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ConfigError(`HOST is ${host}, which is no address of this machine: correct it or unset it.`);
  }
  return error;
}

/** Connections that stay open after their answer keep a server from closing, so the idle ones are ended again and again. */
async function close(server: Server, withinMs: number): Promise<void> {
  let closed = false;
  const done = new Promise<void>((resolve) => server.close(() => resolve())).then(() => {
    closed = true;
  });
  const end = performance.now() + withinMs;
  while (!closed && performance.now() < end) {
    server.closeIdleConnections();
    await Promise.race([done, pause(20)]);
  }
  server.closeAllConnections();
  await done;
}

/** A port nobody listens on at this moment: what `PORT=0` asks for. */
export async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, host, () => resolve()));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
