import { checkCharge, checkedCurrency } from './amounts.ts';
import { addMethod } from './cards.ts';
import { completeSession, newSession } from './checkout-session.ts';
import { addIntent, type PaymentIntent, succeedIntent } from './payment-intents.ts';
import type { World } from './world.ts';

export interface StrayPayment {
  email: string;
  /** Minor units. */
  amount: number;
  currency: string;
  name?: string;
  /** Paid by a payment link, which leaves a session behind; else typed in by hand in the dashboard. */
  link?: boolean;
}

function linkedSession(world: World, intent: PaymentIntent, { email, name }: StrayPayment): void {
  const session = newSession(world, {
    ...{ allow_promotion_codes: null, billing_address_collection: null, client_secret: null, locale: null },
    ...{ payment_method_collection: 'always', submit_type: null, payment_link: 'plink_simulator' },
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    mode: 'payment',
    ui_mode: 'hosted_page',
    amount_subtotal: intent.amount,
    amount_total: intent.amount,
    currency: intent.currency,
    expires_at: world.clock.now() + 24 * 3600,
    payment_intent: intent.id,
  });
  const nobody = { address: null, business_name: null, individual_name: null, phone: null };
  session.customer_details = { ...nobody, email, name: name ?? null, tax_exempt: 'none', tax_ids: [] };
  const nothing = { description: null, metadata: {} };
  world.checkouts.put({
    id: session.id,
    created: session.created,
    session,
    lines: [],
    intent: { ...nothing, receipt_email: null, setup_future_usage: null, statement_descriptor_suffix: null },
    subscription: { ...nothing, trialEnd: null },
    setup: nothing,
    method: null,
  });
  completeSession(world, session, 'paid');
}

/** A payment that no order asked for: nothing in it names one. */
export function addStrayPayment(world: World, given: StrayPayment): PaymentIntent {
  const currency = checkedCurrency(given.currency, 'currency');
  checkCharge(given.amount, currency, 'amount');
  const method = addMethod(world, 'pm_card_visa', given);
  const intent = addIntent(world, { amount: given.amount, currency, receipt_email: given.email });
  succeedIntent(world, intent, method);
  if (given.link) linkedSession(world, intent, given);
  return intent;
}
