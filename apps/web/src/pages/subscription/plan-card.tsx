import type { CurrentSubscription, Plan } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../format/money.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { isChange } from './is-change.ts';
import { TermList } from './terms.tsx';

interface Props {
  plan: Plan;
  currency: string;
  subscription: CurrentSubscription | null;
  onChoose: () => void;
}

function Action({ plan, subscription, onChoose }: Omit<Props, 'currency'>) {
  const { t } = useTranslation();
  const own = subscription?.plan?.id === plan.id;
  const next = subscription?.nextPlan?.id === plan.id;
  if (own && subscription?.nextPlan) {
    return <Button onClick={onChoose}>{t('subscription.keep', { name: plan.name })}</Button>;
  }
  if (own) {
    return <p className="flex h-10 items-center font-medium">{t('subscription.yours')}</p>;
  }
  if (next) return <p className="flex h-10 items-center font-medium">{t('subscription.yoursNext')}</p>;
  const name = plan.name;
  const change = subscription !== null && isChange(subscription, plan);
  return (
    <Button look={subscription ? 'plain' : 'primary'} onClick={onChoose}>
      {t(change ? 'subscription.changeTo' : 'subscription.choose', { name })}
    </Button>
  );
}

/** One plan: what it costs and what it gives. */
export function PlanCard({ plan, currency, subscription, onChoose }: Props) {
  const { t } = useTranslation();
  const own = subscription?.plan?.id === plan.id;
  const amount = plan.prices[currency]?.amount ?? '0';
  return (
    <li
      data-slot="plan"
      className={cn(
        'relative flex flex-col gap-4 overflow-hidden rounded-lg border bg-sheet p-5 pt-6',
        own && 'border-ink before:absolute before:inset-x-0 before:top-0 before:h-1.5 before:bg-fare',
      )}
    >
      <div className="grid gap-1">
        <h3 className="font-semibold text-lg">{plan.name}</h3>
        {plan.description && <p className="text-quiet text-sm">{plan.description}</p>}
      </div>
      <p>
        <span className="mono font-semibold text-2xl">{formatMoney(amount, currency).replace(/\.0+$/, '')}</span>{' '}
        <span className="text-quiet">{t(`subscription.per.${plan.interval}`)}</span>
      </p>
      <TermList terms={plan} />
      <div className="mt-auto grid pt-2">
        <Action plan={plan} subscription={subscription} onChoose={onChoose} />
      </div>
    </li>
  );
}
