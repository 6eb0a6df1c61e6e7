import type { components, operations } from './schema.gen.ts';

// What travels, by our names for it. Credits and money are decimal strings (read them with `toMicro`, never with a
// float), times are ISO 8601 in UTC, ids are UUIDs. Generated from the server's own document.

type Schemas = components['schemas'];
type Answer<Name extends keyof operations, Status extends number = 200> = operations[Name] extends {
  responses: Record<Status, { content: { 'application/json': infer Body } }>;
}
  ? Body
  : never;

export type ServerConfig = Schemas['PublicConfig'];
export type Me = Schemas['Me'];
export type Session = Answer<'getSession'>;
export type Summary = Schemas['BillingSummary'];
export type Grant = Schemas['Grant'];
export type Transaction = Schemas['Transaction'];
export type TransactionExplained = Schemas['TransactionExplained'];
export type TransactionKind = Transaction['kind'];
export type ApiKey = Schemas['ApiKey'];
/** The only answer that ever holds the key itself. */
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type UsageReport = Schemas['UsageReport'];
export type UsageRow = Schemas['UsageRow'];
export type UsageTotals = UsageReport['totals'];
export type UsageGroup = UsageReport['groupBy'][number];
export type Stats = Schemas['Stats'];
export type Receipt = Schemas['Receipt'];
/** Credits per million tokens. */
export type Price = Schemas['Price'];
export type Order = Schemas['Order'];
export type OrderStatus = Order['status'];
export type Checkout = Schemas['Checkout'];
export type Account = Schemas['Account'];
export type Hold = Schemas['HoldPlaced']['hold'];
export type Captured = Schemas['HoldCaptured'];

/** Days as `YYYY-MM-DD` in the account's time zone, both included. */
export interface UsageQuery {
  from: string;
  to: string;
  groupBy: readonly UsageGroup[];
}

export interface PageQuery {
  /** 1-100; 20 by default. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export interface TransactionQuery extends PageQuery {
  kind?: readonly TransactionKind[];
}

/** What one sends to an operation. */
export type BodyOf<Name extends keyof operations> = operations[Name] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
