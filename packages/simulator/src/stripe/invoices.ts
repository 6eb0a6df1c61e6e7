import { emit } from './events.ts';
import { newId } from './ids.ts';
import { addInvoicePayment } from './invoice-payments.ts';
import type { InvoiceLine } from './lines.ts';
import { type List, wholeList } from './listing.ts';
import type { Metadata } from './params.ts';
import { addIntent } from './payment-intents.ts';
import type { Period } from './periods.ts';
import type { Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

export type BillingReason = 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';

export interface Invoice {
  id: string;
  object: 'invoice';
  amount_due: number;
  amount_overpaid: number;
  amount_paid: number;
  amount_remaining: number;
  attempt_count: number;
  attempted: boolean;
  auto_advance: boolean;
  billing_reason: BillingReason;
  created: number;
  currency: string;
  customer: string;
  customer_email: string | null;
  customer_name: string | null;
  effective_at: number | null;
  ending_balance: number | null;
  hosted_invoice_url: string | null;
  invoice_pdf: string | null;
  lines: List<InvoiceLine>;
  livemode: boolean;
  metadata: Metadata;
  next_payment_attempt: number | null;
  number: string | null;
  parent: {
    quote_details: null;
    subscription_details: { metadata: Metadata; subscription: string };
    type: 'subscription_details';
  };
  /** The window in which items were collected, not what is paid for: that is each line's `period`. */
  period_end: number;
  period_start: number;
  starting_balance: number;
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: null;
    paid_at: number | null;
    voided_at: null;
  };
  subtotal: number;
  total: number;
}

/** Fields that every invoice has and nothing here fills. */
const unused = {
  ...{ account_country: 'US', account_name: 'Simulator', account_tax_ids: null, amount_shipping: 0, application: null },
  ...{ automatically_finalizes_at: null, collection_method: 'charge_automatically', custom_fields: null },
  ...{ customer_account: null, customer_address: null, customer_phone: null, customer_shipping: null },
  ...{ customer_tax_exempt: 'none', customer_tax_ids: [], default_payment_method: null, default_source: null },
  ...{ default_tax_rates: [], description: null, discounts: [], due_date: null, footer: null, from_invoice: null },
  ...{ issuer: { type: 'self' }, last_finalization_error: null, latest_revision: null, on_behalf_of: null },
  ...{ post_payment_credit_notes_amount: 0, pre_payment_credit_notes_amount: 0, receipt_number: null },
  ...{ rendering: null, shipping_cost: null, shipping_details: null, statement_descriptor: null, test_clock: null },
  ...{ total_discount_amounts: [], total_pretax_credit_amounts: [], webhooks_delivered_at: null },
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
};

export interface NewInvoice {
  subscription: Subscription;
  reason: BillingReason;
  lines: InvoiceLine[];
  window: Period;
  /** On top of the lines, in minor units. */
  tax?: number;
}

function taxFields(subtotal: number, tax: number): object {
  const details = {
    amount: tax,
    tax_behavior: 'exclusive',
    tax_rate_details: null,
    taxability_reason: 'standard_rated',
  };
  const taxes = tax === 0 ? [] : [{ ...details, taxable_amount: subtotal, type: 'tax_rate_details' }];
  return {
    subtotal_excluding_tax: subtotal,
    total_excluding_tax: subtotal,
    total_taxes: taxes,
    automatic_tax: {
      ...{ disabled_reason: null, enabled: tax > 0, liability: tax > 0 ? { type: 'self' } : null },
      ...{ provider: tax > 0 ? 'stripe' : null, status: tax > 0 ? 'complete' : null },
    },
  };
}

/** An invoice as it would be, on no shelf: what a preview shows and a draft begins as. */
export function invoiceOf(world: World, { subscription: sub, reason, lines, window, tax = 0 }: NewInvoice): Invoice {
  const customer = world.customers.get(sub.customer);
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const total = subtotal + tax;
  const due = Math.max(0, total + customer.balance);
  const id = newId(reason === 'upcoming' ? 'upcoming_in' : 'in');
  return {
    id,
    object: 'invoice',
    ...unused,
    ...taxFields(subtotal, tax),
    amount_due: total <= 0 ? 0 : due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: total <= 0 ? 0 : due,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    billing_reason: reason,
    created: world.clock.now(),
    currency: sub.currency,
    customer: customer.id,
    customer_email: customer.email,
    customer_name: customer.name,
    effective_at: null,
    ending_balance: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: wholeList(
      `/v1/invoices/${id}/lines`,
      lines.map((line) => ({ ...line, invoice: id })),
    ),
    livemode: world.settings.livemode,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: { ...sub.metadata }, subscription: sub.id },
      type: 'subscription_details',
    },
    period_end: window.end,
    period_start: window.start,
    starting_balance: customer.balance,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    total,
  };
}

/** A draft on the shelf, told of. Stripe waits about an hour before it goes on; here nothing waits. */
export function draftInvoice(world: World, given: NewInvoice): Invoice {
  const invoice = world.invoices.put(invoiceOf(world, given));
  emit(world, 'invoice.created', invoice);
  return invoice;
}

/** Gets its number; credit of the customer is used up; what is left to pay gets a payment intent. */
export function finalizeInvoice(world: World, invoice: Invoice): void {
  const customer = world.customers.get(invoice.customer);
  const now = world.clock.now();
  customer.balance += invoice.total - invoice.amount_due;
  customer.currency = invoice.currency;
  const number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`;
  customer.next_invoice_sequence += 1;
  Object.assign(invoice, {
    effective_at: now,
    ending_balance: customer.balance,
    hosted_invoice_url: `${world.settings.origin}/invoices/${invoice.id}`,
    invoice_pdf: `${world.settings.origin}/invoices/${invoice.id}/pdf`,
    number,
    status: 'open',
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
  });
  emit(world, 'invoice.finalized', invoice);
  if (invoice.amount_due === 0) return;
  const intent = addIntent(world, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description: invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    setup_future_usage: 'off_session',
  });
  addInvoicePayment(world, invoice, intent);
}
