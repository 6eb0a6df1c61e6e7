import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask as askServer, type Question } from '../../../../tools/testing/ask.ts';
import { signUp, TEST_PASSWORD, type TestServer, testServer } from '../../../../tools/testing/index.ts';

interface Problem {
  error: { code: string; message: string };
}

let server: TestServer;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 10_000 } } } });
});
afterAll(() => server?.close());

function ask(path: string, question?: Question) {
  return askServer(server, path, question);
}

function signIn(email: string, password = TEST_PASSWORD) {
  return ask('/api/auth/sign-in/email', { body: { email, password } });
}

function isSignedIn(cookie: string): Promise<boolean> {
  return ask('/api/me', { cookie }).then(({ status }) => status === 200);
}

function rows(statement: string, ...values: unknown[]) {
  return server.deps.pool.query(statement, values).then((result) => result.rows);
}

describe('signing up and in', () => {
  test('signs up, is known by the cookie, and has the welcome credits', async () => {
    const { cookie, userId, email } = await signUp(server.app);
    const { status, body } = await ask('/api/me', { cookie });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: userId,
      email,
      name: 'Ada',
      role: 'user',
      timeZone: 'UTC',
      createdAt: expect.any(String),
    });
    expect(await server.deps.ledger.balance(userId)).toMatchObject({ available: 3_000_000n, granted: 3_000_000n });
  });

  test('the cookie is for the server only, and the session token is nowhere else', async () => {
    const { email } = await signUp(server.app);
    const { headers, body } = await signIn(email);
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^farebox\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(Object.keys(body)).toEqual(['user']);
  });

  test('behind https the cookie is secure', async () => {
    const secure = await testServer({ config: { server: { publicUrl: 'https://pay.example.com' } } });
    try {
      const { cookie } = await signUp(secure.app);
      expect(cookie).toMatch(/^__Secure-farebox\.session_token=/);
      expect((await secure.app.request('/api/me', { headers: { cookie } })).status).toBe(200);
    } finally {
      await secure.close();
    }
  });

  test('an e-mail is one person in whatever letters', async () => {
    const { email } = await signUp(server.app);
    const again = await ask('/api/auth/sign-up/email', {
      body: { name: 'Eve', email: email.toUpperCase(), password: TEST_PASSWORD },
    });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'email_taken' } } });
    expect((await signIn(email.toUpperCase())).status).toBe(200);
  });

  test('twenty sign-ups at once with one e-mail make one person with one welcome', async () => {
    const body = { name: 'Ada', email: 'twenty@example.com', password: TEST_PASSWORD };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/api/auth/sign-up/email', { body })));
    const codes = answers.map(({ status, body }) => (status === 200 ? 'made' : (body as Problem).error.code));
    expect(codes.sort()).toEqual([...Array(19).fill('email_taken'), 'made']);
    const [{ id }] = await rows("select id from farebox.users where email = 'twenty@example.com'");
    expect(await server.deps.ledger.balance(id)).toMatchObject({ available: 3_000_000n, granted: 3_000_000n });
    expect(await rows('select from farebox.credentials where user_id = $1', id)).toHaveLength(1);
  });

  test.each([
    ['a short password', { name: 'Ada', email: 'short@example.com', password: '123456789' }],
    ['no name', { name: ' ', email: 'nameless@example.com', password: TEST_PASSWORD }],
    ['no e-mail', { name: 'Ada', email: 'nowhere', password: TEST_PASSWORD }],
  ])('%s is refused', async (_, body) => {
    expect(await ask('/api/auth/sign-up/email', { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request', requestId: expect.any(String) } },
    });
  });

  test('an unknown e-mail and a wrong password get the same answer in the same time', async () => {
    const { email } = await signUp(server.app);
    const timed = async (address: string) => {
      const start = performance.now();
      const { status, body } = await signIn(address, 'a wrong password');
      const { code, message } = (body as Problem).error;
      return { ms: performance.now() - start, answer: { status, code, message } };
    };
    const wrong = [];
    const unknown = [];
    for (let round = 0; round < 5; round++) {
      wrong.push(await timed(email));
      unknown.push(await timed(`nobody-${round}@example.com`));
    }
    expect(unknown[0]?.answer).toEqual(wrong[0]?.answer);
    expect(wrong[0]?.answer).toMatchObject({ status: 401, code: 'invalid_credentials' });
    const fastest = (tries: { ms: number }[]) => Math.min(...tries.map(({ ms }) => ms));
    expect(fastest(unknown) / fastest(wrong)).toBeGreaterThan(0.5);
    expect(fastest(unknown) / fastest(wrong)).toBeLessThan(2);
  });

  test('too many attempts from one address have to wait', async () => {
    const strict = await testServer({ config: { limits: { signIn: { count: 2 } } } });
    try {
      const attempt = () =>
        strict.app.request('/api/auth/sign-in/email', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email: 'x@example.com', password: 'guess' }),
        });
      const answers = [await attempt(), await attempt(), await attempt()];
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 429]);
      expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await strict.close();
    }
  });
});

describe('what must not be possible', () => {
  test.each([
    ['signing up', '/api/auth/sign-up/email'],
    ['updating the user', '/api/auth/update-user'],
    ['updating the session', '/api/auth/update-session'],
    ['changing the password', '/api/auth/change-password'],
    ['changing the profile', '/api/me'],
  ])('becoming root by %s', async (_, path) => {
    const { cookie, userId } = await signUp(server.app);
    const email = `role-${path.length}@example.com`;
    const wanted = {
      role: 'root',
      disabled_at: null,
      disabledAt: null,
      emailVerified: true,
      id: userId,
      user: { role: 'root' },
    };
    const body = {
      name: 'Eve',
      email,
      password: TEST_PASSWORD,
      currentPassword: TEST_PASSWORD,
      newPassword: TEST_PASSWORD,
      ...wanted,
    };
    await ask(path, { cookie, body });
    await ask(path, { cookie, body, method: 'PATCH' });
    const found = await rows(
      'select role, email_verified from farebox.users where id = $1 or email = $2',
      userId,
      email,
    );
    expect(found).toHaveLength(path.includes('sign-up') ? 2 : 1);
    for (const row of found) expect(row).toEqual({ role: 'user', email_verified: false });
  });

  test.each([
    'update-user',
    'update-session',
    'delete-user',
    'change-email',
    'set-password',
    'link-social',
    'ok',
    'error',
  ])('better-auth answers on /api/auth/%s', async (path) => {
    const { cookie } = await signUp(server.app);
    expect((await ask(`/api/auth/${path}`, { cookie, body: { name: 'x', role: 'root' } })).status).toBe(404);
  });

  test.each(['/api/auth/sign-out', '/api/auth/revoke-sessions'])('another site sends %s', async (path) => {
    const { cookie } = await signUp(server.app);
    const answer = await ask(path, { cookie, body: {}, origin: 'https://evil.example' });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'cross_origin' } } });
    expect(await isSignedIn(cookie)).toBe(true);
  });
});
