import { type CurrentSubscription, type Plan, toMicro } from '@farebox/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCredits, formatMoney } from '../../format/money.ts';
import { formatDate } from '../../format/time.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Actions } from './actions.tsx';
import { Notice } from './notice.tsx';

interface Props {
  subscription: CurrentSubscription;
  plans: Plan[];
}

const tones: Record<CurrentSubscription['status'], Tone> = {
  pending: 'held',
  trialing: 'arrived',
  active: 'arrived',
  past_due: 'refused',
  unpaid: 'refused',
  paused: 'neutral',
  cancelled: 'neutral',
  expired: 'neutral',
};

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-quiet text-sm">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

/** How much of the period's credits is left: a bar with the figures beside it. */
function Left({ credits }: Pick<CurrentSubscription, 'credits'>) {
  const { t } = useTranslation();
  const granted = toMicro(credits.granted);
  if (granted === 0n) return null;
  const left = toMicro(credits.left);
  const percent = Number((left * 100n) / granted);
  return (
    <div className="grid gap-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-quiet text-sm">{t('subscription.left')}</span>
        <span>
          <span className="mono font-semibold">{formatCredits(credits.left)}</span>{' '}
          <span className="text-quiet">{t('subscription.ofGranted', { amount: formatCredits(credits.granted) })}</span>
        </span>
      </p>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" className="h-2 w-full rounded-sm bg-fill">
        <rect width={Math.min(percent, 100)} height="4" className="fill-fare-deep" />
      </svg>
      {toMicro(credits.toCome) > 0n && (
        <p className="text-quiet text-sm">{t('subscription.toCome', { amount: formatCredits(credits.toCome) })}</p>
      )}
    </div>
  );
}

function Facts({ subscription }: Pick<Props, 'subscription'>) {
  const { t, i18n } = useTranslation();
  const date = (at: string) => formatDate(at, i18n.language);
  const { currentPeriodStart, currentPeriodEnd, nextPayment, plan } = subscription;
  const ends = subscription.cancelAt ?? (subscription.cancelAtPeriodEnd ? currentPeriodEnd : null);
  return (
    <dl className="grid gap-4 sm:grid-cols-3">
      {currentPeriodStart && (
        <Fact label={t('subscription.period')}>
          {currentPeriodEnd
            ? `${date(currentPeriodStart)} – ${date(currentPeriodEnd)}`
            : t('subscription.since', { date: date(currentPeriodStart) })}
        </Fact>
      )}
      {plan?.price && (
        <Fact label={t('topUp.price')}>
          {formatMoney(plan.price.amount, plan.price.currency)} {t(`subscription.per.${plan.interval}`)}
        </Fact>
      )}
      {ends && <Fact label={t('subscription.ends')}>{date(ends)}</Fact>}
      {nextPayment && (
        <Fact label={t(subscription.automatic ? 'subscription.nextPayment' : 'subscription.payBy')}>
          {date(nextPayment.at)}
          {nextPayment.amount && nextPayment.currency && (
            <span className="text-quiet">, {formatMoney(nextPayment.amount, nextPayment.currency)}</span>
          )}
        </Fact>
      )}
    </dl>
  );
}

/** The plan that runs: until when, what is left of it, what comes next, and what can be done about it. */
export function CurrentPlan({ subscription, plans }: Props) {
  const { t } = useTranslation();
  const { status, plan, credits } = subscription;
  return (
    <div className="grid gap-4">
      <Notice subscription={subscription} plans={plans} />
      <Card aria-label={t('subscription.current')} className="grid gap-5 p-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h2 className="font-semibold text-xl">{plan?.name ?? t('subscription.unknownPlan')}</h2>
            <Badge tone={tones[status]}>{t(`subscription.status.${status}`)}</Badge>
          </div>
          <Actions subscription={subscription} plans={plans} />
        </div>
        <Facts subscription={subscription} />
        <Left credits={credits} />
      </Card>
    </div>
  );
}
