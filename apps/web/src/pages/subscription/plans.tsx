import type { CurrentSubscription, Plan } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configQuery } from '../../api/queries.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { payableCurrencies } from '../paying/methods.ts';
import { BuyPlan } from './buy-plan.tsx';
import { ChangePlan } from './change-plan.tsx';
import { isChange } from './is-change.ts';
import { PlanCard } from './plan-card.tsx';
import type { Interval } from './terms.tsx';

const intervals: readonly Interval[] = ['month', 'year', 'once'];

interface Props {
  plans: Plan[];
  subscription: CurrentSubscription | null;
}

/** Which interval and currency the plans are compared in: at first those of the plan one has. */
function useComparison({ plans, subscription }: Props) {
  const { data: config } = useQuery(configQuery);
  const offered = intervals.filter((interval) => plans.some((plan) => plan.interval === interval));
  const payable = config ? payableCurrencies(config) : [];
  const currencies = payable.filter((code) => plans.some(({ prices }) => prices[code]));
  const own = subscription?.plan;
  const [wantedInterval, setInterval] = useState<Interval>(own?.interval ?? 'month');
  const [wantedCurrency, setCurrency] = useState(own?.price?.currency ?? '');
  const interval = offered.includes(wantedInterval) ? wantedInterval : (offered[0] ?? 'month');
  const currency = currencies.includes(wantedCurrency) ? wantedCurrency : (currencies[0] ?? config?.currency ?? 'CNY');
  return { offered, currencies, interval, setInterval, currency, setCurrency };
}

function Choices({
  offered,
  currencies,
  interval,
  setInterval,
  currency,
  setCurrency,
}: ReturnType<typeof useComparison>) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <h2 className="font-semibold text-lg">{t('subscription.plans')}</h2>
      <div className="flex flex-wrap gap-3">
        {offered.length > 1 && (
          <Segmented
            label={t('subscription.interval')}
            value={interval}
            onChange={setInterval}
            options={offered.map((value) => ({ value, label: t(`subscription.intervals.${value}`) }))}
          />
        )}
        {currencies.length > 1 && (
          <Segmented
            label={t('paying.currency')}
            value={currency}
            onChange={setCurrency}
            options={currencies.map((code) => ({ value: code, label: code }))}
          />
        )}
      </div>
    </div>
  );
}

/** The plans side by side, and the way to each. */
export function Plans({ plans, subscription }: Props) {
  const { t } = useTranslation();
  const comparison = useComparison({ plans, subscription });
  const { interval, currency } = comparison;
  const [chosen, setChosen] = useState<Plan | null>(null);
  const shown = plans.filter((plan) => plan.interval === interval && plan.prices[currency]);
  if (plans.length === 0) {
    return (
      <Card>
        <Empty>{t('subscription.empty')}</Empty>
      </Card>
    );
  }
  const changes = chosen !== null && subscription !== null && isChange(subscription, chosen);
  const close = () => setChosen(null);
  return (
    <section aria-label={t('subscription.plans')} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Choices {...comparison} />
      {shown.length === 0 && <Empty>{t('subscription.emptyCurrency', { currency })}</Empty>}
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,220px),1fr))] gap-4">
        {shown.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            currency={currency}
            subscription={subscription}
            onChoose={() => setChosen(plan)}
          />
        ))}
      </ul>
      {chosen && changes && <ChangePlan plan={chosen} subscription={subscription} onClose={close} />}
      {chosen && !changes && <BuyPlan plan={chosen} currency={currency} onClose={close} />}
    </section>
  );
}
