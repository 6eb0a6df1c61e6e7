import { FareboxError, isId } from '@farebox/kit';
import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import pg from 'pg';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { operationId } from './idempotency.ts';
import { maxBody, rateLimit } from './limits.ts';
import { limit, pageQuery, readCursor, readIdCursor, writeCursor } from './paging.ts';
import { renderProblem } from './problem.ts';
import { requestContext } from './request-context.ts';
import { router } from './router.ts';
import { sameOrigin } from './same-origin.ts';
import { serviceToken } from './service-token.ts';
import { asRole, asService, type Principal, signedIn } from './who-may.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64url');
const log = pino({ level: 'silent' });

function edge(trustedProxies = 0) {
  const app = router();
  app.onError(renderProblem);
  app.use('*', requestContext(log, trustedProxies));
  return app;
}

async function bodyOf(answer: Response | Promise<Response>) {
  return (await (await answer).json()) as { error: { code: string; details: Record<string, unknown> } };
}

describe('problems', () => {
  const app = edge();
  const refusal = () => new FareboxError('insufficient_credits', 402, 'Top up first.', { available: 5n, required: 7n });
  app.get('/refused', () => {
    throw refusal();
  });
  app.get('/v1/refused', () => {
    throw refusal();
  });
  app.get('/broken', () => {
    throw new Error('the password is hunter2');
  });
  app.get('/busy', () => {
    throw new FareboxError('busy', 503, 'Later.', { retryAfter: 2.5 });
  });
  app.get('/no-database', async () => {
    await new pg.Pool({ connectionString: 'postgres://nobody:x@127.0.0.1:1/none' }).query('select 1');
  });
  app.get('/framework', () => {
    throw new HTTPException(400, { message: 'Malformed JSON in request body' });
  });

  test('a refusal is told with code, message, details and the request’s id', async () => {
    const answer = await app.request('/refused', { headers: { 'x-request-id': 'my-request-1' } });
    expect(answer.status).toBe(402);
    expect(await answer.json()).toEqual({
      error: {
        code: 'insufficient_credits',
        message: 'Top up first.',
        details: { available: '5', required: '7' },
        requestId: 'my-request-1',
      },
    });
  });

  test('on /v1 it has the shape that OpenAI’s clients read', async () => {
    const answer = await app.request('/v1/refused');
    expect(isId(answer.headers.get('x-request-id'))).toBe(true);
    expect(await answer.json()).toEqual({
      error: {
        message: 'Top up first.',
        type: 'insufficient_quota',
        param: null,
        code: 'insufficient_credits',
        details: { available: '5', required: '7' },
      },
    });
  });

  test('what we did not expect is a 500 that tells nothing', async () => {
    const answer = await app.request('/broken');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('hunter2');
  });

  test('busy says when to come back', async () => {
    expect((await app.request('/busy')).headers.get('retry-after')).toBe('3');
  });

  test('a database that is not there is no fault of the request', async () => {
    const answer = await app.request('/no-database');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await bodyOf(answer)).error.code).toBe('database_unavailable');
  });

  test('the framework’s own refusals become ours', async () => {
    expect((await bodyOf(app.request('/framework'))).error.code).toBe('invalid_request');
  });
});

test('a failed validation is an invalid_request that names the place', async () => {
  const app = edge();
  const body = { content: { 'application/json': { schema: z.object({ amount: z.string() }) } }, required: true };
  const route = createRoute({
    method: 'post',
    path: '/',
    request: { body },
    responses: { 200: { description: 'ok' } },
  });
  app.openapi(route, (c) => c.text('ok'));
  const json = { 'content-type': 'application/json' };
  const answer = await app.request('/', { method: 'POST', headers: json, body: '{"amount":1}' });
  expect(answer.status).toBe(400);
  const { error } = await bodyOf(answer);
  expect(error.code).toBe('invalid_request');
  expect(error.details.issues).toEqual([{ path: 'amount', message: expect.stringContaining('string') }]);
  expect((await app.request('/', { method: 'POST', headers: json, body: '{' })).status).toBe(400);
});

describe('Idempotency-Key', () => {
  const app = edge();
  app.post('/:scope', (c) => c.text(operationId(c, c.req.param('scope'))));
  const ask = async (scope: string, key?: string) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await app.request(`/${scope}`, { method: 'POST', headers });
    return answer.ok ? answer.text() : (await bodyOf(answer)).error.code;
  };

  test('the same key in the same scope is the same operation', async () => {
    expect(await ask('a', 'key-1')).toBe(await ask('a', 'key-1'));
    expect(await ask('a', 'key-1')).not.toBe(await ask('b', 'key-1'));
    expect(await ask('a', 'key-1')).not.toBe(await ask('a', 'key-2'));
  });

  test('without a key each request is its own', async () => {
    expect(await ask('a')).not.toBe(await ask('a'));
  });

  test.each([
    ['255 characters', 'x'.repeat(255), true],
    ['256 characters', 'x'.repeat(256), false],
    ['a space inside', 'a b', false],
    ['letters beyond ASCII', 'clé', false],
  ])('%s', async (_, key, allowed) => {
    const answer = await ask('a', key);
    if (allowed) expect(isId(answer)).toBe(true);
    else expect(answer).toBe('invalid_idempotency_key');
  });
});

describe('who may', () => {
  const app = edge();
  const user: Principal = { kind: 'user', userId: 'u', role: 'admin', sessionId: 's' };
  app.use('*', serviceToken('the right token'));
  app.use('/as-admin/*', async (c, next) => {
    c.set('principal', user);
    await next();
  });
  app.get('/signed-in', signedIn, (c) => c.text('in'));
  app.get('/service', asService, (c) => c.text('in'));
  app.get('/as-admin/admin', asRole('admin'), (c) => c.text('in'));
  app.get('/as-admin/root', asRole('root'), (c) => c.text('in'));
  app.get('/as-admin/service', asService, (c) => c.text('in'));

  test.each([
    ['/signed-in', '', 401],
    ['/signed-in', 'the right token', 401],
    ['/service', '', 401],
    ['/service', 'the wrong token', 401],
    ['/service', 'the right token', 200],
    ['/as-admin/admin', '', 200],
    ['/as-admin/root', '', 404],
    ['/as-admin/service', '', 401],
  ])('%s with token "%s": %i', async (path, token, status) => {
    const headers: Record<string, string> = token ? { 'x-internal-token': token } : {};
    expect((await app.request(path, { headers })).status).toBe(status);
  });
});

describe('same origin', () => {
  const app = edge();
  app.use('*', sameOrigin('https://credits.example.com'));
  app.all('/', (c) => c.text('done'));

  test.each([
    ['our page', { cookie: 'a=b', origin: 'https://credits.example.com' }, 200],
    ['our page on the address it was opened at', { cookie: 'a=b', origin: 'http://10.0.0.5', host: '10.0.0.5' }, 200],
    ['another site', { cookie: 'a=b', origin: 'https://evil.example' }, 403],
    ['an origin that is none', { cookie: 'a=b', origin: 'null' }, 403],
    ['no origin, the browser’s word', { cookie: 'a=b', 'sec-fetch-site': 'same-origin' }, 200],
    ['no origin, another site by the browser’s word', { cookie: 'a=b', 'sec-fetch-site': 'cross-site' }, 403],
    ['no origin and no word', { cookie: 'a=b' }, 403],
    ['no cookie, so no authority to steal', { origin: 'https://evil.example' }, 200],
  ])('%s', async (_, headers, status) => {
    const sent = headers as unknown as Record<string, string>;
    expect((await app.request('/', { method: 'POST', headers: sent })).status).toBe(status);
    expect((await app.request('/', { headers: sent })).status).toBe(200);
  });
});

describe('limits', () => {
  test('a body above the limit is refused, also without a length', async () => {
    const app = edge();
    app.use('*', maxBody(10));
    app.post('/', async (c) => c.text(await c.req.text()));
    expect((await app.request('/', { method: 'POST', body: '0123456789' })).status).toBe(200);
    expect((await bodyOf(app.request('/', { method: 'POST', body: '0123456789x' }))).error.code).toBe('body_too_large');
    const stream = new Blob(['0123456789x']).stream();
    const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    expect((await app.request('/', init)).status).toBe(413);
  });

  test('too many from one address wait; others do not', async () => {
    const app = edge(1);
    app.use('*', rateLimit({ count: 2, windowMs: 60_000 }));
    app.get('/', (c) => c.text('ok'));
    const from = (address: string) => app.request('/', { headers: { 'x-forwarded-for': address } });
    expect([(await from('1.1.1.1')).status, (await from('1.1.1.1')).status]).toEqual([200, 200]);
    const third = await from('1.1.1.1');
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await from('2.2.2.2')).status).toBe(200);
  });
});

test('behind n proxies the caller is the n-th address from the right', async () => {
  const asked = async (proxies: number) => {
    const app = edge(proxies);
    app.get('/', (c) => c.json(c.get('address')));
    return (await app.request('/', { headers: { 'x-forwarded-for': 'a lie, 203.0.113.9, 10.0.0.1' } })).json();
  };
  expect(await asked(0)).toBeNull();
  expect(await asked(1)).toBe('10.0.0.1');
  expect(await asked(2)).toBe('203.0.113.9');
});

describe('paging', () => {
  test('a cursor comes back as it went out', () => {
    expect(readCursor(writeCursor(12n), BigInt)).toBe(12n);
    expect(readIdCursor(undefined)).toBeNull();
  });

  test.each(['nonsense', writeCursor('a'), base64('[]'), base64('[12]'), base64('{}')])('%s is refused', (cursor) => {
    expect(() => readIdCursor(cursor)).toThrow('not one of ours');
  });

  test('a page has 20 rows, 100 at most', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 20 });
    expect(limit.safeParse('101').success).toBe(false);
    expect(limit.safeParse('0').success).toBe(false);
  });
});
