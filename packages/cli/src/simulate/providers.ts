import {
  createCourier,
  creemTestKeys,
  creemTopUpProduct,
  startCreemSimulator,
  startEPaySimulator,
  startStripeSimulator,
  testMerchants,
} from '@farebox/simulator';
import type { ProviderName, SimulateOptions } from './options.ts';
import type { Running } from './running.ts';

const RETRY_MS = [1_000, 5_000, 30_000, 60_000, 300_000];

interface Start {
  port: number;
  options: SimulateOptions;
}

function courierOf({ faults }: SimulateOptions) {
  return createCourier({ faults, retryMs: RETRY_MS, parallel: 8 });
}

async function startStripe({ port, options }: Start): Promise<Running> {
  const { host, webhookBase } = options;
  const callback = `${webhookBase}/api/payments/notify/stripe`;
  const courier = courierOf(options);
  const stripe = await startStripeSimulator({ port, host, courier, webhookUrl: callback });
  return {
    title: 'Stripe',
    base: `${stripe.url}/`,
    settings: [
      ['STRIPE_BASE_URL', stripe.url],
      ['STRIPE_SECRET_KEY', stripe.secretKey],
      ['STRIPE_WEBHOOK_SECRET', stripe.webhookSecret],
    ],
    callback,
    rehearsals: [
      ['pays', 'pay', { session: 'cs_…' }],
      ['card declined', 'decline', { session: 'cs_…' }],
      ['renews', 'renew', { subscription: 'sub_…' }],
      ['renewal fails', 'renew', { subscription: 'sub_…', fail: 'true' }],
      ['pays after all', 'recover', { subscription: 'sub_…' }],
      ['part refunded', 'refund', { payment: 'pi_…', amount: '300' }],
      ['disputed', 'dispute', { payment: 'pi_…' }],
      ['without order', 'stray-payment', { email: 'ada@example.com', amount: '1000', currency: 'usd' }],
      ['time passes', 'advance', { to: '2027-01-31T00:00:00Z' }],
    ],
    close: () => courier.close().then(() => stripe.close()),
  };
}

async function startEPay({ port, options }: Start): Promise<Running> {
  const { host, webhookBase } = options;
  const courier = courierOf(options);
  const epay = await startEPaySimulator({ port, host, courier });
  const [merchant, second] = testMerchants;
  return {
    title: 'EPay',
    base: epay.base,
    settings: [
      ['EPAY_BASE_URL', epay.base],
      ['EPAY_PID', merchant?.pid ?? ''],
      ['EPAY_KEY', merchant?.key ?? ''],
      ['EPAY_PRIVATE_KEY', merchant?.privateKey ?? ''],
      ['EPAY_PLATFORM_PUBLIC_KEY', epay.platformPublicKey],
    ],
    callback: `${webhookBase}/api/payments/notify/epay`,
    rehearsals: [
      ['pays', 'pay', { out_trade_no: '…' }],
      ['another sum', 'pay', { out_trade_no: '…', money: '0.01' }],
      ['another state', 'pay', { out_trade_no: '…', status: 'WAIT_BUYER_PAY' }],
      ['another merchant', 'pay-elsewhere', { out_trade_no: '…', pid: second?.pid ?? '' }],
      ['refunded', 'refund', { out_trade_no: '…', money: '1.00' }],
      ['by POST', 'quirks', { notifyMethod: 'POST' }],
    ],
    close: () => courier.close().then(() => epay.close()),
  };
}

async function startCreem({ port, options }: Start): Promise<Running> {
  const { host, webhookBase } = options;
  const callback = `${webhookBase}/api/payments/notify/creem`;
  const courier = courierOf(options);
  const products = { [creemTopUpProduct.id]: creemTopUpProduct.fields };
  const creem = await startCreemSimulator({ port, host, courier, products, webhookUrl: callback });
  return {
    title: 'Creem',
    base: `${creem.url}/`,
    settings: [
      ['CREEM_BASE_URL', creem.url],
      ['CREEM_API_KEY', creemTestKeys.apiKey],
      ['CREEM_WEBHOOK_SECRET', creem.webhookSecret],
      ['CREEM_TOP_UP_PRODUCT', creemTopUpProduct.id],
    ],
    callback,
    rehearsals: [
      ['pays', 'pay', { id: 'ch_…' }],
      ['renewal fails', 'renew', { id: 'sub_…', fail: 'true' }],
      ['pays after all', 'recover', { id: 'sub_…' }],
      ['cancels', 'cancel', { id: 'sub_…', mode: 'scheduled' }],
      ['part refunded', 'refund', { id: 'tran_…', amount: '300' }],
      ['disputed', 'dispute', { id: 'tran_…' }],
      ['without order', 'stray-payment', { email: 'ada@example.com', amount: '1000' }],
      ['time passes', 'advance', { to: '2027-01-31T00:00:00Z' }],
    ],
    close: () => courier.close().then(() => creem.close()),
  };
}

/** How each provider is started. What it prints is the same after every start. */
export const starters: Record<ProviderName, (start: Start) => Promise<Running>> = {
  stripe: startStripe,
  epay: startEPay,
  creem: startCreem,
};
