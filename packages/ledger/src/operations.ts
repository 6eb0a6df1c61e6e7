/**
 * The operations of the ledger as its callers write them. Amounts are micro-credits. Every operation has an
 * `id` (UUID): sent again with the same request it gives the first answer again, with another request it is
 * refused as `idempotency_mismatch`.
 */

export type Category = 'paid' | 'promotional';

/** Above the hold: take what the account has and record the rest as uncollected, or never take more than the hold. */
export type Overrun = 'available' | 'cap';

/** What a charge was for. It becomes the usage record and the daily roll-up, in the same statement as the charge. */
export interface Usage {
  feature?: string;
  model?: string;
  /** The API key that asked; budgets of kind `key` match it. */
  keyId?: string;
  /** The member of a team that asked; budgets of kind `member` match it. */
  memberId?: string;
  inputTokens?: number;
  /** Part of `inputTokens`. */
  cachedInputTokens?: number;
  outputTokens?: number;
  /** Everything else worth keeping: price version, channel, raw usage, duration. */
  details?: Record<string, unknown>;
}

interface Operation {
  id: string;
  accountId: string;
  /** Why, in one word: purchase, subscription, refund, manual, generation, usage, invite, welcome, expiry, dispute. */
  reason?: string;
  metadata?: Record<string, unknown>;
  /** The id was made just now and never sent before: nobody need look for an earlier answer. Never true on a retry. */
  fresh?: boolean;
}

export interface Hold extends Operation {
  amount: bigint;
  /** Seconds until the sweeper gives it back; 900 by default, 30 days at most. */
  expiresInSeconds?: number;
  feature?: string;
  model?: string;
  keyId?: string;
  memberId?: string;
}

export interface Capture extends Operation {
  holdId: string;
  /** What the work really cost; 0 gives everything back. */
  amount: bigint;
  overrun?: Overrun;
  usage?: Usage;
}

export interface Release extends Operation {
  holdId: string;
}

export interface Charge extends Operation {
  amount: bigint;
  usage?: Usage;
}

export interface Grant extends Operation {
  amount: bigint;
  category: Category;
  /** Lower burns first; 50 by default. */
  priority?: number;
  /** An order among grants that are alike; not in the future. Now by default. */
  effectiveAt?: Date;
  expiresAt?: Date;
  /** True for what was paid already: credited even above the account's balance cap. */
  overCap?: boolean;
  /** What it stands for outside: an order, a payment, an invite. */
  reference?: string;
}

export interface Refund extends Operation {
  /** The charge or capture that is given back. */
  transactionId: string;
  /** Whole remainder by default. */
  amount?: bigint;
}

export interface Revoke extends Operation {
  grantId: string;
  /** What is left of the grant's own size by default. */
  amount?: bigint;
  /** Of what is no longer there: becomes debt (default), or is left alone, and less is taken. */
  shortfall?: 'debt' | 'leave';
}

/** The answer to every operation: the transaction that was written and the account just after it. */
export interface Posted {
  /** The transaction's id: that of the operation (a hold and a grant share it). */
  id: string;
  /** What moved: held, captured (without what was uncollected), charged, granted, refunded, revoked. */
  amount: bigint;
  /** Given back by a capture or release. */
  returned: bigint;
  /** Above the hold and above what the account had: recorded, not taken. Or for a revoke, what became debt. */
  uncollected: bigint;
  available: bigint;
  held: bigint;
  debt: bigint;
  /** True when this is the first answer given again. */
  replayed: boolean;
}

export interface Balance {
  accountId: string;
  available: bigint;
  held: bigint;
  debt: bigint;
  /** Lifetime sums. */
  granted: bigint;
  spent: bigint;
  cap: bigint;
  timeZone: string;
  status: 'active' | 'frozen' | 'closed';
}

export interface GrantRow {
  id: string;
  source: string;
  category: Category;
  priority: number;
  granted: bigint;
  available: bigint;
  held: bigint;
  spent: bigint;
  expired: bigint;
  revoked: bigint;
  effectiveAt: Date;
  expiresAt: Date | null;
  reference: string | null;
}

export interface HoldRow {
  id: string;
  accountId: string;
  amount: bigint;
  status: 'open' | 'captured' | 'released' | 'expired';
  captured: bigint;
  uncollected: bigint;
  createdAt: Date;
  expiresAt: Date;
  settledAt: Date | null;
}

export type TransactionKind = 'grant' | 'hold' | 'capture' | 'release' | 'charge' | 'refund' | 'revoke' | 'expire';

export interface TransactionRow {
  id: string;
  kind: TransactionKind;
  reason: string;
  /** Never negative; the kind tells the direction. */
  amount: bigint;
  returned: bigint;
  uncollected: bigint;
  availableAfter: bigint;
  heldAfter: bigint;
  /** The hold of a capture or release, the transaction of a refund, the grant of a revoke or expiry. */
  reference: string | null;
  metadata: Record<string, unknown>;
  createdAt: Date;
  /** For keyset paging: rises within an account. */
  seq: bigint;
}

export interface EntryRow {
  transactionId: string;
  grantId: string;
  from: Bucket;
  to: Bucket;
  amount: bigint;
}

export type Bucket = 'issued' | 'available' | 'held' | 'spent' | 'expired' | 'revoked';

export type BudgetSubject = 'key' | 'member' | 'feature' | 'model' | 'account';
export type BudgetPeriod = 'day' | 'month' | 'total';

export interface Budget {
  id: string;
  accountId: string;
  subject: BudgetSubject;
  /** The key, member, feature or model; of no meaning when the whole account is watched. */
  subjectId: string;
  period: BudgetPeriod;
  limit: bigint;
}

/** A spend limit as it stands now. */
export interface BudgetRow {
  id: string;
  subject: BudgetSubject;
  subjectId: string;
  period: BudgetPeriod;
  limit: bigint;
  /** Spent in the running period, and held. */
  used: bigint;
  /** When the period ends; null = never. */
  resetsAt: Date | null;
}

export interface Allowance {
  id: string;
  accountId: string;
  /** Its name among the account's rules, such as `daily` or a plan's id. */
  rule: string;
  amount: bigint;
  period: 'day' | 'month';
  /** Day of the month on which a monthly period begins (1-31; the last day in shorter months). */
  anchorDay?: number;
  priority?: number;
  category?: Category;
  startsAt?: Date;
  endsAt?: Date | null;
}
