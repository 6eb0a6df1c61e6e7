import type { CurrentSubscription, Plan } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { refreshBilling } from '../../api/queries.ts';
import { formatDate } from '../../format/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { BuyPlan } from './buy-plan.tsx';

interface Props {
  subscription: CurrentSubscription;
  plans: Plan[];
}

function nextPlanOf({ subscription, plans }: Props): Plan | undefined {
  const id = subscription.nextPlan?.id ?? subscription.plan?.id;
  return plans.find((plan) => plan.id === id);
}

/** Its next period is paid by hand, and the plan is still sold. */
export function canRenew(subscription: CurrentSubscription, plans: Plan[]): boolean {
  const { automatic, cancelAtPeriodEnd, plan } = subscription;
  const next = nextPlanOf({ subscription, plans });
  return !automatic && !cancelAtPeriodEnd && plan?.interval !== 'once' && next !== undefined;
}

/** Pays for the period after this one. */
export function PayNext({ subscription, plans, primary = false }: Props & { primary?: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const plan = nextPlanOf({ subscription, plans });
  if (!plan) return null;
  const currency = subscription.plan?.price?.currency ?? Object.keys(plan.prices)[0] ?? 'CNY';
  return (
    <>
      <Button look={primary ? 'primary' : 'plain'} onClick={() => setOpen(true)}>
        {t('subscription.payNext')}
      </Button>
      {open && <BuyPlan plan={plan} currency={currency} renews onClose={() => setOpen(false)} />}
    </>
  );
}

/** To the provider's own page for the card that is charged. */
export function PortalButton({
  subscription,
  primary = false,
}: {
  subscription: CurrentSubscription;
  primary?: boolean;
}) {
  const { t } = useTranslation();
  const opening = useMutation({
    mutationFn: () => farebox.subscription.portal(),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (!subscription.automatic || subscription.provider === 'balance') return null;
  return (
    <>
      <Button look={primary ? 'primary' : 'plain'} busy={opening.isPending} onClick={() => opening.mutate()}>
        {t('subscription.portal')}
      </Button>
      {opening.isError && <Problem error={opening.error} className="w-full" />}
    </>
  );
}

/** Asks before a plan is left, by name and with what follows. */
function CancelPlan({ subscription, onClose }: { subscription: CurrentSubscription; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => farebox.subscription.cancel(),
    onSuccess: async () => {
      await refreshBilling(client);
      onClose();
    },
  });
  const { plan, currentPeriodEnd } = subscription;
  const date = currentPeriodEnd ? formatDate(currentPeriodEnd, i18n.language) : '';
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('subscription.cancelling.title', { name: plan?.name ?? '' })}
      description={t('subscription.cancelling.text', { date })}
    >
      {cancelling.isError && <Problem error={cancelling.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{t('subscription.cancelling.keep')}</Button>
        <Button look="danger" busy={cancelling.isPending} onClick={() => cancelling.mutate()}>
          {t('subscription.cancelling.submit')}
        </Button>
      </div>
    </Dialog>
  );
}

function Resume() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const resuming = useMutation({
    mutationFn: () => farebox.subscription.resume(),
    onSuccess: () => refreshBilling(client),
  });
  return (
    <>
      <Button look="primary" busy={resuming.isPending} onClick={() => resuming.mutate()}>
        {t('subscription.resume')}
      </Button>
      {resuming.isError && <Problem error={resuming.error} className="w-full" />}
    </>
  );
}

/** What can be done about the plan that runs. */
export function Actions({ subscription, plans }: Props) {
  const { t } = useTranslation();
  const [cancelling, setCancelling] = useState(false);
  const { cancelAtPeriodEnd, currentPeriodEnd, status } = subscription;
  const late = status === 'past_due' || status === 'unpaid';
  return (
    <div className="flex flex-wrap gap-3">
      {!late && <PortalButton subscription={subscription} />}
      {!late && canRenew(subscription, plans) && <PayNext subscription={subscription} plans={plans} />}
      {cancelAtPeriodEnd && <Resume />}
      {!cancelAtPeriodEnd && currentPeriodEnd && (
        <Button onClick={() => setCancelling(true)}>{t('subscription.cancelling.submit')}</Button>
      )}
      {cancelling && <CancelPlan subscription={subscription} onClose={() => setCancelling(false)} />}
    </div>
  );
}
