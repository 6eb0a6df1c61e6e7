import type { Courier } from '../courier.ts';
import type { PaymentMethod } from './cards.ts';
import type { Charge } from './charges.ts';
import type { Checkout } from './checkout-session.ts';
import type { Customer } from './customers.ts';
import type { Dispute } from './disputes.ts';
import type { StripeEvent } from './events.ts';
import type { InvoicePayment } from './invoice-payments.ts';
import type { Invoice } from './invoices.ts';
import type { InvoiceLine } from './lines.ts';
import type { PaymentIntent } from './payment-intents.ts';
import type { PortalSession } from './portal.ts';
import type { Price } from './prices.ts';
import type { Product } from './products.ts';
import type { Refund } from './refunds.ts';
import type { SetupIntent } from './setup-intents.ts';
import { Shelf } from './shelf.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { Subscription } from './subscriptions.ts';
import type { WebhookEndpoint } from './webhook-endpoints.ts';

export const API_VERSION = '2026-10-28.endive';

export interface Settings {
  /** Where this server is reached: the start of every address it gives out. */
  origin: string;
  secretKey: string;
  livemode: boolean;
  /** What becomes of a subscription when the last attempt to charge it failed. */
  afterRetries: 'cancel' | 'unpaid' | 'past_due';
  /** Whether the billing portal was ever saved in the dashboard: without that Stripe refuses to open it. */
  portalSaved: boolean;
}

/** Everything this Stripe knows. Verbs take it first and change it. */
export interface World {
  settings: Settings;
  clock: SimulatedClock;
  courier: Courier;
  /** Of the API call that is being answered; null while somebody else moves things. */
  request: { id: string; idempotency_key: string | null } | null;
  /** New refunds wait for the bank instead of succeeding at once. */
  refundsPend: boolean;
  /** Subscriptions whose charges fail whatever the card is. */
  failing: Set<string>;
  /** Subscriptions whose trial's end was announced. */
  announced: Set<string>;
  /** Prorations that wait for the next invoice, by subscription. */
  pendingLines: Map<string, InvoiceLine[]>;
  customers: Shelf<Customer>;
  products: Shelf<Product>;
  prices: Shelf<Price>;
  methods: Shelf<PaymentMethod>;
  intents: Shelf<PaymentIntent>;
  setups: Shelf<SetupIntent>;
  charges: Shelf<Charge>;
  checkouts: Shelf<Checkout>;
  subscriptions: Shelf<Subscription>;
  invoices: Shelf<Invoice>;
  invoicePayments: Shelf<InvoicePayment>;
  refunds: Shelf<Refund>;
  disputes: Shelf<Dispute>;
  events: Shelf<StripeEvent>;
  endpoints: Shelf<WebhookEndpoint>;
  portals: Shelf<PortalSession>;
}

export function newWorld(settings: Settings, clock: SimulatedClock, courier: Courier): World {
  return {
    settings,
    clock,
    courier,
    request: null,
    refundsPend: false,
    failing: new Set(),
    announced: new Set(),
    pendingLines: new Map(),
    customers: new Shelf('customer'),
    products: new Shelf('product'),
    prices: new Shelf('price'),
    methods: new Shelf('PaymentMethod'),
    intents: new Shelf('payment_intent'),
    setups: new Shelf('setupintent'),
    charges: new Shelf('charge'),
    checkouts: new Shelf('checkout.session'),
    subscriptions: new Shelf('subscription'),
    invoices: new Shelf('invoice'),
    invoicePayments: new Shelf('invoice_payment'),
    refunds: new Shelf('refund'),
    disputes: new Shelf('dispute'),
    events: new Shelf('event'),
    endpoints: new Shelf('webhook_endpoint'),
    portals: new Shelf('billing portal session'),
  };
}
