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
/** What a key may be limited to; null takes a limit away. */
export type KeyLimits = Omit<
  operations['createKey']['requestBody']['content']['application/json'],
  'name' | 'expiresAt'
>;
/** The only answer that ever holds the key itself. */
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type UsageReport = Schemas['UsageReport'];
export type UsageRow = Schemas['UsageRow'];
export type UsageTotals = UsageReport['totals'];
export type UsageGroup = UsageReport['groupBy'][number];
export type UsageRecord = Schemas['UsageRecord'];
export type UsageRecordList = Schemas['UsageRecordList'];
export type Stats = Schemas['Stats'];
export type Receipt = Schemas['Receipt'];
/** Credits per million tokens. */
export type Price = Schemas['Price'];
export type Order = Schemas['Order'];
export type OrderStatus = Order['status'];
export type OrderKind = Order['kind'];
export type Checkout = Schemas['Checkout'];
export type PaymentMethod = ServerConfig['paymentMethods'][number];
export type CheckedDiscount = Schemas['CheckedDiscount'];
export type RedeemedCode = Schemas['RedeemedCode'];
export type StatementMonth = Schemas['StatementMonth'];
export type Plan = Schemas['Plan'];
export type SoldPlan = NonNullable<Schemas['SoldPlan']>;
export type Subscription = Schemas['Subscription'];
export type CurrentSubscription = NonNullable<Schemas['CurrentSubscription']>;
export type SubscriptionOverview = Schemas['SubscriptionOverview'];
export type SubscriptionPeriod = Schemas['SubscriptionPeriod'];
export type AdminOrder = Schemas['AdminOrder'];
export type AdminOrderStory = Schemas['AdminOrderStory'];
export type ProviderEvent = Schemas['ProviderEvent'];
export type ProviderEventWhole = Schemas['ProviderEventWhole'];
export type MoneyBack = Schemas['MoneyBack'];
export type UnmatchedPayment = Schemas['UnmatchedPayment'];
export type EmailAlias = Schemas['EmailAlias'];
export type ReconcileReport = Schemas['ReconcileReport'];
export type ReconcileFinding = Schemas['ReconcileFinding'];
export type ProviderSettings = Schemas['ProviderSettings'];
export type ConnectionTest = Schemas['ConnectionTest'];
export type AdminPlan = Schemas['AdminPlan'];
export type CreatedRedemptionBatch = Schemas['CreatedRedemptionBatch'];
export type RedemptionBatch = Schemas['RedemptionBatch'];
export type Discount = Schemas['Discount'];
export type ChannelHealth = Schemas['ChannelHealth'];
export type ChannelTest = Schemas['ChannelTest'];
/** Decimal credits, only those that there are. */
export type PriceFigures = NonNullable<Schemas['PriceFigures']>;
export type PriceListing = Schemas['PriceListing'];
export type PriceHistoryRow = NonNullable<Schemas['PriceHistoryRow']>;
export type PriceImport = Schemas['PriceImport'];
export type PriceListWish = BodyOf<'importPrices'>;
export type PriceGroup = Schemas['PriceGroup'];
export type Account = Schemas['Account'];
export type Hold = Schemas['HoldPlaced']['hold'];
export type Captured = Schemas['HoldCaptured'];

/** Days as `YYYY-MM-DD` in the account's time zone, both included. */
export interface UsageQuery {
  from: string;
  to: string;
  groupBy: readonly UsageGroup[];
}

/** Single calls; an empty text = those without a model, feature or key. */
export interface UsageRecordsQuery extends PageQuery {
  from?: string;
  to?: string;
  model?: string;
  feature?: string;
  keyId?: string;
}

export interface PageQuery {
  /** 1-100; 20 by default. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export interface OrdersQuery extends PageQuery {
  status?: readonly OrderStatus[];
}

export interface TopUpWish {
  /** A decimal in `currency`. */
  amount: string;
  currency?: string;
  provider?: string;
  /** Of the provider: `alipay`, `wxpay`. */
  method?: string;
  discountCode?: string;
}

export interface PlanWish {
  planId: string;
  currency?: string;
  provider?: string;
  method?: string;
  discountCode?: string;
}

export interface DiscountQuestion {
  code: string;
  kind: 'topup' | 'plan';
  /** Of a top-up. */
  amount?: string;
  /** Of a plan. */
  planId?: string;
  currency?: string;
}

/** What a change of plan would cost and bring now. */
export type PlanChange = Schemas['PlanChangePreview'];
/** What became of it; `order` where there is something to pay. */
export type PlanChanged = Schemas['PlanChange'];

export interface TransactionQuery extends PageQuery {
  kind?: readonly TransactionKind[];
}

/** What one sends to an operation. */
export type BodyOf<Name extends keyof operations> = operations[Name] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
