import { FareboxError, formatCredits, newId } from '@farebox/kit';
import { expect, test } from 'vitest';
import type { Balance, Posted } from '../src/index.ts';
import { type CaseLine, parseCases } from './case-line.ts';
import { idOf, perform, type Scene } from './case-verbs.ts';
import type { LedgerDatabase } from './ledger-database.ts';

const START = new Date('2026-03-02T12:00:00Z');

/**
 * A table of cases as two tests, whose answers must be the same: one where the sweeper runs before every line, and
 * one where it never does. A table begins with the account `A` in UTC.
 */
export function cases(database: () => LedgerDatabase, name: string, table: string): void {
  test.each(['swept', 'lazy'] as const)(`${name} (%s)`, async (mode) => {
    const { ledger, setClock } = database();
    const scene: Scene = { ledger, scope: newId(), account: 'A', now: START, setClock };
    const seen: { at: Date; account: string; balance: Balance }[] = [];
    await setClock(START);
    await ledger.openAccount({ id: idOf(scene, 'A') });
    for (const line of parseCases(table)) {
      if (mode === 'swept') await sweepAndCompare(scene, line);
      await expectAnswer(scene, line);
      const balance = await expectBalance(scene, line);
      seen.push({ at: scene.now, account: balance.accountId, balance });
      await expectGrants(database(), scene, line);
    }
    // What an allowance brings counts from the moment it is given, so the past of its accounts can look poorer.
    if (!table.includes('allowance')) await expectRemembered(scene, seen);
  });
}

/** Reading a balance shows it as the sweeper is about to make it. */
async function sweepAndCompare(scene: Scene, line: CaseLine): Promise<void> {
  const before = await scene.ledger.balance(idOf(scene, scene.account));
  await scene.ledger.sweep();
  expect(await scene.ledger.balance(idOf(scene, scene.account)), `before: ${line.text}`).toEqual(before);
}

async function expectAnswer(scene: Scene, line: CaseLine): Promise<void> {
  let answer: Posted | undefined;
  try {
    answer = await perform(scene, line);
  } catch (error) {
    if (!(error instanceof FareboxError)) throw new Error(`Failed: ${line.text}`, { cause: error });
    expect(error.code, line.text).toBe(line.answer);
    for (const [key, value] of line.evidence) expect([value, formatted(value)]).toContain(error.details[key]);
    return;
  }
  expect(answer ? (answer.replayed ? 'ok again' : 'ok') : '', line.text).toBe(line.answer);
  if (answer) expectPosted(answer, line);
}

function formatted(value: string): string {
  return /^\d+$/.test(value) ? formatCredits(BigInt(value)) : value;
}

/** `amount` is what was asked unless the line says otherwise; so are the others 0. */
function expectPosted(answer: Posted, line: CaseLine): void {
  const asked = line.words[line.verb === 'capture' || line.verb === 'refund' || line.verb === 'revoke' ? 2 : 1];
  const told = (key: string) => line.evidence.get(key);
  const amount = told('amount') ?? (line.verb === 'release' ? undefined : asked);
  if (amount !== undefined) expect(answer.amount, line.text).toBe(BigInt(amount));
  if (told('returned') !== undefined) expect(answer.returned, line.text).toBe(BigInt(told('returned') as string));
  expect(answer.uncollected, line.text).toBe(BigInt(told('uncollected') ?? 0));
  const [available, held, debt] = line.balances;
  if (answer.replayed) return;
  if (available !== undefined) expect(answer.available, line.text).toBe(available);
  if (held !== undefined) expect(answer.held, line.text).toBe(held);
  if (debt !== undefined) expect(answer.debt, line.text).toBe(debt);
}

async function expectBalance(scene: Scene, line: CaseLine): Promise<Balance> {
  const balance = (await scene.ledger.balance(idOf(scene, scene.account))) as Balance;
  const found = [balance.available, balance.held, balance.debt].slice(0, line.balances.length);
  expect(found.join('/'), line.text).toBe(line.balances.join('/'));
  return balance;
}

const COLUMNS = 'available, held, spent, expired, revoked, owed';

async function expectGrants(database: LedgerDatabase, scene: Scene, line: CaseLine): Promise<void> {
  for (const [name, buckets] of line.grants) {
    const query = {
      text: `select ${COLUMNS} from "grant" where id = $1`,
      values: [idOf(scene, name)],
      rowMode: 'array',
    };
    const { rows } = await database.owner.query<bigint[]>({ ...query, rowMode: 'array' });
    expect(`${name}=${rows[0]?.slice(0, buckets.length).join('/')}`, line.text).toBe(`${name}=${buckets.join('/')}`);
  }
}

/** What was seen at a moment is what the ledger tells of that moment ever after. */
async function expectRemembered(scene: Scene, seen: { at: Date; account: string; balance: Balance }[]): Promise<void> {
  const last = new Map(seen.map((one) => [`${one.account} ${one.at.toISOString()}`, one]));
  for (const { at, account, balance } of last.values()) {
    const { available, held } = balance;
    expect(await scene.ledger.balanceAt(account, at), `at ${at.toISOString()}`).toEqual({ available, held });
  }
}
