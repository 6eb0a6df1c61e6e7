import { derivedId, type FareboxError } from '@farebox/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import { Model, type Outcome } from '../test/model.ts';
import { asking, type Command, changed, type Move, moves, resolve, send } from '../test/model-commands.ts';
import { type Ledger, type Posted, verify } from './index.ts';

const START = Date.UTC(2026, 2, 2, 20);
const CAP = 5_000n;
/** So that a failure is told, as small as it got by then, before the test is stopped. */
const TIME_LIMIT_MS = 60_000;

let database: LedgerDatabase;
let ledger: Ledger;
let second: Ledger;
let run = 0;
beforeAll(async () => {
  database = await ledgerDatabase();
  ledger = database.ledger;
  second = await database.another();
});
afterAll(() => database.close());

/** Every run has an account of its own, and the same ids when it is played again. */
interface Play {
  model: Model;
  accountId: string;
  asked: { id: string; command: Command }[];
  newId(): string;
}

async function play(): Promise<Play> {
  const scope = String(run++);
  const accountId = derivedId('account', scope);
  const model = new Model(START);
  model.cap = CAP;
  await database.setClock(new Date(START));
  await ledger.openAccount({ id: accountId, cap: CAP });
  const asked: Play['asked'] = [];
  return { model, accountId, asked, newId: () => derivedId(scope, String(asked.length)) };
}

type Answer = Outcome & { posted?: Posted };

async function answerOf(asked: Promise<Posted>): Promise<Answer> {
  return asked.then(
    (posted) => {
      const { amount, returned, uncollected } = posted;
      return { code: 'ok', amount, returned, uncollected, posted };
    },
    (error: FareboxError) => ({ code: error.code ?? error.message }),
  );
}

/** Asks both and compares; what the account has must be the same too. */
async function ask({ model, accountId }: Play, id: string, command: Command): Promise<void> {
  const before = model.answers.get(id)?.outcome.code === 'ok';
  const { posted, ...answer } = await answerOf(send(ledger, accountId, id, command));
  expect(answer).toEqual(model.answer(id, command));
  if (posted) expect(posted.replayed).toBe(before);
  if (posted && !posted.replayed) {
    const { available, held, debt } = posted;
    expect({ available, held, debt }).toEqual({ available: model.available, held: model.held, debt: model.debt });
  }
  await compareGrants(model, accountId);
}

async function compareGrants(model: Model, accountId: string): Promise<void> {
  const { rows } = await database.owner.query(
    `select granted, available, held, spent, expired, revoked, owed from "grant" where account_id = $1
     order by created_at, priority, expires_at, category, id`,
    [accountId],
  );
  const line = (values: bigint[]) => values.join('/');
  const found = rows.map((row) => line(Object.values(row))).sort();
  const wanted = model.grants.map((grant) => {
    const { granted, available, held, spent, expired, revoked, owed } = grant;
    return line([granted, available, held, spent, expired, revoked, owed]);
  });
  expect(found).toEqual(wanted.sort());
}

const watched = (whole: boolean) =>
  whole ? ({ subject: 'account', subjectId: '' } as const) : ({ subject: 'feature', subjectId: 'chat' } as const);

async function step(game: Play, move: Move): Promise<void> {
  const { model, accountId, asked } = game;
  const budget = { id: derivedId(accountId, 'budget'), accountId };
  const allowance = { id: derivedId(accountId, 'allowance'), accountId, rule: 'daily', period: 'day' } as const;
  switch (move.do) {
    case 'ask': {
      const one = { id: game.newId(), command: resolve(move.command, move.nth, asked, model.now) };
      asked.push(one);
      return ask(game, one.id, one.command);
    }
    case 'again':
    case 'other': {
      const one = asked[move.nth % asked.length];
      return one && ask(game, one.id, move.do === 'again' ? one.command : changed(one.command));
    }
    case 'wait':
      model.wait(move.minutes * 60_000);
      return database.setClock(new Date(model.now));
    case 'sweep':
      model.sweep();
      return void (await ledger.sweep(1000));
    case 'budget':
      model.limit = move.limit;
      model.limitsWhole = move.whole;
      if (move.limit === null) return ledger.removeBudget(budget);
      return ledger.setBudget({ ...budget, ...watched(move.whole), period: 'day', limit: move.limit });
    case 'allowance':
      model.setAllowance(allowance.id, move.amount);
      return ledger.setAllowance({ ...allowance, amount: move.amount });
  }
}

test('one by one, in any order, over any time: the ledger does what the model does', async () => {
  const property = fc.asyncProperty(fc.array(moves, { maxLength: 45, size: 'max' }), async (list) => {
    const game = await play();
    for (const move of list) {
      await step(game, move);
      const asIfSwept = game.model.clone();
      asIfSwept.giveAllowance();
      const { available, held, debt } = asIfSwept;
      expect(await ledger.balance(game.accountId)).toMatchObject({ available, held, debt });
    }
  });
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: TIME_LIMIT_MS });
  expect(await verify(database.owner)).toEqual([]);
}, 120_000);

/** What was done, in the order in which the ledger did it. */
async function doneInOrder(accountId: string): Promise<string[]> {
  const { rows } = await database.owner.query('select id from transaction where account_id = $1 order by seq', [
    accountId,
  ]);
  return rows.map((row) => row.id);
}

test('all at once from two processes: there is an order in which the model does the same', async () => {
  const property = fc.asyncProperty(
    fc.bigInt(0n, 2000n),
    fc.array(fc.tuple(asking, fc.boolean()), { maxLength: 40, size: 'max' }),
    async (funds, list) => {
      const game = await play();
      const { model, accountId, asked } = game;
      const drafts = list.map(([move]) => move as Extract<Move, { do: 'ask' }>);
      for (const { command } of drafts) asked.push({ id: game.newId(), command });
      drafts.forEach(({ command, nth }, at) => {
        asked[at] = { id: asked[at]?.id as string, command: resolve(command, nth, asked, model.now) };
      });
      const first = { kind: 'grant', amount: funds + 1n, category: 'paid', priority: 50, minutes: null } as const;
      await ask(game, derivedId(accountId, 'funds'), first);

      const answers = await Promise.all(
        asked.map(async ({ id, command }, at) => {
          const twice = list[at]?.[1] ? [ledger, second] : [at % 2 ? second : ledger];
          const [answer, other] = await Promise.all(twice.map((one) => answerOf(send(one, accountId, id, command))));
          return { id, command, answer: answer as Answer, other };
        }),
      );
      const refused = answers.filter(({ answer }) => answer.code !== 'ok');
      const possible = () =>
        refused.filter(({ id, command, answer }) => model.clone().answer(id, command).code === answer.code);
      const explained = new Set(possible());
      for (const id of (await doneInOrder(accountId)).slice(1)) {
        const { command, answer, other } = answers.find((one) => one.id === id) as (typeof answers)[number];
        const { posted, ...told } = answer.posted ? answer : (other as Answer);
        expect(told).toEqual(model.answer(id, command));
        expect(posted).toMatchObject({ available: model.available, held: model.held, debt: model.debt });
        for (const one of possible()) explained.add(one);
      }
      const done = answers.filter(({ id }) => model.answers.get(id)?.outcome.code === 'ok');
      expect(done.length + explained.size).toBeGreaterThanOrEqual(answers.length);
      await compareGrants(model, accountId);
    },
  );
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: TIME_LIMIT_MS });
  expect(await verify(database.owner)).toEqual([]);
}, 120_000);
