import type { PaymentMethod } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { configQuery } from '../../api/queries.ts';
import { creditsFor, formatCredits, formatMoney } from '../../format/money.ts';

/** What is paid in the way that was chosen: money, or what that is in credits of the balance. */
export function usePriceText() {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  return (amount: string, currency: string, method: PaymentMethod | undefined): string => {
    if (method?.provider !== 'balance') return formatMoney(amount, currency);
    const perUnit = config?.currencies[currency]?.creditsPerUnit ?? '0';
    return t('common.amountOfCredits', { amount: formatCredits(creditsFor(amount, perUnit)) });
  };
}
