import fc from 'fast-check';
import type { Category, Ledger, Overrun, Posted } from '../src/index.ts';

/** An operation as model and ledger understand it; `target` is an id, and a grant's end a moment once it was asked for. */
export type Command =
  | { kind: 'grant'; amount: bigint; category: Category; priority: number; minutes: number | null; expiresAt?: number }
  | { kind: 'hold'; amount: bigint; feature: string; minutes: number }
  | { kind: 'charge'; amount: bigint; feature: string }
  | { kind: 'capture'; target: string; amount: bigint; overrun: Overrun }
  | { kind: 'release'; target: string }
  | { kind: 'refund'; target: string; amount: bigint | null }
  | { kind: 'revoke'; target: string; amount: bigint | null; shortfall: 'debt' | 'leave' };

/** What a run does: operations whose target is the n-th of its kind so far, and what happens around them. */
export type Move =
  | { do: 'ask'; command: Command; nth: number }
  | { do: 'again'; nth: number }
  | { do: 'other'; nth: number }
  | { do: 'wait'; minutes: number }
  | { do: 'sweep' }
  | { do: 'budget'; limit: bigint | null; whole: boolean }
  | { do: 'allowance'; amount: bigint };

const NOBODY = '00000000-0000-8000-8000-000000000001';

const amount = fc.oneof(fc.bigInt(1n, 60n), fc.bigInt(1n, 900n));
const feature = fc.constantFrom('chat', 'draw', '');
const overrun = fc.constantFrom<Overrun>('available', 'cap');
const shortfall = fc.constantFrom('debt', 'leave');
const some = fc.option(amount);
const target = fc.constant('');
const priority = fc.constantFrom(50, 50, 1);
const category = fc.constantFrom<Category>('paid', 'promotional');

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('grant'),
      amount,
      category,
      priority,
      minutes: fc.option(fc.constantFrom(7, 90, 2000)),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('hold'), amount, feature, minutes: fc.constantFrom(5, 15, 600) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('charge'), amount, feature }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('capture'), target, overrun, amount: fc.oneof(amount, fc.constant(0n)) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release'), target }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('refund'), target, amount: some }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('revoke'), target, amount: some, shortfall }) },
) as fc.Arbitrary<Command>;

const nth = fc.nat(40);

/** The kinds of which something can be settled, given back or taken back. */
const targets: Partial<Record<Command['kind'], Command['kind'][]>> = {
  capture: ['hold'],
  release: ['hold'],
  refund: ['charge', 'capture', 'charge', 'hold'],
  revoke: ['grant'],
};

/** Makes a command definite: what it is about, among what was asked, and when a grant ends. */
export function resolve(
  command: Command,
  nth: number,
  asked: { id: string; command: Command }[],
  now: number,
): Command {
  if (command.kind === 'grant') {
    return command.minutes === null ? command : { ...command, expiresAt: now + command.minutes * 60_000 };
  }
  const kinds = targets[command.kind];
  if (!kinds) return command;
  const candidates = asked.filter((one) => kinds.includes(one.command.kind));
  return { ...command, target: candidates[nth % candidates.length]?.id ?? NOBODY } as Command;
}

/** Another request, to be made under the same id. */
export function changed(command: Command): Command {
  if (command.kind === 'release') return { kind: 'capture', target: command.target, amount: 1n, overrun: 'cap' };
  return { ...command, amount: (command.amount ?? 0n) + 1n };
}

export const asking: fc.Arbitrary<Move> = fc.record({ do: fc.constant('ask'), command, nth });

export const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 20, arbitrary: asking },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again'), nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('other'), nth }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(1, 5, 7, 15, 90, 720, 1440) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('budget'),
      limit: fc.option(fc.bigInt(0n, 900n)),
      whole: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('allowance'), amount }) },
) as fc.Arbitrary<Move>;

/** The command as a request to the ledger. */
export function send(ledger: Ledger, accountId: string, id: string, command: Command): Promise<Posted> {
  const base = { id, accountId };
  switch (command.kind) {
    case 'grant': {
      const { amount, category, priority } = command;
      const expiresAt = command.expiresAt === undefined ? undefined : new Date(command.expiresAt);
      return ledger.grant({ ...base, amount, category, priority, expiresAt });
    }
    case 'hold':
      return ledger.hold({
        ...base,
        amount: command.amount,
        feature: command.feature,
        expiresInSeconds: command.minutes * 60,
      });
    case 'charge':
      return ledger.charge({ ...base, amount: command.amount, usage: { feature: command.feature } });
    case 'capture':
      return ledger.capture({ ...base, holdId: command.target, amount: command.amount, overrun: command.overrun });
    case 'release':
      return ledger.release({ ...base, holdId: command.target });
    case 'refund':
      return ledger.refund({ ...base, transactionId: command.target, amount: command.amount ?? undefined });
    case 'revoke':
      return ledger.revoke({
        ...base,
        grantId: command.target,
        amount: command.amount ?? undefined,
        shortfall: command.shortfall,
      });
  }
}
