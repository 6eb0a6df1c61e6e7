import { randomBytes } from 'node:crypto';
import type { Courier } from '../courier.ts';
import { Shelf } from '../shelf.ts';
import type {
  Checkout,
  CreemEvent,
  Customer,
  Dispute,
  Order,
  Product,
  Refund,
  Subscription,
  Transaction,
  Webhook,
} from './objects.ts';
import type { SimulatedTime } from './simulated-time.ts';

export interface CreemSettings {
  /** What the shop sends as `x-api-key`. */
  apiKey: string;
  mode: 'test' | 'prod' | 'sandbox';
  /** Tax on top of a price, or within it where the product says `inclusive`. */
  taxPercent: number;
  /** Callbacks bear the headers of Standard Webhooks as well. */
  standardWebhooks: boolean;
}

/** All that this Creem knows. */
export interface World {
  /** Its own address, once it listens. */
  url: string;
  settings: CreemSettings;
  time: SimulatedTime;
  courier: Courier;
  products: Shelf<Product>;
  customers: Shelf<Customer>;
  checkouts: Shelf<Checkout>;
  orders: Shelf<Order>;
  transactions: Shelf<Transaction>;
  subscriptions: Shelf<Subscription>;
  refunds: Shelf<Refund>;
  disputes: Shelf<Dispute>;
  webhooks: Shelf<Webhook>;
  events: Shelf<CreemEvent>;
  /** By `Idempotency-Key`: what was asked and the product that came of it. */
  idempotent: Shelf<{ asked: string; product: string }>;
}

export function newWorld(parts: Pick<World, 'settings' | 'time' | 'courier'>): World {
  return {
    ...parts,
    url: '',
    products: new Shelf(),
    customers: new Shelf(),
    checkouts: new Shelf(),
    orders: new Shelf(),
    transactions: new Shelf(),
    subscriptions: new Shelf(),
    refunds: new Shelf(),
    disputes: new Shelf(),
    webhooks: new Shelf(),
    events: new Shelf(),
    idempotent: new Shelf(),
  };
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `sub_ILWMTY6uBim4EB0uxK6WE9`. */
export function newCreemId(prefix: string): string {
  return `${prefix}_${[...randomBytes(22)].map((byte) => alphabet[byte % alphabet.length]).join('')}`;
}
