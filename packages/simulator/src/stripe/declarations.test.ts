import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { type Merchant, merchant, plan, subscribed, topUp } from './merchant.fixture.ts';

/** What the client's declarations call an object of each kind. */
const declared: Record<string, string> = {
  account: 'Account',
  balance: 'Balance',
  'billing_portal.session': 'BillingPortal.Session',
  charge: 'Charge',
  'checkout.session': 'Checkout.Session',
  customer: 'Customer',
  dispute: 'Dispute',
  event: 'Event',
  invoice: 'Invoice',
  invoice_payment: 'InvoicePayment',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  price: 'Price',
  product: 'Product',
  refund: 'Refund',
  setup_intent: 'SetupIntent',
  subscription: 'Subscription',
  webhook_endpoint: 'WebhookEndpoint',
};

/** A history in which every kind of object and event occurs. */
async function live(said: Merchant): Promise<object> {
  const { stripe, sim } = said;
  const paid = sim.pay((await stripe.checkout.sessions.create(topUp())).id, { tax: 100 });
  const payment = String(paid.payment_intent);
  await stripe.refunds.create({ payment_intent: payment, amount: 300, reason: 'duplicate' });
  sim.refund(payment, 100, { fail: true });
  sim.closeDispute(sim.dispute(payment, 200).id, 'won');
  sim.decline((await stripe.checkout.sessions.create(topUp())).id);
  const delayed = await stripe.checkout.sessions.create(topUp());
  sim.pay(delayed.id, { delayed: true });
  sim.settleDelayed(delayed.id);
  const setup = {
    mode: 'setup',
    currency: 'usd',
    customer_creation: 'always',
    success_url: 'https://shop.test',
  } as const;
  sim.pay((await stripe.checkout.sessions.create(setup)).id);
  sim.strayPayment({ email: 'eve@shop.test', amount: 700, currency: 'eur', link: true });
  await stripe.checkout.sessions.expire((await stripe.checkout.sessions.create(topUp())).id);
  const trial = await stripe.checkout.sessions.create(
    plan(900, 'year', { subscription_data: { trial_period_days: 7 } }),
  );
  sim.pay(trial.id);
  const sub = await subscribed(said);
  sim.renew(sub.id, { fail: true });
  sim.recover(sub.id);
  const [item] = sub.items.data;
  const { id: product } = await stripe.products.create({ name: 'Studio' });
  const recurring = { interval: 'month' } as const;
  const price = await stripe.prices.create({ currency: 'usd', unit_amount: 5_000, recurring, product });
  const items = [{ id: String(item?.id), price: price.id }];
  await stripe.invoices.createPreview({ subscription: sub.id, subscription_details: { items } });
  await stripe.subscriptions.update(sub.id, { items, proration_behavior: 'always_invoice' });
  await stripe.subscriptions.update(sub.id, { cancel_at_period_end: true });
  await stripe.subscriptions.cancel(sub.id);
  return stripe.billingPortal.sessions.create({ customer: String(sub.customer), return_url: 'https://shop.test' });
}

type Sample = { object: string };

/** Answers of the API as they are on the wire, events included. */
async function samples({ sim }: Merchant): Promise<Sample[]> {
  const headers = { authorization: `Bearer ${sim.secretKey}` };
  const get = async (path: string) => (await fetch(`${sim.url}/v1/${path}`, { headers })).json() as Promise<object>;
  const lists = [
    ...['customers', 'products', 'prices', 'payment_intents', 'setup_intents', 'charges', 'refunds', 'disputes'],
    ...['subscriptions?status=all', 'invoices', 'invoice_payments', 'events?limit=100', 'webhook_endpoints'],
    ...['checkout/sessions', 'invoices?expand[]=data.payments', 'checkout/sessions?expand[]=data.line_items'],
    ...['charges?expand[]=data.refunds', 'subscriptions?status=all&expand[]=data.latest_invoice'],
  ];
  const pages = (await Promise.all(lists.map(get))) as { data: Sample[] }[];
  const lone = (await Promise.all([get('account'), get('balance')])) as Sample[];
  const customer = pages.flatMap(({ data }) => data).find(({ object }) => object === 'customer') as { id?: string };
  const methods = (await get(`payment_methods?customer=${customer.id}`)) as { data: Sample[] };
  return [...pages.flatMap(({ data }) => data), ...methods.data, ...lone];
}

function sourceOf(all: Sample[]): string {
  const lines = all.map((sample, index) => {
    const literal = JSON.stringify(sample).replaceAll(/("\w+_decimal":)"[^"]*"/g, '$1decimal');
    return `export const sample${index}: Stripe.${declared[sample.object]} = ${literal};`;
  });
  return `import type Stripe from 'stripe';\ndeclare const decimal: Stripe.Decimal;\n${lines.join('\n')}\n`;
}

function complaints(source: string): string[] {
  const path = fileURLToPath(new URL('./declarations.generated.ts', import.meta.url));
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: ['node'], target: ts.ScriptTarget.ES2023 },
    ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.readFile = (name) => (name === path ? source : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  const program = ts.createProgram([path], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start, file }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    return `${source.split('\n')[line]?.slice(0, 60)} … ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

it("answers with nothing but what the client's declarations know, and with all they demand", {
  timeout: 60_000,
}, async () => {
  const said = await merchant();
  const portal = (await live(said)) as Sample;
  const all = [portal, ...(await samples(said))];
  const kinds = new Set(all.map(({ object }) => object));
  expect(Object.keys(declared).filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(complaints(sourceOf(all))).toEqual([]);
});
