import { type Plan, type SoldPlan, toMicro } from '@farebox/sdk';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatCredits } from '../../format/money.ts';

export type Interval = Plan['interval'];

type Terms = Pick<Plan, 'interval' | 'grantAmount' | 'grantEvery' | 'dailyLimit' | 'rollover'>;

/** `11,000` rather than `11,000.00`: what a plan gives is a round figure. */
const round = (credits: string) => formatCredits(credits).replace(/\.00$/, '');

/** What a plan gives, one line each. */
function useTerms(): (terms: Terms | SoldPlan) => string[] {
  const { t } = useTranslation();
  return ({ interval, grantAmount, grantEvery, dailyLimit, rollover }) => {
    const gives = toMicro(grantAmount) > 0n;
    const every = interval === 'year' && grantEvery === 'month' ? 'month' : interval;
    return [
      ...(gives ? [t(`subscription.gives.${every}`, { amount: round(grantAmount) })] : []),
      ...(dailyLimit === null ? [] : [t('subscription.daily', { amount: round(dailyLimit) })]),
      ...(gives && interval !== 'once' ? [t(rollover ? 'subscription.stays' : 'subscription.goes')] : []),
      ...(gives ? [t('subscription.first')] : []),
    ];
  };
}

export function TermList({ terms }: { terms: Terms | SoldPlan }) {
  const lines = useTerms()(terms);
  return (
    <ul className="grid gap-1.5">
      {lines.map((line) => (
        <li key={line} className="flex items-start gap-2">
          <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-arrived" strokeWidth={2.5} />
          {line}
        </li>
      ))}
    </ul>
  );
}
