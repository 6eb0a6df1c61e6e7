import type { Stripe } from 'stripe';
import { API_VERSION, type StripeAccount } from './account.ts';
import { wantedEvents } from './events.ts';
import { refusalIn } from './problems.ts';

/** Where Stripe may send its callbacks: the address of ours, and that of an older design. */
const callbackPaths = ['/api/payments/notify/stripe', '/functions/v1/stripe-webhook'] as const;

/** Whether the key is known, and what of the webhook can be seen to be wrong. Changes nothing. */
export async function testConnection(account: StripeAccount): Promise<{ ok: boolean; message: string }> {
  try {
    const found = await account.ask((stripe) => stripe.accounts.retrieveCurrent());
    return { ok: true, message: [connectedTo(account, found), ...(await warnings(account))].join(' ') };
  } catch (error) {
    const no = refusalIn(error);
    if (!no) return { ok: false, message: `Stripe does not answer at ${account.settings.baseUrl}.` };
    if (no.type === 'StripePermissionError') return { ok: true, message: restricted };
    const wrong = 'Stripe does not know this secret key: copy it again from the dashboard.';
    return { ok: false, message: no.type === 'StripeAuthenticationError' ? wrong : `Stripe refused: ${no.reason}` };
  }
}

const restricted = 'Stripe knows the key. It is restricted and may not read the account, so nothing more can be told.';

function connectedTo({ settings }: StripeAccount, found: Stripe.Account): string {
  const name = found.settings?.dashboard?.display_name ?? found.business_profile?.name ?? found.email ?? found.id;
  return `Connected to ${name}, ${settings.livemode ? 'live' : 'test'} mode.`;
}

async function warnings(account: StripeAccount): Promise<string[]> {
  const secrets = account.settings.webhookSecrets.filter((secret) => secret !== '');
  const missing = secrets.length > 0 ? [] : ['The webhook secret is empty: callbacks are refused.'];
  return [...missing, ...(await endpointWarnings(account))];
}

async function endpointWarnings(account: StripeAccount): Promise<string[]> {
  try {
    const { data } = await account.ask((stripe) => stripe.webhookEndpoints.list({ limit: 100 }));
    const addresses = callbackPaths.map((path) => `${account.publicUrl}${path}`);
    const ours = data.filter(({ url }) => addresses.includes(url));
    if (ours.length === 0) return [`No webhook endpoint of this account has the address ${addresses[0]}.`];
    return ours.flatMap(problemsOf);
  } catch (error) {
    if (refusalIn(error)) return ['The key may not list webhook endpoints; they were not looked at.'];
    throw error;
  }
}

function problemsOf({ url, status, api_version, enabled_events }: Stripe.WebhookEndpoint): string[] {
  const problems: string[] = [];
  if (status !== 'enabled') problems.push(`The webhook endpoint ${url} is switched off.`);
  if (api_version !== API_VERSION) {
    const version = api_version ?? 'of the account’s own version';
    problems.push(`The webhook endpoint is ${version}; ${API_VERSION} is what is understood best.`);
  }
  const left = enabled_events.includes('*') ? [] : wantedEvents.filter((type) => !enabled_events.includes(type));
  if (left.length > 0) problems.push(`It does not send ${left.join(', ')}.`);
  return problems;
}
