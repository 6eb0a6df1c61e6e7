import { controlled } from '../controls.ts';
import { type Courier, createCourier } from '../courier.ts';
import { listen, type Place } from '../listener.ts';
import { Api } from './api.ts';
import { invoicePages, portalPages } from './billing-pages.ts';
import { checkoutPages } from './checkout-page.ts';
import { controlsOf } from './controls.ts';
import { handleOf, type StripeHandle } from './handle.ts';
import { noticePage } from './notice-page.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { addEndpoint } from './webhook-endpoints.ts';
import { API_VERSION, newWorld, type Settings } from './world.ts';

export interface StripeOptions extends Place, Partial<Pick<Settings, 'livemode' | 'afterRetries' | 'portalSaved'>> {
  /** Default `sk_test_farebox`, with `livemode` `sk_live_farebox`. */
  secretKey?: string;
  /** Of the endpoint below. Default `whsec_farebox`. */
  webhookSecret?: string;
  /** Where events go. Without one they go nowhere until `pointWebhooks` or an endpoint is made by the API. */
  webhookUrl?: string;
  /** The system's time when not given. */
  now?: () => Date;
  /** One of its own when not given; one that is given is not closed. */
  courier?: Courier;
}

export interface StripeSimulator extends StripeHandle {
  /** `http://127.0.0.1:4242`: the base address for the settings. */
  url: string;
  /** What the official client is pointed at. */
  host: string;
  port: number;
  secretKey: string;
  webhookSecret: string;
  courier: Courier;
  close(): Promise<void>;
}

/** A Stripe on this machine: its API under `/v1`, hosted pages, signed events, and `/_simulate/…`. */
export async function startStripeSimulator(options: StripeOptions = {}): Promise<StripeSimulator> {
  const { livemode = false, afterRetries = 'cancel', portalSaved = true, webhookSecret = 'whsec_farebox' } = options;
  const secretKey = options.secretKey ?? `sk_${livemode ? 'live' : 'test'}_farebox`;
  const courier = options.courier ?? createCourier();
  const settings: Settings = { origin: '', secretKey, livemode, afterRetries, portalSaved };
  const world = newWorld(settings, new SimulatedClock(options.now), courier);
  if (options.webhookUrl) {
    addEndpoint(world, { url: options.webhookUrl, secret: webhookSecret, api_version: API_VERSION });
  }
  const api = new Api(world);
  const handle = handleOf(world, api, webhookSecret);
  const controls = controlsOf(handle);
  const listener = await listen(async (asked) => {
    if (asked.path.startsWith('/v1/')) return api.answer(asked);
    const control = await controlled(asked, courier, controls);
    if (control) return control;
    const page = checkoutPages(world, asked) ?? portalPages(world, asked) ?? invoicePages(world, asked);
    return page ?? noticePage('Nothing here', 'This is a Stripe for rehearsals.', 404);
  }, options);
  settings.origin = listener.url;
  const close = async () => {
    if (!options.courier) await courier.close();
    await listener.close();
  };
  const { url, port } = listener;
  return { ...handle, url, host: new URL(url).hostname, port, secretKey, webhookSecret, courier, close };
}
