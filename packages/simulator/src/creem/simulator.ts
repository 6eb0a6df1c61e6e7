import { randomUUID } from 'node:crypto';
import { controlled } from '../controls.ts';
import { type Courier, createCourier } from '../courier.ts';
import { type Answer, type Asked, json, listen, type Place } from '../listener.ts';
import { controlsOf } from './controls.ts';
import { CreemRefusal, errorNames } from './errors.ts';
import { type CreemHandle, handleOf } from './handle.ts';
import { pageAnswer } from './pages.ts';
import { stockProduct } from './products.ts';
import { answerCall } from './routes.ts';
import { SimulatedTime } from './simulated-time.ts';
import { type CreemSettings, newWorld, type World } from './world.ts';

/** Of a rehearsal, the same after every start. They protect nothing. */
export const creemTestKeys = {
  apiKey: 'creem_test_simulator0000000000',
  webhookSecret: 'whsec_Y3JlZW0tc2ltdWxhdG9yLXNlY3JldC0wMDAx',
};

/** For top-ups of a rehearsal: each checkout sets its own price. */
export const creemTopUpProduct = {
  id: 'prod_simulatorTopUp',
  fields: {
    name: 'Credits',
    description: 'Credits for any amount',
    price: 100,
    currency: 'USD',
    billing_type: 'onetime',
  },
};

export interface CreemOptions extends Place, Partial<CreemSettings> {
  /** The shop's address for callbacks; more endpoints can be made by the API. None when not given. */
  webhookUrl?: string;
  webhookSecret?: string;
  /** Sold from the start: the fields of `POST /v1/products` by product id. */
  products?: Record<string, Record<string, unknown>>;
  now?: () => Date;
  /** One of its own when not given; one that is given is not closed. */
  courier?: Courier;
}

export interface CreemSimulator extends CreemHandle {
  /** What goes into the settings in the place of `https://api.creem.io`. */
  url: string;
  webhookSecret: string;
  /** May be changed while it runs. */
  settings: CreemSettings;
  courier: Courier;
  close(): Promise<void>;
}

function refusal({ status, message }: CreemRefusal): Answer {
  const body = { trace_id: randomUUID(), status, error: errorNames[status], message: [message], timestamp: Date.now() };
  return json(body, status);
}

function answer(world: World, asked: Asked): Answer {
  try {
    return pageAnswer(world, asked) ?? json(answerCall(world, asked));
  } catch (error) {
    if (error instanceof CreemRefusal) return refusal(error);
    throw error;
  }
}

function worldOf(options: CreemOptions, courier: Courier): World {
  const { apiKey = creemTestKeys.apiKey, mode = 'test', taxPercent = 0, standardWebhooks = false } = options;
  const settings = { apiKey, mode, taxPercent, standardWebhooks };
  return newWorld({ settings, time: new SimulatedTime(options.now), courier });
}

/** A Creem on this machine: its API, checkout and portal pages, callbacks, and `/_simulate/…`. */
export async function startCreemSimulator(options: CreemOptions = {}): Promise<CreemSimulator> {
  const { webhookUrl: url, webhookSecret: secret = creemTestKeys.webhookSecret } = options;
  const courier = options.courier ?? createCourier();
  const world = worldOf(options, courier);
  const shop = { id: 'wh_shop', name: 'shop', delivery_mode: 'http', status: 'enabled', events: [] } as const;
  if (url) world.webhooks.put(shop.id, { ...shop, events: [], url, secret });
  for (const [id, fields] of Object.entries(options.products ?? {})) stockProduct(world, id, fields);
  const handle = handleOf(world);
  const controls = controlsOf(handle);
  const listener = await listen(async (asked) => {
    return (await controlled(asked, courier, controls)) ?? answer(world, asked);
  }, options);
  world.url = listener.url;
  const close = async () => {
    if (!options.courier) await courier.close();
    await listener.close();
  };
  return { url: listener.url, webhookSecret: secret, settings: world.settings, courier, ...handle, close };
}
