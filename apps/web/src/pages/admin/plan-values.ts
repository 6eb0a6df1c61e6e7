import type { AdminPlan, ServerConfig } from '@farebox/sdk';

export const intervals = ['month', 'year', 'once'] as const;

/** A form of a plan holds texts; prices have a field for each currency: `amount:CNY`. */
export type PlanValues = Record<string, string>;

const parts = ['amount', 'stripePrice', 'creemProduct'] as const;

/** The currencies a price can be set in: the server's, and those that the plan has already. */
export function currenciesOf(plan: AdminPlan | null, config: ServerConfig | undefined): string[] {
  return [...new Set([...Object.keys(config?.currencies ?? {}), ...Object.keys(plan?.prices ?? {})])];
}

function pricesIn(plan: AdminPlan | null, currencies: string[]): PlanValues {
  const fields = currencies.flatMap((currency) =>
    parts.map((part) => [`${part}:${currency}`, plan?.prices[currency]?.[part] ?? '']),
  );
  return Object.fromEntries(fields) as PlanValues;
}

export function planValues(plan: AdminPlan | null, currencies: string[]): PlanValues {
  return {
    id: plan?.id ?? '',
    name: plan?.name ?? '',
    description: plan?.description ?? '',
    interval: plan?.interval ?? 'month',
    grantAmount: plan?.grantAmount ?? '',
    grantEvery: plan?.grantEvery ?? 'period',
    dailyLimit: plan?.dailyLimit ?? '',
    level: String(plan?.level ?? 0),
    position: String(plan?.position ?? 0),
    rollover: plan?.rollover ? '1' : '',
    active: plan === null || plan.active ? '1' : '',
    ...pricesIn(plan, currencies),
  };
}

/** What is sent of a filled-in form. */
export function planWish(values: PlanValues, currencies: string[]) {
  const text = (name: string) => (values[name] ?? '').trim();
  const priced = currencies.filter((currency) => text(`amount:${currency}`) !== '');
  const price = (currency: string) => ({
    amount: text(`amount:${currency}`),
    stripePrice: text(`stripePrice:${currency}`) || null,
    creemProduct: text(`creemProduct:${currency}`) || null,
  });
  return {
    name: text('name'),
    description: text('description'),
    interval: text('interval') as AdminPlan['interval'],
    grantAmount: text('grantAmount') || '0',
    grantEvery: text('grantEvery') as AdminPlan['grantEvery'],
    dailyLimit: text('dailyLimit') || null,
    level: Number(text('level')) || 0,
    position: Number(text('position')) || 0,
    rollover: values.rollover === '1',
    active: values.active === '1',
    prices: Object.fromEntries(priced.map((currency) => [currency, price(currency)])),
  };
}
