import type { Clock } from '@farebox/kit';
import type { Stripe } from 'stripe';
import type { MinorUnits } from '../amounts.ts';
import type { StripeSettings } from '../provider-settings/types.ts';
import { bounded } from './bounded-fetch.ts';
import { inOurWords } from './problems.ts';

/** What this file and its types were written for; the endpoint that sends the callbacks should have the same. */
export const API_VERSION = '2026-10-28.endive';

const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/** Our account at Stripe. */
export interface StripeAccount {
  settings: StripeSettings;
  /** Of this server, as the world sees it. */
  publicUrl: string;
  clock: Clock;
  /** How many digits an order in this currency has after the point. */
  digitsOf: (currency: string) => MinorUnits;
  /**
   * Asks Stripe. Throws `provider_unreachable` when no answer came, `provider_refused` when it was a no; `details`
   * then hold Stripe's code, parameter and request id, and never a key.
   */
  ask<T>(question: (stripe: Stripe) => Promise<T>): Promise<T>;
}

export function stripeAccount(options: Omit<StripeAccount, 'ask'>): StripeAccount {
  let client: Promise<Stripe> | null = null;
  const connected = () => {
    client ??= connect(options.settings);
    return client;
  };
  return { ...options, ask: async (question) => question(await connected()).catch(inOurWords) };
}

/** The SDK is 20 MB of memory: it is loaded with the first question and not with the server. */
async function connect({ secretKey, baseUrl }: StripeSettings): Promise<Stripe> {
  const { Stripe } = await import('stripe');
  const { hostname, port, protocol } = new URL(baseUrl);
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(bounded(fetch)),
  });
}
