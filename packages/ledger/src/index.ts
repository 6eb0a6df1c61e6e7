export { setClock } from './clock.ts';
export { createLedger, type LedgerOptions } from './create.ts';
export { errors as ledgerErrors, type LedgerErrorCode, refusal } from './errors.ts';
export { type InstallOptions, installLedger } from './install.ts';
export type { Ledger, Page } from './ledger.ts';
export type {
  Allowance,
  Balance,
  Bucket,
  Budget,
  BudgetPeriod,
  BudgetRow,
  BudgetSubject,
  Capture,
  Category,
  Charge,
  EntryRow,
  Grant,
  GrantRow,
  Hold,
  HoldRow,
  Overrun,
  Posted,
  Refund,
  Release,
  Revoke,
  TransactionKind,
  TransactionRow,
  Usage,
} from './operations.ts';
export { startSweeper } from './sweeper.ts';
export { type Finding, verify } from './verify.ts';
