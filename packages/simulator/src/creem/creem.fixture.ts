import { Creem } from 'creem';
import { parseWebhookEventEntity, verifyWebhookSignature } from 'creem/webhooks';
import { createCourier } from '../courier.ts';
import { closeLater, openShop, type Shop } from '../shop.fixture.ts';
import { type CreemOptions, type CreemSimulator, creemTestKeys, startCreemSimulator } from './index.ts';

export interface CreemEventSeen {
  eventType: string;
  object: Record<string, unknown>;
}

export interface Scene {
  simulator: CreemSimulator;
  /** The vendor's own client. */
  client: Creem;
  shop: Shop;
  /** What arrived since the last call; each verified and parsed by the vendor's own code. */
  events(): Promise<CreemEventSeen[]>;
  types(): Promise<string[]>;
}

/** The time that the next scene starts at, unless it brings a clock of its own. */
const begin = new Date('2026-11-20T10:00:00Z');

export async function scene(options: CreemOptions = {}): Promise<Scene> {
  const shop = await openShop();
  const courier = closeLater(createCourier({ retryMs: [5, 5] }));
  const webhookUrl = `${shop.url}/creem`;
  const simulator = closeLater(await startCreemSimulator({ courier, webhookUrl, now: () => begin, ...options }));
  const client = new Creem({ apiKey: creemTestKeys.apiKey, serverURL: simulator.url });
  const events = async () => {
    await simulator.courier.flush();
    const arrived = shop.arrived.splice(0);
    for (const { body, headers } of arrived) {
      await verifyWebhookSignature(body, headers, simulator.webhookSecret);
      parseWebhookEventEntity(body);
    }
    return arrived.map(({ body }) => JSON.parse(body) as CreemEventSeen);
  };
  return { simulator, client, shop, events, types: async () => (await events()).map(({ eventType }) => eventType) };
}

export const monthly = {
  name: 'Pro',
  description: 'A month of Pro',
  price: 2_000,
  currency: 'USD',
  billing_type: 'recurring',
  billing_period: 'every-month',
};
export const once = {
  name: '1000 credits',
  description: 'Credits',
  price: 1_000,
  currency: 'USD',
  billing_type: 'onetime',
};

/** A subscription of `monthly`, paid and active; what it sent is forgotten. */
export async function subscribed(options: CreemOptions = {}) {
  const all = await scene(options);
  const product = all.simulator.product(monthly);
  const checkout = await all.client.checkouts.create({
    productId: product.id,
    requestId: 'order-1',
    metadata: { order_id: 'order-1' },
  });
  const id = String(all.simulator.pay(checkout.id).subscription);
  await all.events();
  return { ...all, product, id };
}
