import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DatabaseProxy {
  /** The database's address, by way of the proxy. */
  url: string;
  /** So many of the next statements are carried out but never answered: the connection ends in place of the reply. */
  swallowReplies(count: number): void;
  /** How many replies were swallowed. */
  swallowed(): number;
  /** While it is down nobody gets through; whoever was through is cut off. */
  goDown(isDown: boolean): void;
  close(): Promise<void>;
}

/** PostgreSQL's message that the server is ready for the next statement: the end of every reply. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);

/** What a proxy is told to do, and who is through. */
interface Harm {
  swallow: number;
  swallowed: number;
  isDown: boolean;
  sockets: Set<Socket>;
}

function relay(client: Socket, upstream: Socket, harm: Harm): void {
  const both = [client, upstream];
  const end = () => {
    for (const socket of both) {
      harm.sockets.delete(socket);
      socket.destroy();
    }
  };
  for (const socket of both) {
    harm.sockets.add(socket);
    socket.on('error', end).on('close', end);
  }
  let statements = 0;
  let isDropping = false;
  client.on('data', (chunk) => {
    // The first two are the start of the session and perhaps a password; then each is a statement.
    if (++statements > 2 && harm.swallow > 0 && !isDropping) {
      harm.swallow--;
      isDropping = true;
    }
    upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    if (!isDropping) return client.write(chunk);
    if (!chunk.includes(READY)) return;
    harm.swallowed++;
    end();
  });
}

/** The same address at a port of this machine. */
function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.searchParams.delete('host');
  through.searchParams.delete('port');
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return through.toString();
}

/** Stands between a client and PostgreSQL, over TCP or a Unix socket, and breaks what it is told to break. */
export async function proxyTo(url: string): Promise<DatabaseProxy> {
  const address = new URL(url);
  const folder = address.searchParams.get('host');
  const port = Number(address.port || address.searchParams.get('port') || 5432);
  const harm: Harm = { swallow: 0, swallowed: 0, isDown: false, sockets: new Set() };
  const server = createServer((client) => {
    if (harm.isDown) client.destroy();
    else relay(client, folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(port, address.hostname), harm);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutOff = () => {
    for (const socket of harm.sockets) socket.destroy();
  };
  return {
    url: throughPort(url, (server.address() as AddressInfo).port),
    swallowReplies: (count) => {
      harm.swallow = count;
    },
    swallowed: () => harm.swallowed,
    goDown: (isDown) => {
      harm.isDown = isDown;
      if (isDown) cutOff();
    },
    async close() {
      cutOff();
      server.close();
      await once(server, 'close');
    },
  };
}
