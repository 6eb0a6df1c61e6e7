import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  runFarebox,
  type ServerProcess,
  scratchFolder,
  startServerProcess,
  type TestDatabase,
  testDatabase,
} from '../../../tools/testing/index.ts';

describe('a server on an embedded database', () => {
  const { path: dataDir, remove } = scratchFolder();
  const env = { FAREBOX_DATA_DIR: dataDir, PORT: '0' };
  let server: ServerProcess;

  beforeAll(async () => {
    server = await startServerProcess(env);
  });
  afterAll(async () => {
    await server.end();
    remove();
  });

  test('tells where it is, how the first root is made, and where the data lies', () => {
    expect(server.output()).toMatch(/set-up +http:\/\/localhost:\d+\/setup\?token=\S{20,}/);
    expect(server.output()).toContain(`data     ${dataDir}\n  database ${dataDir}/postgres`);
  });

  test('is ready', async () => {
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  test('a second one on the same folder is refused with a sentence', async () => {
    const { code, output } = await runFarebox(['start'], env);
    expect(code).toBe(1);
    expect(output).toContain(`in use by process ${server.child.pid}`);
    expect(output).not.toContain('    at ');
  });

  test('commands work beside it', async () => {
    expect(await runFarebox(['verify'], env)).toMatchObject({ code: 0, output: expect.stringContaining('adds up') });
    const { code, output } = await runFarebox(['doctor'], env);
    expect(output.split('\n').filter((line) => line.startsWith('WRONG'))).toEqual([]);
    expect(code).toBe(0);
  });

  test('grant gives credits to a person by e-mail, once it knows them', async () => {
    expect(await runFarebox(['grant', 'ada@example.com', '5'], env)).toMatchObject({ code: 1 });
    const body = JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' });
    const headers = { 'content-type': 'application/json', origin: server.url };
    await fetch(`${server.url}/api/auth/sign-up/email`, { method: 'POST', headers, body });
    const { code, output } = await runFarebox(['grant', 'Ada@example.com', '5', '--reason', 'gift'], env);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('available 8') });
  });

  test('a command called wrongly says how', async () => {
    const { code, output } = await runFarebox(['grant', 'ada@example.com', 'many'], env);
    expect(code).toBe(2);
    expect(output).toContain('farebox grant <email|id> <credits>');
  });

  test('a taken port is told in a sentence', async () => {
    const database = await testDatabase();
    const { code, output } = await runFarebox(['start'], {
      DATABASE_URL: database.url,
      PORT: new URL(server.url).port,
      FAREBOX_DATA_DIR: dataDir,
    });
    expect(code).toBe(2);
    expect(output).toContain('is taken by another program');
    await database.drop();
  });
});

test('verify on a folder without a ledger says what to do', async () => {
  const { path, remove } = scratchFolder();
  const { code, output } = await runFarebox(['verify'], { FAREBOX_DATA_DIR: path });
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('no ledger yet: run farebox migrate') });
  remove();
});

describe('a stop', () => {
  let database: TestDatabase;
  let sockets: Socket[] = [];
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  });
  afterAll(() => database.drop());

  const { path: dataDir, remove } = scratchFolder();
  afterAll(remove);

  /** A request whose body is still on its way. */
  async function halfRequest(url: string): Promise<Socket> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    const body = ['content-type: application/json', 'content-length: 2', 'expect: 100-continue'];
    const head = ['POST /api/auth/sign-in/email HTTP/1.1', 'host: localhost', ...body];
    socket.setEncoding('utf8').write(`${head.join('\r\n')}\r\n\r\n`);
    const [answer] = await once(socket, 'data');
    expect(answer).toContain('100 Continue');
    return socket;
  }

  async function refusesConnections(url: string): Promise<void> {
    const deadline = Date.now() + 5_000;
    for (;;) {
      const answered = await fetch(`${url}/healthz`, { headers: { connection: 'close' } }).catch(() => null);
      if (!answered) return;
      if (Date.now() > deadline) throw new Error('it still takes connections');
    }
  }

  test('lets a running request finish, takes no new ones, and ends with 0', async () => {
    const server = await startServerProcess({ DATABASE_URL: database.url, FAREBOX_DATA_DIR: dataDir });
    const socket = await halfRequest(server.url);
    const ended = server.end('SIGTERM');
    await refusesConnections(server.url);
    socket.write('{}');
    const [answer] = await once(socket, 'data');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(await ended).toBe(0);
    expect(server.output()).toContain('"stopped"');
  });

  test('a second signal ends it at once', async () => {
    const server = await startServerProcess({ DATABASE_URL: database.url, FAREBOX_DATA_DIR: dataDir });
    await halfRequest(server.url);
    server.child.kill('SIGINT');
    await refusesConnections(server.url);
    expect(await server.end('SIGINT')).toBe(1);
  });
});
