import { timingSafeEqual } from 'node:crypto';
import type { Asked } from '../listener.ts';
import { idOf as id, type Route, wanted } from './call.ts';
import { checkoutBy, createCheckout } from './checkouts.ts';
import { customerBy } from './customers.ts';
import { CreemRefusal, notFound } from './errors.ts';
import { fieldsOf, requiredText } from './fields.ts';
import { listing } from './listing.ts';
import { createProduct, productBy } from './products.ts';
import { refund } from './refunds.ts';
import {
  checkoutWire,
  customerWire,
  orderWire,
  productWire,
  transactionWire,
  type Wire,
  webhookWire,
} from './render.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { transactionBy } from './transactions.ts';
import { acknowledge, createWebhook, pendingEvents, updateWebhook, webhookBy } from './webhooks.ts';
import type { World } from './world.ts';

const selling: Record<string, Route> = {
  'POST /v1/checkouts': (world, { fields }) => checkoutWire(world, createCheckout(world, fields)),
  'GET /v1/checkouts': (world, { query }) => checkoutWire(world, checkoutBy(world, wanted(query, 'checkout_id'))),
  'POST /v1/products': (world, { fields, headers }) => {
    return productWire(world, createProduct(world, fields, headers['idempotency-key']?.toString()));
  },
  'GET /v1/products/search': (world, { query }) => {
    const status = query.get('status');
    const found = world.products.all().filter((product) => !status || product.status === status);
    return listing(query, found, (product) => productWire(world, product));
  },
  'GET /v1/products/:id': (world, call) => productWire(world, productBy(world, id(call))),
  'DELETE /v1/products/:id': (world, call) => {
    const product = productBy(world, id(call));
    product.status = 'archived';
    return productWire(world, product);
  },
};

const money: Record<string, Route> = {
  'GET /v1/transactions': (world, { query }) => {
    return transactionWire(world, transactionBy(world, wanted(query, 'transaction_id')));
  },
  'GET /v1/transactions/search': (world, { query }) => {
    const [customer, order, product] = ['customer_id', 'order_id', 'product_id'].map((name) => query.get(name));
    const found = world.transactions
      .all()
      .filter((one) => !customer || one.customer === customer)
      .filter((one) => !order || one.order === order)
      .filter((one) => !product || one.product === product);
    return listing(query, found, (transaction) => transactionWire(world, transaction));
  },
  'POST /v1/refunds': (world, { fields }) => {
    const { status } = refund(world, transactionBy(world, requiredText(fields, 'transaction_id')));
    return { status };
  },
};

const people: Record<string, Route> = {
  'GET /v1/customers': (world, { query }) => customerWire(world, customerBy(world, Object.fromEntries(query))),
  'GET /v1/customers/list': (world, { query }) => {
    return listing(query, world.customers.all(), (customer) => customerWire(world, customer));
  },
  'POST /v1/customers/billing': (world, { fields }) => {
    const customer = customerBy(world, { customer_id: requiredText(fields, 'customer_id') });
    return { customer_portal_link: `${world.url}/portal/${customer.id}` };
  },
  'GET /v1/customers/:id/orders': (world, call) => {
    const orders = world.orders.all().filter(({ customer }) => customer === id(call));
    return listing(call.query, orders, (order) => orderWire(world, order));
  },
};

const endpoints: Record<string, Route> = {
  'GET /v1/webhooks': (world, { query }) => {
    return listing(query, world.webhooks.all(), (webhook) => webhookWire(world, webhook));
  },
  'POST /v1/webhooks': (world, { fields }) => {
    const webhook = createWebhook(world, fields);
    return { ...webhookWire(world, webhook), secret: webhook.secret };
  },
  'GET /v1/webhooks/:id': (world, call) => webhookWire(world, webhookBy(world, id(call))),
  'PATCH /v1/webhooks/:id': (world, call) => {
    const webhook = webhookBy(world, id(call));
    updateWebhook(webhook, call.fields);
    return webhookWire(world, webhook);
  },
  'DELETE /v1/webhooks/:id': (world, call) => {
    const webhook = webhookBy(world, id(call));
    world.webhooks.delete(webhook.id);
    return webhookWire(world, webhook);
  },
  'GET /v1/webhooks/:id/secret': (world, call) => ({ secret: webhookBy(world, id(call)).secret }),
  'GET /v1/webhooks/:id/events/pending': (world, call) => {
    return pendingEvents(world, webhookBy(world, id(call)), Number(call.query.get('limit')) || 20);
  },
  'POST /v1/webhooks/:id/events/:event/ack': (world, call) => {
    return acknowledge(world, webhookBy(world, id(call)), call.ids[1] ?? '');
  },
};

const routes = Object.entries({ ...selling, ...money, ...people, ...endpoints, ...subscriptionRoutes }).map(
  ([pattern, route]) => {
    const [method, path = ''] = pattern.split(' ');
    return { method, path: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`), route };
  },
);

function mayAsk(world: World, { headers }: Asked): boolean {
  const [given, key] = [Buffer.from(headers['x-api-key']?.toString() ?? ''), Buffer.from(world.settings.apiKey)];
  return given.length === key.length && timingSafeEqual(given, key);
}

/** The first route of the table that fits answers: exact paths stand before those with an id. */
export function answerCall(world: World, asked: Asked): Wire {
  if (!mayAsk(world, asked)) throw new CreemRefusal(403, 'Invalid API key');
  for (const { method, path, route } of routes) {
    const match = method === asked.method ? path.exec(asked.path) : null;
    if (!match) continue;
    const ids = match.slice(1).map(decodeURIComponent);
    return route(world, { query: asked.query, fields: fieldsOf(asked.body), headers: asked.headers, ids });
  }
  throw notFound(`${asked.method} ${asked.path}`);
}
