import type { AdminOrderStory, MoneyBack } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { useRole } from '../../shell/use-role.ts';
import { Money } from '../../ui/amount.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Problem } from '../../ui/problem.tsx';
import { moneyBackQuery } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

type Refund = MoneyBack['refunds'][number];
type Dispute = MoneyBack['disputes'][number];

const tones: Record<Refund['status'] | Dispute['status'], Tone> = {
  requested: 'held',
  unknown: 'person',
  pending: 'held',
  succeeded: 'returned',
  failed: 'refused',
  open: 'person',
  won: 'arrived',
  lost: 'refused',
  closed: 'neutral',
};

function Line({ one, name }: { one: Refund | Dispute; name: string }) {
  const { t } = useTranslation('admin');
  return (
    <li className="grid">
      <span className="flex items-baseline justify-between gap-4">
        <Badge tone={tones[one.status]}>{name}</Badge>
        <Money amount={one.amount} currency={one.currency} />
      </span>
      <span className="flex flex-wrap items-baseline justify-between gap-x-4 text-quiet text-sm">
        <span className="min-w-0 truncate">{one.clawback === 'undecided' ? t('orders.undecided') : one.reason}</span>
        <ExactTime at={one.createdAt} />
      </span>
    </li>
  );
}

/** What became of a refund whose answer was lost. */
function Settle({ refund }: { refund: Refund }) {
  const { t } = useTranslation('admin');
  const [outcome, setOutcome] = useState<'succeeded' | 'failed' | null>(null);
  return (
    <li className="flex gap-3">
      <Button size="small" onClick={() => setOutcome('succeeded')}>
        {t('orders.settled')}
      </Button>
      <Button size="small" onClick={() => setOutcome('failed')}>
        {t('orders.failed')}
      </Button>
      {outcome && (
        <ReasonDialog
          title={t(outcome === 'succeeded' ? 'orders.settled' : 'orders.failed')}
          text={t('orders.settleText')}
          submit={t('save')}
          act={(reason) => farebox.admin.orders.settleRefund(refund.id, { outcome, reason })}
          onClose={() => setOutcome(null)}
        />
      )}
    </li>
  );
}

/** Whether the credits go with the money, where the policy leaves it to a person. */
function Clawback({ orderId }: { orderId: string }) {
  const { t } = useTranslation('admin');
  const [credits, setCredits] = useState<'take' | 'leave' | null>(null);
  return (
    <div className="flex flex-wrap gap-3">
      <Button size="small" look="danger" onClick={() => setCredits('take')}>
        {t('orders.take')}
      </Button>
      <Button size="small" onClick={() => setCredits('leave')}>
        {t('orders.leave')}
      </Button>
      {credits && (
        <ReasonDialog
          title={t(`orders.${credits}`)}
          text={t(`orders.${credits}Text`)}
          submit={t(`orders.${credits}`)}
          danger={credits === 'take'}
          act={(reason) => farebox.admin.orders.clawback(orderId, { credits, reason })}
          onClose={() => setCredits(null)}
        />
      )}
    </div>
  );
}

/** Refunds and disputes of an order, and what of them waits for a decision. */
export function MoneyBackOf({ order }: { order: AdminOrderStory }) {
  const { t } = useTranslation('admin');
  const { isRoot } = useRole();
  const { data, error } = useQuery(moneyBackQuery(order.id));
  if (error) return <Problem error={error} />;
  const { refunds = [], disputes = [] } = data ?? {};
  const undecided = [...refunds, ...disputes].some(({ clawback }) => clawback === 'undecided');
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{t('orders.moneyBack')}</h3>
      {data && refunds.length + disputes.length === 0 && <p className="text-quiet">{t('orders.noMoneyBack')}</p>}
      <ul className="grid gap-2">
        {refunds.map((refund) => (
          <Line key={refund.id} one={refund} name={t(`orders.refundStatus.${refund.status}`)} />
        ))}
        {isRoot &&
          refunds
            .filter(({ status }) => status === 'unknown')
            .map((refund) => <Settle key={`settle ${refund.id}`} refund={refund} />)}
        {disputes.map((dispute) => (
          <Line key={dispute.id} one={dispute} name={t(`orders.disputeStatus.${dispute.status}`)} />
        ))}
      </ul>
      {undecided && isRoot && <Clawback orderId={order.id} />}
    </section>
  );
}
