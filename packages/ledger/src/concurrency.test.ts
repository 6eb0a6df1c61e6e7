import { newId } from '@farebox/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import { type Answer, inProcesses, type Step } from '../test/processes.ts';
import { randomOf } from '../test/random.ts';
import { type Ledger, verify } from './index.ts';

const PROCESSES = 4;
const CHAINS = 400;
const FUNDS = 4_000n;

let database: LedgerDatabase;
let ledger: Ledger;
let ledgers: Ledger[];
beforeAll(async () => {
  database = await ledgerDatabase();
  ledger = database.ledger;
  ledgers = [ledger, ...(await Promise.all([database.another(), database.another(), database.another()]))];
});
afterAll(() => database.close());

async function account(funds: bigint): Promise<string> {
  const id = newId();
  await ledger.openAccount({ id });
  for (const part of [1n, 2n, 3n, 4n]) {
    await ledger.grant({ id: newId(), accountId: id, amount: funds / 4n, category: 'paid', priority: Number(part) });
  }
  return id;
}

async function accepted(asked: Promise<unknown>[]): Promise<number> {
  const answers = await Promise.allSettled(asked);
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'insufficient_credits' });
  }
  return answers.filter((answer) => answer.status === 'fulfilled').length;
}

test('20 holds of 75 at once on 500 credits: exactly 6', async () => {
  const id = await account(500n);
  const holds = Array.from({ length: 20 }, (_, at) =>
    (ledgers[at % PROCESSES] as Ledger).hold({ id: newId(), accountId: id, amount: 75n }),
  );
  expect(await accepted(holds)).toBe(6);
  expect(await ledger.balance(id)).toMatchObject({ available: 50n, held: 450n });
});

test('200 charges at once with funds for one: exactly one', async () => {
  const id = await account(100n);
  const charges = Array.from({ length: 200 }, (_, at) =>
    (ledgers[at % PROCESSES] as Ledger).charge({ id: newId(), accountId: id, amount: 60n }),
  );
  expect(await accepted(charges)).toBe(1);
  expect(await ledger.balance(id)).toMatchObject({ available: 40n, spent: 60n });
});

/** One piece of work on some account; `variant` makes another request under the same ids of one chain in four. */
function chain(accounts: string[], seed: number, ids: string[], variant: number): Step[] {
  const random = randomOf(seed);
  const accountId = accounts[random.below(accounts.length)] as string;
  const other = seed % 4 === 0 ? BigInt(variant) : 0n;
  const amount = BigInt(1 + random.below(400)) + other;
  const [first = '', second = ''] = ids;
  const usage = { feature: `f${random.below(3)}` };
  const hold: Step = { kind: 'hold', input: { id: first, accountId, amount, feature: 'chat' } };
  const charge: Step = { kind: 'charge', input: { id: first, accountId, amount, usage } };
  const taken = BigInt(random.below(500));
  switch (random.below(6)) {
    case 0:
      return [charge];
    case 1:
      return [charge, { kind: 'refund', input: { id: second, accountId, transactionId: first } }];
    case 2:
      return [hold, { kind: 'release', input: { id: second, accountId, holdId: first } }];
    case 3:
      return [{ kind: 'grant', input: { id: first, accountId, amount: amount / 4n + 1n, category: 'promotional' } }];
    default:
      return [hold, { kind: 'capture', input: { id: second, accountId, holdId: first, amount: taken, usage } }];
  }
}

const text = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));

/** By request: what it was answered, told apart only by whether it was the first time. */
function byRequest(answers: Answer[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { kind, input, code, posted } of answers) {
    const request = text({ kind, input });
    const answer = text({ code, posted: posted && { ...posted, replayed: undefined } });
    found.set(request, (found.get(request) ?? new Set()).add(answer));
  }
  return found;
}

const effects: Record<Step['kind'], bigint> = {
  charge: -1n,
  capture: -1n,
  grant: 1n,
  refund: 1n,
  hold: 0n,
  release: 0n,
  revoke: 0n,
};

test('four processes, three accounts, the same keys: one answer each, nothing lost, nothing twice', async () => {
  const accounts = await Promise.all([account(FUNDS), account(FUNDS), account(FUNDS)]);
  const ids = Array.from({ length: CHAINS }, () => [newId(), newId()]);
  const jobs = Array.from({ length: PROCESSES }, (_, process) => ({
    url: database.url,
    chains: randomOf(process).shuffle(ids.map((pair, seed) => chain(accounts, seed, pair, process % 2))),
  }));
  const answers = (await inProcesses(jobs)).flat();

  const codes = new Set(answers.map((answer) => answer.code));
  for (const code of codes)
    expect(['ok', 'insufficient_credits', 'idempotency_mismatch', 'not_refundable']).toContain(code);
  expect(codes).toContain('insufficient_credits');
  expect(codes).toContain('idempotency_mismatch');
  for (const [request, told] of byRequest(answers)) expect([...told], request).toHaveLength(1);

  const done = answers.filter((answer) => answer.posted && !answer.posted.replayed);
  expect(new Set(done.map((answer) => answer.input.id)).size).toBe(done.length);
  expect(new Set(answers.filter((answer) => answer.posted).map((answer) => answer.input.id)).size).toBe(done.length);
  for (const id of accounts) {
    const own = done.filter((answer) => answer.input.accountId === id);
    const sum = own.reduce((total, { kind, posted }) => total + effects[kind] * (posted?.amount ?? 0n), FUNDS);
    expect(await ledger.balance(id)).toMatchObject({ available: sum, held: 0n });
  }
  expect(await verify(database.owner)).toEqual([]);
}, 60_000);
