import { randomBytes } from 'node:crypto';

/** What can be asked: the app of a test server. */
interface Asked {
  request(path: string, init?: RequestInit): Response | Promise<Response>;
}

export const TEST_PASSWORD = 'correct horse battery';

/** Signs a new person up. `cookie` goes into the `cookie` header; changing requests also need `origin`. */
export async function signUp(
  app: Asked,
  email = newEmail(),
): Promise<{ cookie: string; userId: string; email: string }> {
  const answer = await app.request('/api/auth/sign-up/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', host: 'localhost:3000' },
    body: JSON.stringify({ name: 'Ada', email, password: TEST_PASSWORD }),
  });
  if (!answer.ok) throw new Error(`Sign-up answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { user } = (await answer.json()) as { user: { id: string } };
  return { cookie, userId: user.id, email };
}

function newEmail(): string {
  return `ada-${randomBytes(6).toString('hex')}@example.com`;
}
