import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';

let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  server = await testServer({ listen: true });
  customer = await newCustomer(server);
});

afterAll(() => server?.close());

const wishes = ['', 'fail=before', 'fail=after:5', 'cut=7', 'usage=missing', 'usage=huge', 'usage=twice', 'fail=429'];

/** One call with a fault of its own, whose client may leave at some moment. */
async function call(turn: number): Promise<void> {
  const leaving = new AbortController();
  if (turn % 3 === 0) setTimeout(() => leaving.abort(), 5 + ((turn * 7) % 90));
  const asked = { messages: [{ role: 'user', content: 'Hi' }], input: 'Hi', max_tokens: 200, max_output_tokens: 200 };
  const body = { ...asked, model: 'demo-small', stream: turn % 5 !== 0 };
  const headers = { 'x-demo': `delay=2;${wishes[turn % wishes.length]}` };
  const init = { signal: leaving.signal, headers };
  await customer
    .call(turn % 2 ? '/v1/chat/completions' : '/v1/responses', body, init)
    .then((answer) => answer.text())
    .catch(() => 'It left, or was cut off.');
}

it('whatever happens to a hundred calls at once, each is held once, settled once, and the sums agree', async () => {
  await Promise.all(Array.from({ length: 100 }, (_, turn) => call(turn)));
  await expect.poll(async () => (await customer.balance()).held, { timeout: 10_000 }).toBe(0n);
  const { rows } = await server.deps.ledger.history(customer.userId, { limit: 500 });
  const of = (...kinds: string[]) => rows.filter(({ kind }) => kinds.includes(kind));
  // A third of the callers leave, on a busy machine before anything was held.
  expect(of('hold').length).toBeGreaterThanOrEqual(66);
  expect(of('capture', 'release')).toHaveLength(of('hold').length);
  const charged = of('capture').reduce((sum, { amount }) => sum + amount, 0n);
  expect((await customer.balance()).available).toBe(3_000_000n - charged);
  expect(new Set(of('capture', 'release').map(({ reference }) => reference))).toEqual(
    new Set(of('hold').map(({ id }) => id)),
  );
});
