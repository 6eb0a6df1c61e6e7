import { randomBytes } from 'node:crypto';

/** What a new customer does: signs up, makes a key, calls a model. Resolves when the metered answer is there. */
export async function firstCall(url: string): Promise<void> {
  const email = `ada-${randomBytes(6).toString('hex')}@example.com`;
  const person = { name: 'Ada', email, password: 'correct horse battery' };
  const signedUp = await post(`${url}/api/auth/sign-up/email`, person, { origin: url });
  const cookie = signedUp.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const made = await post(`${url}/api/keys`, { name: 'bench' }, { origin: url, cookie });
  const { key } = (await made.json()) as { key: string };
  const question = { model: 'demo-small', messages: [{ role: 'user', content: 'Hello' }], max_tokens: 16 };
  const answered = await post(`${url}/v1/chat/completions`, question, { authorization: `Bearer ${key}` });
  await answered.arrayBuffer();
  if (!answered.headers.get('x-farebox-charge')) throw new Error('The call was answered, but not charged.');
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}
