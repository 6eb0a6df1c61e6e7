import { type AdminOrderStory, fromMicro, type OrderStatus, toMicro } from '@farebox/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { formatMoney, readMoney } from '../../format/money.ts';
import { useRole } from '../../shell/use-role.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Perforation, TicketPart } from '../../ui/ticket.tsx';
import { useAttempt } from '../paying/use-purchase.ts';
import { ReasonDialog } from './reason-dialog.tsx';

type Act = 'complete' | 'cancel' | 'reviewed' | 'refund';

const unpaid = new Set<OrderStatus>(['pending', 'failed', 'cancelled', 'expired']);
const refundable = new Set<OrderStatus>(['fulfilled', 'partially_refunded', 'paid', 'disputed']);

/** What may be decided about an order as it stands. */
function actsFor({ status, needsReview, amount, refunded }: AdminOrderStory): Act[] {
  const left = toMicro(amount) > toMicro(refunded);
  return [
    ...(unpaid.has(status) ? (['complete'] as const) : []),
    ...(status === 'pending' ? (['cancel'] as const) : []),
    ...(refundable.has(status) && left ? (['refund'] as const) : []),
    ...(needsReview ? (['reviewed'] as const) : []),
  ];
}

interface Props {
  order: AdminOrderStory;
  onClose: () => void;
}

/** So much, or all that remains. */
function RefundDialog({ order, onClose }: Props) {
  const { t } = useTranslation('admin');
  const [amount, setAmount] = useState('');
  const attempt = useAttempt();
  const rest = fromMicro(toMicro(order.amount) - toMicro(order.refunded));
  const act = async (reason: string) => {
    const read = amount.trim() ? (readMoney(amount, order.currency) ?? amount.trim()) : undefined;
    const wish = { reason, ...(read && { amount: read }) };
    try {
      const refund = await farebox.admin.orders.refund(order.id, wish, { idempotencyKey: attempt.keyFor(wish) });
      attempt.done(null);
      return refund;
    } catch (error) {
      attempt.done(error);
      throw error;
    }
  };
  const text = t('orders.refundText');
  return (
    <ReasonDialog title={t('orders.refund')} text={text} submit={t('orders.refund')} danger act={act} onClose={onClose}>
      <Field
        label={t('orders.refundAmount')}
        hint={t('orders.refundHint', { amount: formatMoney(rest, order.currency) })}
      >
        {(control) => (
          <Input
            {...control}
            name="amount"
            inputMode="decimal"
            autoComplete="off"
            maxLength={14}
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            className="mono max-w-[220px]"
          />
        )}
      </Field>
    </ReasonDialog>
  );
}

function ActDialog({ order, act, onClose }: Props & { act: Act }) {
  const { t } = useTranslation('admin');
  if (act === 'refund') return <RefundDialog order={order} onClose={onClose} />;
  const amount = formatMoney(order.amount, order.currency);
  return (
    <ReasonDialog
      title={t(`orders.${act}`)}
      text={t(`orders.${act}Text`, { amount })}
      submit={t(`orders.${act}`)}
      danger={act === 'cancel'}
      act={(reason) => farebox.admin.orders[act](order.id, reason)}
      onClose={onClose}
    />
  );
}

/** What root may do by hand, each with a reason. */
export function Decisions({ order }: { order: AdminOrderStory }) {
  const { t } = useTranslation('admin');
  const { isRoot } = useRole();
  const [act, setAct] = useState<Act | null>(null);
  const acts = actsFor(order);
  if (acts.length === 0) return null;
  return (
    <>
      <Perforation />
      <TicketPart className="grid gap-3">
        {!isRoot && <p className="text-quiet text-sm">{t('rootOnly')}</p>}
        <div className="flex flex-wrap gap-3">
          {acts.map((one) => (
            <Button
              key={one}
              look={one === 'refund' || one === 'cancel' ? 'danger' : 'plain'}
              disabled={!isRoot}
              onClick={() => setAct(one)}
            >
              {t(`orders.${one}`)}
            </Button>
          ))}
        </div>
      </TicketPart>
      {act && <ActDialog order={order} act={act} onClose={() => setAct(null)} />}
    </>
  );
}
