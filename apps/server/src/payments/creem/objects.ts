import { z } from 'zod';

// What we read of Creem's objects; the rest of them is left alone. Optional members come as null, too.

const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const cents = z.number().int().nonnegative().max(1_000_000_000_000);
const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase());
const isoTime = z.string().transform((text, context) => {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  context.addIssue({ code: 'custom', message: 'is no time' });
  return z.NEVER;
});
const msTime = z
  .number()
  .min(0)
  .max(8_640_000_000_000_000)
  .transform((ms) => new Date(ms));

/** Written by whoever has the key: an id in it may be anything. */
const metadata = z.record(z.string(), z.unknown()).nullish();

/** The object itself in callbacks, often only its id in answers. */
function objectOr<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, id.transform((text) => ({ id: text }))]);
}

export const Product = z.object({
  id,
  price: cents.nullish(),
  currency: currency.nullish(),
  tax_mode: z.string().nullish(),
  billing_period: z.string().nullish(),
});

const Customer = z.object({ id, email: z.string().max(320).nullish() });

export const Transaction = z.object({
  id,
  amount: cents,
  amount_paid: cents.nullish(),
  discount_amount: cents.nullish(),
  currency,
  status: z.string(),
  order: id.nullish(),
  subscription: id.nullish(),
  customer: id.nullish(),
  period_start: msTime.nullish(),
  period_end: msTime.nullish(),
  created_at: msTime,
});

export const TransactionList = z.object({
  items: z.array(Transaction),
  pagination: z.object({ next_page: z.number().int().nullish() }).nullish(),
});

const Order = z.object({
  id,
  transaction: id.nullish(),
  amount: cents,
  sub_total: cents.nullish(),
  discount_amount: cents.nullish(),
  currency,
  status: z.string(),
  type: z.string().nullish(),
  created_at: isoTime.nullish(),
});

export const Subscription = z.object({
  id,
  product: objectOr(Product),
  customer: objectOr(Customer),
  status: z.string(),
  last_transaction_id: id.nullish(),
  current_period_start_date: isoTime.nullish(),
  current_period_end_date: isoTime.nullish(),
  canceled_at: isoTime.nullish(),
  metadata,
});

export const Checkout = z.object({
  id,
  status: z.string().nullish(),
  request_id: z.string().nullish(),
  checkout_url: z.string().nullish(),
  product: objectOr(Product).nullish(),
  order: Order.nullish(),
  subscription: z.union([z.object({ id }), id.transform((text) => ({ id: text }))]).nullish(),
  customer: objectOr(Customer).nullish(),
  metadata,
});

export const Refund = z.object({
  id,
  status: z.string(),
  refund_amount: cents,
  refund_currency: currency,
  reason: z.string().nullish(),
  transaction: objectOr(Transaction),
});

export const Dispute = z.object({ id, amount: cents, currency, transaction: objectOr(Transaction) });

export const RefundAnswer = z.object({ status: z.string() });
export const Portal = z.object({ customer_portal_link: z.url() });

export type Product = z.infer<typeof Product>;
export type Transaction = z.infer<typeof Transaction>;
export type Order = z.infer<typeof Order>;
export type Subscription = z.infer<typeof Subscription>;
export type Checkout = z.infer<typeof Checkout>;
