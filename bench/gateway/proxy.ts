import { Agent, request as ask, createServer } from 'node:http';
import { tellPort } from './child.ts';

// The limit: the least that Node can do between a client and an upstream. `proxy.ts <port of the upstream>`.

const port = Number(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: 1_024, maxFreeSockets: 1_024 });

const server = createServer((incoming, outgoing) => {
  const { method, url, headers } = incoming;
  const upstream = ask({ host: '127.0.0.1', port, method, path: url, headers, agent }, (answer) => {
    outgoing.writeHead(answer.statusCode as number, answer.headers);
    answer.pipe(outgoing);
  });
  upstream.on('error', () => outgoing.destroy());
  incoming.pipe(upstream);
});
server.keepAliveTimeout = 60_000;
tellPort(server);
