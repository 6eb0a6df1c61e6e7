import { derivedId } from '@farebox/kit';
import type { BudgetPeriod, BudgetSubject, Category, Ledger, Overrun, Posted } from '../src/index.ts';
import { type CaseLine, parseTime } from './case-line.ts';

/** Where a table of cases stands: its clock, and the account its lines are about. */
export interface Scene {
  ledger: Ledger;
  /** Tells this table's names from those of another. */
  scope: string;
  account: string;
  now: Date;
  setClock(at: Date): Promise<void>;
}

/** A name of the table as an id: the same name is the same id, so a line said twice is a request made twice. */
export function idOf(scene: Scene, name: string): string {
  return derivedId(scene.scope, name);
}

type Verb = (scene: Scene, line: CaseLine) => Promise<Posted | undefined>;

/** What every operation has in common. */
function base(scene: Scene, line: CaseLine) {
  const id = idOf(scene, line.words[0] ?? '');
  return { id, accountId: idOf(scene, scene.account), reason: line.options.get('reason') };
}

function amountOf(word: string | undefined): bigint | undefined {
  return word === undefined ? undefined : BigInt(word);
}

function timeOf(scene: Scene, text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parseTime(text, scene.now);
}

function usageOf(scene: Scene, { options }: CaseLine) {
  const named = (key: string) => (options.has(key) ? idOf(scene, options.get(key) as string) : undefined);
  return {
    feature: options.get('feature'),
    model: options.get('model'),
    keyId: named('key'),
    memberId: named('member'),
  };
}

const SUBJECTS: BudgetSubject[] = ['key', 'member', 'feature', 'model', 'account'];

function budgetOf(scene: Scene, { options, words }: CaseLine) {
  const subject = SUBJECTS.find((one) => options.has(one)) ?? 'key';
  const value = options.get(subject) ?? '';
  const subjectId = subject === 'feature' || subject === 'model' ? value : idOf(scene, value);
  return { subject, subjectId, period: words[1] as BudgetPeriod, limit: BigInt(words[2] ?? '') };
}

const operations: Record<string, Verb> = {
  grant: (scene, line) =>
    scene.ledger.grant({
      ...base(scene, line),
      amount: BigInt(line.words[1] ?? ''),
      category: (line.words[2] ?? 'paid') as Category,
      priority: line.options.has('priority') ? Number(line.options.get('priority')) : undefined,
      expiresAt: timeOf(scene, line.options.get('ends')),
      effectiveAt: timeOf(scene, line.options.get('since')),
      overCap: line.options.has('overcap') || undefined,
    }),
  hold: (scene, line) =>
    scene.ledger.hold({
      ...base(scene, line),
      ...usageOf(scene, line),
      amount: BigInt(line.words[1] ?? ''),
      expiresInSeconds: line.options.has('for') ? Number(line.options.get('for')) : undefined,
    }),
  capture: (scene, line) =>
    scene.ledger.capture({
      ...base(scene, line),
      holdId: idOf(scene, line.words[1] ?? ''),
      amount: BigInt(line.words[2] ?? ''),
      overrun: line.options.get('overrun') as Overrun | undefined,
      usage: usageOf(scene, line),
    }),
  release: (scene, line) => scene.ledger.release({ ...base(scene, line), holdId: idOf(scene, line.words[1] ?? '') }),
  charge: (scene, line) =>
    scene.ledger.charge({ ...base(scene, line), amount: BigInt(line.words[1] ?? ''), usage: usageOf(scene, line) }),
  refund: (scene, line) =>
    scene.ledger.refund({
      ...base(scene, line),
      transactionId: idOf(scene, line.words[1] ?? ''),
      amount: amountOf(line.words[2]),
    }),
  revoke: (scene, line) =>
    scene.ledger.revoke({
      ...base(scene, line),
      grantId: idOf(scene, line.words[1] ?? ''),
      amount: amountOf(line.words[2]),
      shortfall: line.options.get('shortfall') as 'leave' | undefined,
    }),
};

type Setting = (scene: Scene, line: CaseLine) => Promise<unknown>;

const settings: Record<string, Setting> = {
  /** Goes on with this account, opened here when the table names it first. */
  account: (scene, { words, options }) => {
    scene.account = words[0] ?? '';
    const cap = amountOf(options.get('cap'));
    return scene.ledger.openAccount({ id: idOf(scene, scene.account), timeZone: options.get('zone'), cap });
  },
  at: (scene, { words }) => {
    scene.now = parseTime(words[0] ?? '', scene.now);
    return scene.setClock(scene.now);
  },
  set: (scene, { options }) =>
    scene.ledger.setAccount({
      id: idOf(scene, scene.account),
      timeZone: options.get('zone'),
      cap: amountOf(options.get('cap')),
      status: options.get('status') as 'active' | undefined,
    }),
  budget: (scene, line) => scene.ledger.setBudget({ ...base(scene, line), ...budgetOf(scene, line) }),
  unbudget: (scene, line) => scene.ledger.removeBudget(base(scene, line)),
  allowance: (scene, line) =>
    scene.ledger.setAllowance({
      ...base(scene, line),
      rule: line.words[0] ?? '',
      amount: BigInt(line.words[1] ?? ''),
      period: line.words[2] as 'day' | 'month',
      anchorDay: line.options.has('anchor') ? Number(line.options.get('anchor')) : undefined,
      category: line.options.get('category') as Category | undefined,
      startsAt: timeOf(scene, line.options.get('starts')),
      endsAt: timeOf(scene, line.options.get('ends')),
    }),
  end: (scene, line) => scene.ledger.endAllowance(base(scene, line)),
  /** Only a look at what stands in the other columns. */
  see: async () => undefined,
};

/** Does what a line says; the answer, where there is one. Rejects with the refusal. */
export async function perform(scene: Scene, line: CaseLine): Promise<Posted | undefined> {
  const operation = operations[line.verb];
  if (operation) return operation(scene, line);
  const setting = settings[line.verb];
  if (!setting) throw new Error(`No such verb: ${line.text}`);
  await setting(scene, line);
  return undefined;
}
