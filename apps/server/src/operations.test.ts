import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, type TestServer, testServer } from '../../../tools/testing/index.ts';

const webRoot = mkdtempSync(join(tmpdir(), 'farebox-web-'));
let server: TestServer;

beforeAll(async () => {
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Farebox</title>');
  writeFileSync(join(webRoot, 'assets/main-abc.js'), 'export const answer = 42;');
  writeFileSync(join(webRoot, 'favicon.svg'), '<svg/>');
  server = await testServer({ webRoot });
});
afterAll(async () => {
  await server.close();
  rmSync(webRoot, { recursive: true, force: true });
});

const ask = (path: string, headers: Record<string, string> = {}) => server.app.request(path, { headers });

describe('the console', () => {
  test.each(['/', '/topup', '/setup?token=x', '/index.html'])('%s is the page, checked on each use', async (path) => {
    const answer = await ask(path);
    expect(await answer.text()).toContain('<title>Farebox</title>');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('a hashed file is kept for a year, and sent zipped to who can read it', async () => {
    const answer = await ask('/assets/main-abc.js', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain('answer = 42');
    expect(await (await ask('/assets/main-abc.js')).text()).toContain('answer = 42');
  });

  test('what the browser has already is not sent again', async () => {
    const etag = (await ask('/favicon.svg')).headers.get('etag') as string;
    expect((await ask('/favicon.svg', { 'if-none-match': etag })).status).toBe(304);
  });

  test.each(['/assets/gone.js', '/../config.yaml', '/assets/..%2f..%2fconfig.yaml', '/api', '/api/gone', '/v1/gone'])(
    '%s is not there',
    async (path) => expect((await ask(path)).status).toBe(404),
  );

  test('nothing foreign runs in it or frames it', async () => {
    const { headers } = await ask('/');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('content-security-policy')).toContain("form-action 'self' https:");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('operations', () => {
  test('alive and ready', async () => {
    expect(await (await ask('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await ask('/readyz')).json()).toEqual({ status: 'ready' });
  });

  test('the metrics are for the operator, and count what moved', async () => {
    expect((await ask('/metrics')).status).toBe(404);
    const { userId } = await signUp(server.app);
    await server.deps.ledger.hold({ id: newId(), accountId: userId, amount: 1_500_000n });
    const answer = await ask('/metrics', { 'x-internal-token': server.deps.config.secrets.internalApiKey });
    const text = await answer.text();
    expect(text).toContain('farebox_credits_moved_total{kind="hold"} 1.5');
    expect(text).toContain('farebox_holds_open 1');
    expect(text).toMatch(/farebox_ledger_batch_size_count [1-9]/);
    expect(text).toContain('farebox_http_requests_total{method="POST",route="/api/auth/');
    expect(text).not.toContain('/assets/gone.js');
  });

  test('what the pages must know needs no sign-in', async () => {
    expect(await (await ask('/api/config')).json()).toMatchObject({
      name: 'Farebox',
      currency: 'CNY',
      creditsPerUnit: { CNY: '100' },
      providers: ['mockpay'],
      welcomeCredits: '3',
      setupNeeded: true,
    });
  });

  test('the OpenAPI document tells of every domain', async () => {
    const { openapi, paths } = (await (await ask('/openapi.json')).json()) as { openapi: string; paths: object };
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/config', '/api/keys', '/api/holds', '/api/usage/report', '/api/payments/create']),
    );
  });
});

test('the OpenAPI document says which ids may be null', async () => {
  interface Shape {
    properties: Record<string, { type: unknown; format?: string }>;
  }
  const { components } = (await (await ask('/openapi.json')).json()) as {
    components: { schemas: Record<string, Shape> };
  };
  const idOf = (schema: string, name: string) => components.schemas[schema]?.properties[name];
  const nullable = { type: ['string', 'null'], format: 'uuid' };
  expect(idOf('Order', 'transactionId')).toMatchObject(nullable);
  expect(idOf('Receipt', 'keyId')).toMatchObject(nullable);
  expect(idOf('UsageRow', 'keyId')).toMatchObject(nullable);
  expect(idOf('Order', 'id')).toMatchObject({ type: 'string', format: 'uuid' });
});

test('a database that went away makes it not ready', async () => {
  const other = await testServer();
  await other.deps.pool.end();
  const answer = await other.app.request('/readyz');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: 'database not reachable' });
  other.deps.pool.end = async () => undefined;
  await other.close();
});
