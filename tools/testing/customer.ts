import type { TestServer } from './server.ts';
import { signUp } from './sign-up.ts';

/** A receipt as far as tests look at it. */
export interface SeenReceipt {
  status: string;
  outcome: string | null;
  held: string;
  charged: string;
  returned: string;
  usage: { inputTokens: number; cachedInputTokens: number; outputTokens: number; seconds?: number; estimated: boolean };
  fundedBy: { source: string; amount: string }[];
  [field: string]: unknown;
}

/** A signed-up person with an API key. */
export interface Customer {
  userId: string;
  cookie: string;
  key: string;
  keyId: string;
  /** Calls the gateway; `body` is sent as JSON. */
  call(path: string, body: unknown, init?: RequestInit): Promise<Response>;
  /** Micro-credits. */
  balance(): Promise<{ available: bigint; held: bigint }>;
  /** Waits until the call is settled; fails after ten seconds. */
  receipt(id: string | null): Promise<SeenReceipt>;
}

/** A new customer of a server; with `listen`, calls go over real connections. */
export async function newCustomer(server: TestServer): Promise<Customer> {
  const { cookie, userId } = await signUp(server.app);
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const made = await server.app.request('/api/keys', { method: 'POST', headers, body: '{"name":"test"}' });
  const { key, id } = (await made.json()) as { key: string; id: string };
  return {
    userId,
    cookie,
    key,
    keyId: id,
    call: (path, body, init = {}) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers },
      }),
    async balance() {
      const balance = await server.deps.ledger.balance(userId);
      return { available: balance?.available ?? 0n, held: balance?.held ?? 0n };
    },
    receipt: (id) => settledReceipt(server, cookie, id),
  };
}

async function settledReceipt({ app }: TestServer, cookie: string, id: string | null): Promise<SeenReceipt> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const answer = await app.request(`/api/receipts/${id}`, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`The receipt ${id} answered ${answer.status}.`);
    const receipt = (await answer.json()) as SeenReceipt;
    if (receipt.status !== 'open') return receipt;
    if (performance.now() > deadline) throw new Error(`The call ${id} was never settled.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
