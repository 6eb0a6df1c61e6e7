import { randomUUID } from 'node:crypto';

export type Kind = 'deduct' | 'hold' | 'capture' | 'release' | 'grant' | 'refund' | 'topup';

/** What an answer says was done; micro-credits. */
export interface Effect {
  /** Of the transaction; a hold's and a grant's are their own ids. */
  id: string;
  amount: bigint;
}

/** One operation as the client knows it. */
export interface Line {
  /** The Idempotency-Key of every attempt; of a top-up the payment's id at its provider. */
  key: string;
  kind: Kind;
  accountId: string;
  /** What was asked for; micro-credits. */
  amount: bigint;
  /** The hold that is settled, the charge that is refunded. */
  target: string | null;
  /** Of a hold: how long it lives. */
  seconds: number | undefined;
  /** How often it was sent. */
  attempts: number;
  /** Why the last attempt told nothing. */
  trouble: string;
  /** What came back; null as long as nothing is known. */
  outcome: ({ done: true } & Effect) | { done: false; code: string } | null;
}

/** Something that must not be, with one example. */
export interface Finding {
  check: string;
  example: string;
}

/** What the client wrote down: every operation it asked for, and every answer it was given. */
export class Book {
  readonly lines: Line[] = [];
  /** What the answers alone show to be wrong. */
  readonly findings: Finding[] = [];

  ask(kind: Kind, accountId: string, amount: bigint, more: { target?: string; seconds?: number } = {}): Line {
    const { target = null, seconds } = more;
    const line: Line = {
      key: randomUUID(),
      kind,
      accountId,
      amount,
      target,
      seconds,
      attempts: 0,
      trouble: '',
      outcome: null,
    };
    this.lines.push(line);
    return line;
  }

  /** The first answer settles it; a later one to the same key must say the same. */
  answered(line: Line, outcome: NonNullable<Line['outcome']>): void {
    const first = line.outcome;
    line.outcome ??= outcome;
    if (first && show(first) !== show(outcome)) {
      const example = `${line.kind} ${line.key}: ${show(first)}, then ${show(outcome)}`;
      this.findings.push({ check: 'a retried key got another answer', example });
    }
  }

  /** What the account should have, held credits included, by the answers alone; null when one of them is missing. */
  worth(accountId: string, opening: bigint): bigint | null {
    let sum = opening;
    for (const { accountId: whose, kind, outcome } of this.lines) {
      if (whose !== accountId) continue;
      if (!outcome) return null;
      if (outcome.done) sum += sign[kind] * outcome.amount;
    }
    return sum;
  }
}

const sign: Record<Kind, bigint> = {
  ...{ deduct: -1n, capture: -1n, hold: 0n },
  ...{ grant: 1n, refund: 1n, release: 0n, topup: 1n },
};

function show(outcome: NonNullable<Line['outcome']>): string {
  return outcome.done ? `done ${outcome.id} ${outcome.amount}` : `refused ${outcome.code}`;
}
