import type { Order } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configQuery, isOpen } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { methodsIn } from '../paying/methods.ts';
import { CancelOrder } from './cancel-order.tsx';
import { CheckoutOf } from './checkouts.tsx';
import { OtherWay } from './other-way.tsx';
import { canRepeat } from './same-again.ts';

/** The order can be paid: how, in which other way, or not at all. */
function Paying({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  const [asking, setAsking] = useState<'other' | 'cancel' | null>(null);
  const choices = config ? methodsIn(config, order.currency).length : 0;
  const switchable = canRepeat(order) && (choices > 1 || order.checkout === null);
  return (
    <div className="grid gap-3">
      <CheckoutOf order={order} />
      <div className="grid auto-cols-fr gap-3 sm:grid-flow-col">
        {switchable && <Button onClick={() => setAsking('other')}>{t('pay.other.open')}</Button>}
        <Button onClick={() => setAsking('cancel')}>{t('pay.cancelling.submit')}</Button>
      </div>
      {asking === 'other' && <OtherWay order={order} onClose={() => setAsking(null)} />}
      {asking === 'cancel' && <CancelOrder order={order} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** It came to nothing: once more, or back to the choice. */
function Over({ order }: { order: Order }) {
  const { t } = useTranslation();
  const [again, setAgain] = useState(false);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {canRepeat(order) && (
        <Button look="primary" onClick={() => setAgain(true)}>
          {t('pay.again')}
        </Button>
      )}
      <Button asChild>
        <Link to={order.planId === null ? '/topup' : '/subscription'}>{t('pay.choose')}</Link>
      </Button>
      {again && <OtherWay order={order} onClose={() => setAgain(false)} />}
    </div>
  );
}

/** What can be done about an order as it stands. */
export function WayOn({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { status, needsReview } = order;
  if (status === 'pending' && !needsReview) return <Paying order={order} />;
  if ((status === 'failed' || status === 'cancelled' || status === 'expired') && !needsReview) {
    return <Over order={order} />;
  }
  const plan = order.planId !== null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Button asChild look={isOpen(order) ? 'plain' : 'primary'}>
        {plan ? <Link to="/subscription">{t('pay.subscription')}</Link> : <Link to="/">{t('pay.dashboard')}</Link>}
      </Button>
      <Button asChild>
        <Link to="/topup">{t('pay.more')}</Link>
      </Button>
    </div>
  );
}
