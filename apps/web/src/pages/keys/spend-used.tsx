import { type ApiKey, toMicro } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { formatCredits } from '../../format/money.ts';
import { formatExact } from '../../format/time.ts';
import { Meter } from '../../ui/meter.tsx';
import { type Period, periods } from './limit-values.ts';

type Spend = NonNullable<ApiKey['spendLimits'][Period]>;

const shareOf = ({ limit, used }: Spend) => Number(toMicro(used)) / Number(toMicro(limit));

/** The spend limit that will be reached first, by what is used of it now. */
export function nearestLimit({ spendLimits }: ApiKey): { period: Period; spend: Spend } | null {
  const set = periods.flatMap((period) => {
    const spend = spendLimits[period];
    return spend ? [{ period, spend }] : [];
  });
  return set.reduce<(typeof set)[number] | null>(
    (most, one) => (most && shareOf(most.spend) >= shareOf(one.spend) ? most : one),
    null,
  );
}

/** One spend limit and what is used of it. */
export function SpendUsed({ period, spend, small }: { period: Period; spend: Spend; small?: boolean }) {
  const { t, i18n } = useTranslation();
  const figures = { used: formatCredits(spend.used), limit: formatCredits(spend.limit) };
  const until = spend.resetsAt && t('keys.limits.resets', { at: formatExact(spend.resetsAt, i18n.language) });
  return (
    <div data-slot="spend-used" className="grid gap-1" title={until ?? undefined}>
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className="whitespace-nowrap">{t(`keys.limits.per.${period}`)}</span>
        <span className="mono whitespace-nowrap text-quiet">{t('keys.limits.used', figures)}</span>
      </div>
      <Meter share={shareOf(spend)} />
      {until && !small && <p className="text-quiet text-sm">{until}</p>}
    </div>
  );
}

/** All of a key's spend limits. */
export function AllSpendUsed({ apiKey: { spendLimits } }: { apiKey: ApiKey }) {
  const set = periods.flatMap((period) => {
    const spend = spendLimits[period];
    return spend ? [<SpendUsed key={period} period={period} spend={spend} />] : [];
  });
  return set.length > 0 && <div className="grid gap-4 rounded-md bg-counter p-4">{set}</div>;
}
