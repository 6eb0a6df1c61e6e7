import { FareboxError, newId, parseCredits } from '@farebox/kit';
import type { Ledger } from '@farebox/ledger';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signUp, testServer } from '../../../../tools/testing/index.ts';
import { stage } from './stage.fixture.ts';
import { statementOf } from './statement.ts';
import { linesOf, readListed } from './statement-lines.ts';
import { statementPage } from './statement-page.ts';

// Histories over three months, in zones whose clocks change within them. What a month should close with is asked of the
// ledger at the month's last millisecond, by the read that writes nothing down; the statement is made long after, when
// expiries have been written late.

let stage_: ReturnType<typeof stage>;
beforeAll(async () => {
  stage_ = stage(await testServer(), signUp);
});
afterAll(() => stage_.close());

const START = Date.UTC(2026, 2, 20);
const MONTHS = ['2026-03', '2026-04', '2026-05'];
const zones = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
];

type Kind = 'paid' | 'promotional' | 'hold' | 'charge' | 'capture' | 'release' | 'refund' | 'revoke';
interface Move {
  kind: Kind;
  amount: bigint;
  nth: number;
  /** Since the move before; and how long a grant or hold lasts, null = for good. */
  waitHours: number;
  lastsHours: number | null;
}

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom<Kind>(
    'paid',
    'promotional',
    'hold',
    'hold',
    'charge',
    'capture',
    'release',
    'refund',
    'revoke',
  ),
  amount: fc.bigInt(1n, 5_000_000n),
  nth: fc.nat(20),
  waitHours: fc.constantFrom(0, 1, 13, 49, 200),
  lastsHours: fc.constantFrom(null, 5, 60, 400),
});

/** A refusal is part of a history; anything else is not. */
const allowed = (error: unknown) => {
  if (!(error instanceof FareboxError)) throw error;
};

async function act(ledger: Ledger, accountId: string, made: Map<string, string[]>, one: Move, now: number) {
  const id = newId();
  const of = (...kinds: string[]) => {
    const all = kinds.flatMap((kind) => made.get(kind) ?? []);
    return all[one.nth % Math.max(1, all.length)] ?? newId();
  };
  const ends = one.lastsHours === null ? undefined : new Date(now + one.lastsHours * 3_600_000);
  const grant = { id, accountId, amount: one.amount, expiresAt: ends };
  const acts: Record<Kind, () => Promise<unknown>> = {
    paid: () => ledger.grant({ ...grant, category: 'paid', reason: 'purchase' }),
    promotional: () => ledger.grant({ ...grant, category: 'promotional', reason: 'invite' }),
    hold: () => ledger.hold({ id, accountId, amount: one.amount, expiresInSeconds: (one.lastsHours ?? 700) * 3600 }),
    charge: () => ledger.charge({ id, accountId, amount: one.amount, usage: { model: `m${one.nth % 3}` } }),
    capture: () => ledger.capture({ id, accountId, holdId: of('hold'), amount: one.amount }),
    release: () => ledger.release({ id, accountId, holdId: of('hold') }),
    refund: () => ledger.refund({ id, accountId, transactionId: of('charge', 'capture') }),
    revoke: () => ledger.revoke({ id, accountId, grantId: of('paid', 'promotional') }),
  };
  await acts[one.kind]().then(() => made.set(one.kind, [...(made.get(one.kind) ?? []), id]), allowed);
}

/** The month that a moment lies in, by Node's own calendar. */
function monthIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('sv', { timeZone: zone, year: 'numeric', month: '2-digit' }).format(at);
}

/** The first millisecond of a month, found by halving. */
function startOf(month: string, zone: string): number {
  let [low, high] = [Date.parse(`${month}-01`) - 48 * 3_600_000, Date.parse(`${month}-01`) + 48 * 3_600_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (monthIn(zone, middle) < month) low = middle;
    else high = middle;
  }
  return high;
}

type Seen = { total: bigint; debt: bigint };

async function play(accountId: string, zone: string, moves: Move[]): Promise<Map<string, Seen>> {
  const { ledger } = stage_.deps;
  const edges = ['2026-04', '2026-05', '2026-06'].map((month) => startOf(month, zone));
  const closings = new Map<string, Seen>();
  const made = new Map<string, string[]>();
  let now = START;
  const goTo = async (at: number) => {
    for (const [index, edge] of edges.entries()) {
      if (edge <= now || edge > at) continue;
      await stage_.setTime(new Date(edge - 1).toISOString());
      const balance = await ledger.balance(accountId);
      closings.set(MONTHS[index] as string, {
        total: (balance?.available ?? 0n) + (balance?.held ?? 0n),
        debt: balance?.debt ?? 0n,
      });
    }
    now = at;
    await stage_.setTime(new Date(at).toISOString());
  };
  await goTo(START);
  await ledger.openAccount({ id: accountId, timeZone: zone });
  for (const one of moves) {
    await goTo(now + one.waitHours * 3_600_000);
    await act(ledger, accountId, made, one, now);
  }
  await goTo(Math.max(now, Date.UTC(2026, 6, 20)));
  return closings;
}

async function everyMovement(accountId: string, month: string) {
  const pages = [await statementPage(stage_.deps, accountId, month, { limit: 7 })];
  for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor ?? null) {
    pages.push(await statementPage(stage_.deps, accountId, month, { limit: 7, cursor }));
  }
  return { statement: pages[0] as (typeof pages)[number], movements: pages.flatMap(({ data }) => data) };
}

const micro = (text: string) => parseCredits(text) as bigint;

it('opening + movements = closing = what the ledger said at the end of each month', { timeout: 120_000 }, async () => {
  const histories = fc.array(move, { minLength: 5, maxLength: 45 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...zones), histories, async (zone, moves) => {
      const accountId = newId();
      const closings = await play(accountId, zone, moves);
      let before: Seen = { total: 0n, debt: 0n };
      for (const month of MONTHS) {
        const { statement, movements } = await everyMovement(accountId, month);
        expect(movements).toHaveLength(statement.movements);
        expect({ total: micro(statement.opening.total), debt: micro(statement.opening.debt) }).toEqual(before);
        let at = before;
        for (const one of movements) {
          expect(monthIn(zone, Date.parse(one.at))).toBe(month);
          at = { total: at.total + micro(one.change), debt: at.debt + micro(one.debtChange) };
          expect({ total: micro(one.balanceAfter), debt: micro(one.debtAfter) }).toEqual(at);
        }
        expect(at).toEqual(closings.get(month));
        expect({ total: micro(statement.closing.total), debt: micro(statement.closing.debt) }).toEqual(at);
        const { statement: figures, more } = await statementOf(stage_.deps, accountId, month, readListed);
        const last = linesOf(more, figures, 'en').at(-1)?.balanceAfter ?? before.total;
        expect(last).toBe(at.total);
        before = at;
      }
    }),
    { numRuns: 60 },
  );
});
