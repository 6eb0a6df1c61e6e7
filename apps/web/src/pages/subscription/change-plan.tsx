import { type CurrentSubscription, type PaymentMethod, type Plan, type PlanChange, toMicro } from '@farebox/sdk';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery, planChangeQuery, refreshBilling } from '../../api/queries.ts';
import { formatDate } from '../../format/time.ts';
import { Credits, Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TicketRow } from '../../ui/ticket.tsx';
import { MethodChoice } from '../paying/method-choice.tsx';
import { methodsForPlans } from '../paying/methods.ts';
import { usePriceText } from '../paying/price-text.ts';
import { useAttempt, useGoPay } from '../paying/use-purchase.ts';
import { TermList } from './terms.tsx';

interface Props {
  plan: Plan;
  subscription: CurrentSubscription;
  onClose: () => void;
}

/** Changes, then goes on to pay where something is to be paid; else the page shows what has changed. */
function useChanging({ plan, onClose }: Props) {
  const client = useQueryClient();
  const goPay = useGoPay();
  const attempt = useAttempt();
  return useMutation({
    mutationFn: (method: PaymentMethod | undefined) => {
      const way = method && { provider: method.provider, ...(method.method && { method: method.method }) };
      const wish = { planId: plan.id, ...way };
      return farebox.subscription.change(wish, { idempotencyKey: attempt.keyFor(wish) });
    },
    onSettled: (_made, error) => {
      attempt.done(error);
      return refreshBilling(client);
    },
    onSuccess: async ({ order, checkoutUrl }) => {
      if (order) await goPay({ order, checkoutUrl: checkoutUrl ?? `/pay/${order.id}` });
      else onClose();
    },
  });
}

/** The money and the credits of it, and from when. */
function Preview({ change }: { change: PlanChange }) {
  const { t, i18n } = useTranslation();
  const date = (at: string) => formatDate(at, i18n.language);
  const now = change.kind === 'upgrade';
  return (
    <dl>
      <TicketRow label={t('subscription.preview.from')}>
        {now ? t('subscription.preview.now') : date(change.effectiveAt)}
      </TicketRow>
      <TicketRow label={t('subscription.preview.pay')}>
        <Money amount={change.amount} currency={change.currency} className="font-semibold" />
      </TicketRow>
      {toMicro(change.credits) > 0n && (
        <TicketRow label={t('subscription.preview.credits')}>
          <Credits value={change.credits} unit sign="movement" className="text-arrived" />
        </TicketRow>
      )}
      {change.endsAt && <TicketRow label={t('subscription.preview.until')}>{date(change.endsAt)}</TicketRow>}
    </dl>
  );
}

function Decision(props: Props) {
  const { t, i18n } = useTranslation();
  const { plan, subscription, onClose } = props;
  const { data: change } = useSuspenseQuery(planChangeQuery(plan.id));
  const { data: config } = useQuery(configQuery);
  const [wanted, setMethod] = useState<PaymentMethod | null>(null);
  const changing = useChanging(props);
  const methods = config ? methodsForPlans(config, change.currency) : [];
  const pays = toMicro(change.amount) > 0n;
  const chooses = pays && !subscription.automatic;
  const method = chooses ? (wanted ?? methods[0]) : undefined;
  const priceIn = usePriceText();
  const submit = pays
    ? t('topUp.pay', { amount: priceIn(change.amount, change.currency, method) })
    : t(`subscription.preview.submit.${change.kind}`, { date: formatDate(change.effectiveAt, i18n.language) });
  return (
    <>
      <TermList terms={plan} />
      <Preview change={change} />
      <p className="text-quiet text-sm">{t(`subscription.preview.${change.kind}`)}</p>
      {chooses && <MethodChoice methods={methods} value={method} onChange={setMethod} />}
      {changing.isError && <Problem error={changing.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" busy={changing.isPending} onClick={() => changing.mutate(method)}>
          {submit}
        </Button>
      </div>
    </>
  );
}

/** Another plan instead of the one that runs: what that costs and brings, before anything happens. */
export function ChangePlan(props: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={(open) => open || props.onClose()}
      title={t('subscription.changeTo', { name: props.plan.name })}
    >
      <Boundary loading={<Skeleton className="h-40 w-full" />}>
        <Decision {...props} />
      </Boundary>
    </Dialog>
  );
}
