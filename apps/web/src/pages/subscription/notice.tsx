import type { CurrentSubscription, Plan } from '@farebox/sdk';
import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../format/time.ts';
import { cn } from '../../ui/cn.ts';
import { canRenew, PayNext, PortalButton } from './actions.tsx';

/** So long before the end the page asks for the next period. */
const REMIND_MS = 7 * 86_400_000;

function Line({ urgent = false, action, children }: { urgent?: boolean; action?: ReactNode; children: ReactNode }) {
  const Icon = urgent ? CircleAlert : Info;
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      data-slot="notice"
      className={cn(
        'flex flex-wrap items-center gap-x-4 gap-y-3 rounded-md border p-4',
        urgent ? 'border-refused/40 bg-refused/6' : 'bg-fill',
      )}
    >
      <Icon aria-hidden className={cn('size-5 shrink-0', urgent ? 'text-refused' : 'text-person')} />
      <p className="min-w-[16ch] max-w-[64ch] flex-1">{children}</p>
      {action}
    </div>
  );
}

/** What its owner should know or do about a subscription now. */
export function Notice({ subscription, plans }: { subscription: CurrentSubscription; plans: Plan[] }) {
  const { t, i18n } = useTranslation();
  const { status, automatic, nextPlan, currentPeriodEnd, cancelAtPeriodEnd, paidUntil, plan } = subscription;
  const date = (at: string | null) => (at ? formatDate(at, i18n.language) : '');
  const payNow = automatic ? <PortalButton subscription={subscription} primary /> : null;
  if (status === 'past_due' || status === 'unpaid') {
    const action = payNow ?? <PayNext subscription={subscription} plans={plans} primary />;
    return (
      <Line urgent action={action}>
        {t('subscription.notice.pastDue', { name: plan?.name ?? '' })}
      </Line>
    );
  }
  if (cancelAtPeriodEnd) {
    return <Line>{t('subscription.notice.cancelled', { date: date(currentPeriodEnd) })}</Line>;
  }
  const soon = paidUntil !== null && Date.parse(paidUntil) - Date.now() < REMIND_MS;
  if (soon && canRenew(subscription, plans)) {
    return (
      <Line action={<PayNext subscription={subscription} plans={plans} primary />}>
        {t('subscription.notice.remind', { name: plan?.name ?? '', date: date(paidUntil) })}
      </Line>
    );
  }
  if (nextPlan) {
    return <Line>{t('subscription.notice.next', { date: date(currentPeriodEnd), name: nextPlan.name })}</Line>;
  }
  return null;
}
