import type {
  Allowance,
  Balance,
  Budget,
  BudgetRow,
  Capture,
  Charge,
  EntryRow,
  Grant,
  GrantRow,
  Hold,
  HoldRow,
  Posted,
  Refund,
  Release,
  Revoke,
  TransactionKind,
  TransactionRow,
} from './operations.ts';

export interface Page<Row> {
  rows: Row[];
  /** Give back as `before` for the next page; null at the end. */
  next: bigint | null;
}

/**
 * Everything that moves or tells of credits. Operations are coalesced into batches; each settles on its own.
 * A refusal is a `FareboxError` with one of the codes in errors.ts; of these, `outcome_unknown` says neither yes nor
 * no and is to be asked again with the same id. Any other rejection says that the database kept nothing of it.
 */
export interface Ledger {
  openAccount(input: { id: string; timeZone?: string; cap?: bigint }): Promise<void>;
  setAccount(input: { id: string; timeZone?: string; cap?: bigint; status?: Balance['status'] }): Promise<void>;

  hold(input: Hold): Promise<Posted>;
  capture(input: Capture): Promise<Posted>;
  release(input: Release): Promise<Posted>;
  charge(input: Charge): Promise<Posted>;
  grant(input: Grant): Promise<Posted>;
  refund(input: Refund): Promise<Posted>;
  revoke(input: Revoke): Promise<Posted>;

  setBudget(input: Budget): Promise<void>;
  removeBudget(input: { id: string; accountId: string }): Promise<void>;
  setAllowance(input: Allowance): Promise<void>;
  endAllowance(input: { id: string; accountId: string }): Promise<void>;

  /** As if the sweeper had just run. Null when there is no such account. */
  balance(accountId: string): Promise<Balance | null>;
  balanceAt(accountId: string, at: Date): Promise<{ available: bigint; held: bigint }>;
  /** The account's spend limits and how much of each is used, as if the sweeper had just run. */
  budgets(accountId: string): Promise<BudgetRow[]>;
  /** Live grants in the order in which they burn. */
  grants(accountId: string): Promise<GrantRow[]>;
  findHold(id: string): Promise<HoldRow | null>;
  findTransaction(id: string): Promise<(TransactionRow & { accountId: string }) | null>;
  entries(transactionId: string): Promise<EntryRow[]>;
  /** Newest first. */
  history(
    accountId: string,
    page: { before?: bigint; limit: number; kinds?: TransactionKind[] },
  ): Promise<Page<TransactionRow>>;

  /** Applies what time has brought (expiry, allowances, day changes) to at most `limit` accounts; the number done. */
  sweep(limit?: number): Promise<number>;
  /** For /metrics and /readyz. */
  health(): { queued: number; inFlight: number; lanesConnected: number };
  close(): Promise<void>;
}
