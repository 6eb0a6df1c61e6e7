import {
  type Courier,
  type CreemSimulator,
  creemTestKeys,
  creemTopUpProduct,
  type EPaySimulator,
  type StripeSimulator,
  startCreemSimulator,
  startEPaySimulator,
  startStripeSimulator,
  testMerchants,
} from '@farebox/simulator';

/** The three providers on this machine, and the settings by which a server finds them. */
export interface Vendors {
  stripe: StripeSimulator;
  epay: EPaySimulator;
  creem: CreemSimulator;
  /** One for all three: what it holds back, it holds back of all. */
  courier: Courier;
  /** The `payments` part of a configuration. */
  payments: typeof currencies & Record<'stripe' | 'epay' | 'creem', Record<string, unknown>>;
  close(): Promise<void>;
}

const offer = { minorUnits: 2, creditsPerUnit: '100', minTopUp: '1', maxTopUp: '10000', quickAmounts: [] };
const currencies = {
  currency: 'USD',
  currencies: { USD: { ...offer, minorUnits: 2 as const }, CNY: { ...offer, minorUnits: 2 as const } },
  maxPendingOrders: 100,
};

/** Their callbacks go to the address that a server has or is going to have. EPay's go where the order says. */
export async function startVendors(serverUrl: string, courier: Courier): Promise<Vendors> {
  const [merchant] = testMerchants;
  const [stripe, epay, creem] = await Promise.all([
    startStripeSimulator({ courier, webhookUrl: `${serverUrl}/api/payments/notify/stripe` }),
    startEPaySimulator({ courier }),
    startCreemSimulator({
      courier,
      webhookUrl: `${serverUrl}/api/payments/notify/creem`,
      products: { [creemTopUpProduct.id]: creemTopUpProduct.fields },
    }),
  ]);
  const { secretKey, webhookSecret } = stripe;
  return {
    ...{ stripe, epay, creem, courier },
    payments: {
      ...currencies,
      stripe: { enabled: true, baseUrl: stripe.url, secretKey, webhookSecret },
      epay: { enabled: true, baseUrl: epay.base, pid: merchant?.pid, key: merchant?.key, mode: 'mapi' },
      creem: {
        ...{ enabled: true, baseUrl: creem.url, topUpProduct: creemTopUpProduct.id },
        ...{ apiKey: creemTestKeys.apiKey, webhookSecret: creem.webhookSecret },
      },
    },
    async close() {
      await courier.close();
      await Promise.all([stripe.close(), epay.close(), creem.close()]);
    },
  };
}
