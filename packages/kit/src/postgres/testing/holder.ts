import { startPostgres } from '../index.ts';

// Starts a server on the folder it is given, prints that server's process number, and waits to be killed.

const server = await startPostgres({ dataDir: process.argv[2] as string, settings: { shared_buffers: '16MB' } });
process.stdout.write(`${server.pid}\n`);
setInterval(() => undefined, 60_000);
