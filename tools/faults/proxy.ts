import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Frames } from './frames.ts';

/**
 * Where a connection breaks: `request` = the statement never arrives; `running` = it arrives and the connection is gone
 * before it is over; `reply` = it is over and committed, and its answer never arrives.
 */
export type Cut = 'request' | 'running' | 'reply';

const cuts: Cut[] = ['request', 'running', 'reply'];

/** Of the statements that pass while connections are to be cut, this share is hit: not always the first one. */
const SHARE = 0.3;

const TERMINATE = 'X'.charCodeAt(0);

export interface FaultyWire {
  port: number;
  /** Breaks the next `count` connections on which a statement passes, each in a way of its own. */
  cut(count: number): void;
  /** How many were broken so far, by kind. */
  done: Record<Cut, number>;
  close(): Promise<void>;
}

/** Stands between the servers and PostgreSQL's socket and passes everything on, until it is told to cut. */
export async function startProxy(socketPath: string): Promise<FaultyWire> {
  const done: Record<Cut, number> = { request: 0, running: 0, reply: 0 };
  const open = new Set<Socket>();
  let wanted = 0;
  const nextCut = (): Cut | null => {
    if (wanted === 0 || Math.random() > SHARE) return null;
    wanted -= 1;
    const how = cuts[(done.request + done.running + done.reply) % cuts.length] as Cut;
    done[how] += 1;
    return how;
  };
  const listener = createServer((client) => {
    const database = connect(socketPath);
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    link(client, database, nextCut);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    done,
    cut: (count) => {
      wanted = count;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function link(client: Socket, database: Socket, nextCut: () => Cut | null): void {
  const frames = new Frames();
  let ready = false;
  let cut: Cut | null = null;
  const sever = () => {
    client.destroy();
    database.destroy();
  };
  client.on('data', (chunk: Buffer) => {
    // Only what comes on a connection that is open and idle begins a statement.
    if (ready && chunk[0] !== TERMINATE) cut = nextCut();
    ready = false;
    if (cut === 'request') sever();
    else database.write(chunk, cut === 'running' ? sever : undefined);
  });
  database.on('data', (chunk: Buffer) => {
    ready = frames.push(chunk) || ready;
    if (cut !== 'reply') client.write(chunk);
    else if (ready) sever();
  });
  for (const socket of [client, database]) socket.on('error', sever).on('close', sever);
}
