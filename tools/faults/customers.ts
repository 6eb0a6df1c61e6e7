import { randomBytes } from 'node:crypto';
import type { Stage } from './stage.ts';

export interface Customer {
  accountId: string;
  apiKey: string;
  /** Of a session. */
  cookie: string;
  /** What the account had when the load began; micro-credits. */
  opening: bigint;
}

/** Signs people up and gives them credits; the last but one stays poor, so that the race is for its last credit. */
export async function makeCustomers(stage: Stage, count: number): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (let at = 0; at < count; at++) customers.push(await makeCustomer(stage, at === count - 2 ? null : '5000'));
  return customers;
}

async function makeCustomer({ servers, token, pool }: Stage, funds: string | null): Promise<Customer> {
  const url = servers[0]?.url ?? '';
  const person = {
    name: 'Ada',
    email: `ada-${randomBytes(6).toString('hex')}@example.com`,
    password: 'correct horse battery',
  };
  const signedUp = await post(`${url}/api/auth/sign-up/email`, person, { origin: url });
  const { user } = (await signedUp.json()) as { user: { id: string } };
  const cookie = signedUp.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const made = await post(`${url}/api/keys`, { name: 'faults' }, { origin: url, cookie });
  const { key } = (await made.json()) as { key: string };
  if (funds)
    await post(
      `${url}/api/grants`,
      { userId: user.id, amount: funds, category: 'paid' },
      { 'x-internal-token': token },
    );
  const { rows } = await pool.query<{ available: bigint }>('select available from ledger.account where id = $1', [
    user.id,
  ]);
  return { accountId: user.id, apiKey: key, cookie, opening: rows[0]?.available ?? 0n };
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
