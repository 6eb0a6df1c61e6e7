import { connect, newId } from '@farebox/kit';
import type { TestServer } from './server.ts';
import { signUp } from './sign-up.ts';
import { type StripeShop, stripeShop } from './stripe-shop.ts';

interface SeenAutoTopUp {
  enabled: boolean;
  threshold: string | null;
  amount: string | null;
  state: string;
  card: { brand: string; last4: string } | null;
  failures: number;
  lastError: string | null;
  nextTryAt: string | null;
  orderId: string | null;
  underWay: boolean;
  usedThisMonth: number;
  error?: { code: string; details: Record<string, unknown> };
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** A shop at a Stripe of its own, and one person with three credits who may be topped up by ten dollars for a thousand. */
export interface AutoTopUpShop extends StripeShop {
  cookie: string;
  call(method: Method, path: string, body?: object): Promise<{ status: number; body: SeenAutoTopUp & { url: string } }>;
  /** Leaves a card of Stripe's test cards, by its token. */
  saveCard(card?: string): Promise<void>;
  /** Switched on: below five credits, ten dollars. */
  enable(changes?: object): Promise<SeenAutoTopUp>;
  seen(): Promise<SeenAutoTopUp>;
  /** One run of the task. */
  run(): Promise<void>;
  /** Time passes until the next try. */
  due(): Promise<void>;
  rows<Row = Record<string, unknown>>(query: string, values?: unknown[]): Promise<Row[]>;
  /** Its orders, oldest first. */
  orders(): Promise<{ id: string; status: string }[]>;
  /** What the outbox tells of it, oldest first. */
  topics(): Promise<string[]>;
  /** Payments at Stripe, whatever became of them. */
  intents(): Promise<{ id: string; status: string; amount: number; metadata: Record<string, string> }[]>;
}

/** `task` is the one that looks every minute for accounts that are low. */
export async function autoTopUpShop(task: (deps: TestServer['deps']) => Promise<void>): Promise<AutoTopUpShop> {
  const shop = await stripeShop();
  const { server, stripe } = shop;
  const owner = connect({ url: server.databaseUrl, max: 1 });
  const { cookie, userId } = await signUp(server.app);
  const rows = async <Row>(query: string, values: unknown[] = [userId]) =>
    (await owner.query(query, values)).rows as Row[];
  const call: AutoTopUpShop['call'] = async (method, path, body) => {
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'idempotency-key': newId() };
    const json = body && { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
    const answer = await server.app.request(path, { method, headers, ...json });
    return { status: answer.status, body: (await answer.json()) as SeenAutoTopUp & { url: string } };
  };
  const seen = async () => (await call('GET', '/api/auto-topup')).body;
  return {
    ...{ ...shop, userId, cookie, rows, call, seen },
    credited: async () => ((await server.deps.ledger.balance(userId))?.available ?? 0n) - 3_000_000n,
    async saveCard(card) {
      const { body } = await call('POST', '/api/auto-topup/card');
      stripe.pay(/cs_test_\w+/.exec(body.url)?.[0] ?? '', { card });
      await stripe.courier.flush();
    },
    async enable(changes) {
      const wish = { enabled: true, threshold: '5', amount: '10.00', currency: 'USD', ...changes };
      return (await call('PUT', '/api/auto-topup', wish)).body;
    },
    run: () => task(server.deps),
    due: async () => {
      await rows(`update farebox.auto_topups set next_try_at = now() where user_id = $1`);
    },
    orders: () => rows(`select id, status from farebox.orders where user_id = $1 and kind = 'auto_topup' order by id`),
    async topics() {
      const told = await rows<{ topic: string }>(
        `select topic from farebox.events where account_id = $1 and topic like 'auto\\_topup%' order by id`,
      );
      return told.map(({ topic }) => topic);
    },
    async close() {
      await owner.end();
      await shop.close();
    },
    async intents() {
      const headers = { authorization: `Bearer ${stripe.secretKey}` };
      const list = await fetch(`${stripe.url}/v1/payment_intents?limit=100`, { headers });
      return ((await list.json()) as { data: Awaited<ReturnType<AutoTopUpShop['intents']>> }).data;
    },
  };
}
