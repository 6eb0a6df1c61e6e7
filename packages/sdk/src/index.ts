export { fromMicro, toMicro } from './credits.ts';
export type { Attempt, MockpayAct } from './customer.ts';
export { FareboxApiError } from './error.ts';
export { createFarebox, type Farebox } from './farebox.ts';
export { attemptId } from './id.ts';
export type { CaptureInput, ChargeInput, GrantInput, HoldInput, RefundInput, Worked } from './service.ts';
export type { FareboxOptions } from './transport.ts';
export type {
  Account,
  ApiKey,
  Captured,
  Checkout,
  CreatedApiKey,
  Grant,
  Hold,
  Me,
  Order,
  OrderStatus,
  PageQuery,
  Price,
  Receipt,
  ServerConfig,
  Session,
  Stats,
  Summary,
  Transaction,
  TransactionExplained,
  TransactionKind,
  TransactionQuery,
  UsageGroup,
  UsageQuery,
  UsageReport,
  UsageRow,
  UsageTotals,
} from './wire.ts';
