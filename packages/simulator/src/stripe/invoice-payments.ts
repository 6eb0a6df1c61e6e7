import { change, emit } from './events.ts';
import { newId } from './ids.ts';
import type { Invoice } from './invoices.ts';
import { listed, sameAs } from './listing.ts';
import type { PaymentIntent } from './payment-intents.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

/** Which payment intent pays which invoice: neither of the two names the other. */
export interface InvoicePayment {
  id: string;
  object: 'invoice_payment';
  amount_paid: number | null;
  amount_requested: number;
  created: number;
  currency: string;
  invoice: string;
  is_default: boolean;
  livemode: boolean;
  payment: { payment_intent: string; type: 'payment_intent' };
  status: 'open' | 'paid' | 'canceled';
  status_transitions: { canceled_at: number | null; paid_at: number | null };
}

export function addInvoicePayment(world: World, invoice: Invoice, intent: PaymentIntent): InvoicePayment {
  const payment: InvoicePayment = {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: world.clock.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: world.settings.livemode,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
  return world.invoicePayments.put(payment);
}

export function paymentsOf(world: World, invoiceId: string): InvoicePayment[] {
  return world.invoicePayments.newestFirst().filter(({ invoice }) => invoice === invoiceId);
}

export function settleInvoicePayment(world: World, payment: InvoicePayment): void {
  change(payment, {
    amount_paid: payment.amount_requested,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: world.clock.now() },
  });
  emit(world, 'invoice_payment.paid', payment);
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created invoice payment status expand');
  const payment = params.group('payment').only('type payment_intent payment_record');
  const intent = payment.text('payment_intent');
  if (params.has('payment')) {
    payment.need('type');
    const type = payment.choice('type', ['payment_intent', 'payment_record']);
    if (type === 'payment_intent' && intent === null) {
      throw invalid('Missing required param: payment[payment_intent].', { param: 'payment[payment_intent]' });
    }
  }
  const same = sameAs<InvoicePayment>(params, 'invoice', 'status');
  return listed(params, '/v1/invoice_payments', world.invoicePayments, (each) => {
    return same(each) && (intent === null || each.payment.payment_intent === intent);
  });
}

export const invoicePaymentRoutes: Route[] = [
  route('GET', '/v1/invoice_payments', list),
  route('GET', '/v1/invoice_payments/:id', (world, { id }) => world.invoicePayments.get(id)),
];
