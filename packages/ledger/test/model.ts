import type { Command } from './model-commands.ts';
import { giveBack, type ModelGrant, newGrant, type Part, takeFrom } from './model-grants.ts';

/** What an operation must be answered; `code` alone for a refusal. */
export interface Outcome {
  code: string;
  amount?: bigint;
  returned?: bigint;
  uncollected?: bigint;
}

interface ModelHold {
  amount: bigint;
  status: 'open' | 'captured' | 'released' | 'expired';
  parts: Part[];
  expiresAt: number;
  feature: string;
}

interface ModelSpend {
  amount: bigint;
  refunded: bigint;
  parts: Part[];
  feature: string;
  day: number;
}

const DAY_MS = 86_400_000;
const ok = (amount: bigint, returned = 0n, uncollected = 0n): Outcome => ({
  code: 'ok',
  amount,
  returned,
  uncollected,
});
const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n);

/** The rules of the ledger for one account in UTC, written down as plainly as can be: lists, walked from end to end. */
export class Model {
  now: number;
  grants: ModelGrant[] = [];
  holds = new Map<string, ModelHold>();
  spends = new Map<string, ModelSpend>();
  answers = new Map<string, { request: string; outcome: Outcome; at: number }>();
  /** What the feature `chat`, or the whole account, may spend a day; null = no budget. */
  limit: bigint | null = null;
  limitsWhole = false;
  allowance: { id: string; amount: bigint; given: Set<number> } | null = null;
  cap = 5_000n;

  constructor(now: number) {
    this.now = now;
  }

  get available(): bigint {
    return sum(this.grants.map((grant) => grant.available));
  }
  get held(): bigint {
    return sum(this.grants.map((grant) => grant.held));
  }
  get debt(): bigint {
    return sum(this.grants.map((grant) => grant.owed));
  }

  clone(): Model {
    return Object.assign(new Model(this.now), structuredClone({ ...this }));
  }

  wait(milliseconds: number): void {
    this.now += milliseconds;
    const ended = [...this.holds.values()].filter((hold) => hold.status === 'open' && hold.expiresAt <= this.now);
    for (const hold of ended) {
      hold.status = 'expired';
      giveBack(this.grants, hold.parts, 'held', hold.expiresAt);
    }
    for (const grant of this.grants) {
      if (grant.expiresAt > this.now) continue;
      grant.expired += grant.available;
      grant.available = 0n;
    }
  }

  /** The sweeper forgets refusals of more than a day ago. */
  sweep(): void {
    this.giveAllowance();
    for (const [id, { outcome, at }] of this.answers) {
      if (outcome.code !== 'ok' && at < this.now - DAY_MS) this.answers.delete(id);
    }
  }

  setAllowance(id: string, amount: bigint): void {
    this.giveAllowance();
    this.allowance = { id, amount, given: this.allowance?.given ?? new Set() };
    this.giveAllowance();
  }

  /** When somebody comes: a day on which nobody did is not made up for. */
  giveAllowance(): void {
    const day = Math.floor(this.now / DAY_MS);
    if (!this.allowance || this.allowance.given.has(day)) return;
    this.allowance.given.add(day);
    const { id, amount } = this.allowance;
    const expiresAt = (day + 1) * DAY_MS;
    const date = new Date(this.now).toISOString().slice(0, 10);
    this.grants.push(
      newGrant({ id: `${id} ${date}`, amount, category: 'promotional', priority: 10, expiresAt, now: this.now }),
    );
  }

  /** The answer to an operation; the same id gives the first answer, or a mismatch. */
  answer(id: string, command: Command): Outcome {
    this.giveAllowance();
    const request = JSON.stringify(command, (_, part) => (typeof part === 'bigint' ? String(part) : part));
    const before = this.answers.get(id);
    if (before) return before.request === request ? before.outcome : { code: 'idempotency_mismatch' };
    const outcome = this.decide(id, command);
    if (!/_not_found$|^invalid_/.test(outcome.code)) this.answers.set(id, { request, outcome, at: this.now });
    return outcome;
  }

  private decide(id: string, command: Command): Outcome {
    switch (command.kind) {
      case 'grant':
        return this.grant(id, command);
      case 'hold':
        return this.hold(id, command);
      case 'charge':
        return this.charge(id, command);
      case 'capture':
      case 'release':
        return this.settle(id, command);
      case 'refund':
        return this.refund(command);
      case 'revoke':
        return this.revoke(command);
    }
  }

  private grant(id: string, command: Extract<Command, { kind: 'grant' }>): Outcome {
    const { amount, category, priority } = command;
    if (this.available + this.held + amount > this.cap) return { code: 'balance_cap_exceeded' };
    const expiresAt = command.expiresAt ?? Number.POSITIVE_INFINITY;
    const grant = newGrant({ id, amount, category, priority, expiresAt, now: this.now });
    if (category === 'paid') this.payDebt(grant);
    this.grants.push(grant);
    return ok(amount);
  }

  private payDebt(grant: ModelGrant): void {
    const oldest = [...this.grants].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    for (const owing of oldest) {
      const part = owing.owed < grant.available ? owing.owed : grant.available;
      owing.owed -= part;
      grant.available -= part;
      grant.revoked += part;
    }
  }

  /** Why so much may not be taken; null when it may. */
  private refusal(amount: bigint, feature: string): Outcome | null {
    if (amount > this.available) return { code: 'insufficient_credits' };
    const watched = (one: string) => this.limitsWhole || one === 'chat';
    if (!watched(feature) || this.limit === null) return null;
    const today = Math.floor(this.now / DAY_MS);
    const open = [...this.holds.values()].filter((hold) => hold.status === 'open' && watched(hold.feature));
    const spent = [...this.spends.values()].filter((spend) => spend.day === today && watched(spend.feature));
    const used = sum(open.map((hold) => hold.amount)) + sum(spent.map((spend) => spend.amount - spend.refunded));
    return used + amount > this.limit ? { code: 'budget_exceeded' } : null;
  }

  private hold(id: string, { amount, feature, minutes }: Extract<Command, { kind: 'hold' }>): Outcome {
    const refusal = this.refusal(amount, feature);
    if (refusal) return refusal;
    const parts = takeFrom(this.grants, amount, 'held');
    this.holds.set(id, { amount, feature, parts, status: 'open', expiresAt: this.now + minutes * 60_000 });
    return ok(amount);
  }

  private charge(id: string, { amount, feature }: Extract<Command, { kind: 'charge' }>): Outcome {
    const refusal = this.refusal(amount, feature);
    if (refusal) return refusal;
    this.spend(id, takeFrom(this.grants, amount, 'spent'), feature);
    return ok(amount);
  }

  private spend(id: string, parts: Part[], feature: string): void {
    const day = Math.floor(this.now / DAY_MS);
    this.spends.set(id, { amount: sum(parts.map((part) => part.amount)), refunded: 0n, parts, feature, day });
  }

  private settle(id: string, command: Extract<Command, { kind: 'capture' | 'release' }>): Outcome {
    const hold = this.holds.get(command.target);
    if (!hold) return { code: 'hold_not_found' };
    const asked = command.kind === 'capture' ? command.amount : 0n;
    const reaches = command.kind === 'capture' && command.overrun === 'available' && asked > 0n;
    if (hold.status === 'expired' && command.kind === 'capture' && !reaches) return { code: 'hold_expired' };
    if (hold.status !== 'open' && !(hold.status === 'expired' && reaches)) return { code: 'hold_not_open' };

    const set = hold.status === 'open' ? hold.parts : [];
    const held = sum(set.map((part) => part.amount));
    const taken: Part[] = [];
    const back: Part[] = [];
    for (const part of set) {
      const left = asked - sum(taken.map(({ amount }) => amount));
      const used = left < part.amount ? left : part.amount;
      if (used > 0n) taken.push({ grant: part.grant, amount: used });
      if (used < part.amount) back.push({ grant: part.grant, amount: part.amount - used });
    }
    for (const { grant, amount } of taken) this.move(grant, amount);
    giveBack(this.grants, back, 'held', this.now);
    const missing = reaches && asked > held ? asked - held : 0n;
    const more = missing < this.available ? missing : this.available;
    if (more > 0n) taken.push(...takeFrom(this.grants, more, 'spent'));
    hold.status = command.kind === 'capture' ? 'captured' : 'released';
    if (command.kind === 'release') return ok(held, held);
    this.spend(id, taken, hold.feature);
    const captured = sum(taken.map((part) => part.amount));
    return ok(captured, sum(back.map((part) => part.amount)), asked - captured);
  }

  private move(id: string, amount: bigint): void {
    const grant = this.grants.find((one) => one.id === id) as ModelGrant;
    grant.held -= amount;
    grant.spent += amount;
  }

  private refund({ target, amount }: Extract<Command, { kind: 'refund' }>): Outcome {
    const spend = this.spends.get(target);
    if (!spend)
      return { code: this.answers.get(target)?.outcome.code === 'ok' ? 'not_refundable' : 'transaction_not_found' };
    const left = spend.amount - spend.refunded;
    const back = amount ?? left;
    if (back < 1n) return { code: 'not_refundable' };
    if (back > left) return { code: 'refund_exceeds_charge' };
    spend.refunded += back;
    const parts: Part[] = [];
    for (let rest = back; rest > 0n; ) {
      const last = spend.parts.at(-1) as Part;
      const part = last.amount < rest ? last.amount : rest;
      parts.push({ grant: last.grant, amount: part });
      last.amount -= part;
      rest -= part;
      if (last.amount === 0n) spend.parts.pop();
    }
    giveBack(this.grants, parts, 'spent', this.now);
    return ok(back);
  }

  private revoke({ target, amount, shortfall }: Extract<Command, { kind: 'revoke' }>): Outcome {
    const grant = this.grants.find((one) => one.id === target);
    if (!grant) return { code: 'grant_not_found' };
    const most = grant.granted - grant.expired - grant.asked;
    const wanted = amount ?? most;
    const reachable = most < grant.available ? most : grant.available;
    const asked = shortfall === 'leave' && reachable < wanted ? reachable : wanted;
    if (asked < 1n || asked > most) return { code: 'revoke_exceeds_grant' };
    const there = asked < grant.available ? asked : grant.available;
    grant.asked += asked;
    grant.available -= there;
    grant.revoked += there;
    grant.owed += asked - there;
    return ok(asked, 0n, asked - there);
  }
}
