import type { PaymentMethod, ServerConfig } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { configQuery } from '../../api/queries.ts';
import type { Messages } from '../../i18n/messages.ts';

type Named = Pick<PaymentMethod, 'provider' | 'method'> & { label?: string | null };
type Known = keyof Messages['paying']['method'];

/** As the server labels them when the operator has chosen no words. */
const standardLabels: Record<string, string> = { alipay: 'Alipay', wxpay: 'WeChat Pay' };

const known = new Set<string>([
  'mockpay',
  'stripe',
  'creem',
  'epay',
  'alipay',
  'wxpay',
  'qqpay',
  'bank',
  'balance',
] satisfies Known[]);

export const methodKey = ({ provider, method }: Named): string => `${provider}/${method ?? ''}`;

/** Those that take a currency. */
export function methodsIn(config: ServerConfig, currency: string): PaymentMethod[] {
  return config.paymentMethods.filter(({ currencies }) => currencies.includes(currency));
}

/** Those that a plan can be paid with: the balance too, where the operator lets it. */
export function methodsForPlans(config: ServerConfig, currency: string): PaymentMethod[] {
  const balance = {
    provider: 'balance',
    method: null,
    label: null,
    colour: null,
    currencies: [currency],
    recurring: true,
  };
  const known = config.currencies[currency] !== undefined;
  return [...methodsIn(config, currency), ...(config.balancePaysPlans && known ? [balance] : [])];
}

/** The currencies that can be paid in, the usual one first. */
export function payableCurrencies(config: ServerConfig): string[] {
  const payable = Object.keys(config.currencies).filter((code) => methodsIn(config, code).length > 0);
  return payable.sort((one, other) => Number(other === config.currency) - Number(one === config.currency));
}

/** What a way of paying is called: in the operator's words where there are any, else in the reader's language. */
export function useMethodName(): (named: Named) => string {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  return (named) => {
    const offered = config?.paymentMethods.find((one) => methodKey(one) === methodKey(named));
    const label = named.label ?? offered?.label;
    const name = named.method ?? named.provider;
    if (label && label !== standardLabels[name]) return label;
    if (known.has(name)) return t(`paying.method.${name as Known}`);
    return label ?? name;
  };
}
