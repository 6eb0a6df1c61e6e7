import type { Order } from '@farebox/sdk';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { orderQuery, refreshBilling } from '../../api/queries.ts';
import { Page } from '../../shell/page.tsx';
import { Credits, Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Perforation, Ticket, TicketPart, TicketRow } from '../../ui/ticket.tsx';
import { TicketHead } from '../receipt/ticket-head.tsx';
import { TicketLoading } from '../receipt/ticket-loading.tsx';
import { OrderState } from '../top-up/order-state.tsx';
import { Steps } from './steps.tsx';

const route = getRouteApi('/signed-in/pay/$orderId');

/** The moment the credits arrive, the balance above shows them. */
function useArrivedCredits(order: Order): void {
  const client = useQueryClient();
  const arrived = order.fulfilledAt;
  useEffect(() => {
    if (arrived) void refreshBilling(client);
  }, [client, arrived]);
}

function Facts({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <dl>
      <TicketRow label={t('orders.credits')}>
        <Credits value={order.credits} unit className="font-semibold" />
      </TicketRow>
      <TicketRow label={t('orders.provider')}>
        {order.provider === 'mockpay' ? t('topUp.providers.mockpay') : order.provider}
      </TicketRow>
      <TicketRow label={t('orders.when')}>
        <ExactTime at={order.createdAt} />
      </TicketRow>
    </dl>
  );
}

function WayOn({ order }: { order: Order }) {
  const { t } = useTranslation();
  if (order.checkoutUrl !== null) {
    return (
      <Button asChild look="primary" size="large">
        <a href={order.checkoutUrl}>{t('pay.continue')}</a>
      </Button>
    );
  }
  const arrived = order.status === 'fulfilled';
  return (
    <div className="grid grid-cols-2 gap-3">
      <Button asChild look={arrived ? 'plain' : 'primary'}>
        <Link to="/topup">{t('pay.again')}</Link>
      </Button>
      <Button asChild look={arrived ? 'primary' : 'plain'}>
        <Link to="/">{t('pay.dashboard')}</Link>
      </Button>
    </div>
  );
}

function OrderTicket() {
  const { t } = useTranslation();
  const { orderId } = route.useParams();
  const { data: order } = useSuspenseQuery(orderQuery(orderId));
  useArrivedCredits(order);
  return (
    <Ticket>
      <TicketHead
        id={order.id}
        label={t(order.paidAt ? 'orders.amount' : 'topUp.youPay')}
        amount={<Money amount={order.amount} currency={order.currency} />}
      >
        <OrderState status={order.status} />
      </TicketHead>
      <Perforation />
      <TicketPart className="grid gap-4">
        <Steps order={order} />
        <p aria-live="polite" className="max-w-[60ch]">
          {t(`pay.${order.status}`)}
        </p>
      </TicketPart>
      <Perforation />
      <TicketPart className="grid gap-5">
        <Facts order={order} />
        <WayOn order={order} />
      </TicketPart>
    </Ticket>
  );
}

/** One order, from waiting for the payment until the credits are there; follows it by itself. */
export function Pay() {
  return (
    <Page>
      <div className="mx-auto w-full max-w-[480px] pt-4">
        <Boundary loading={<TicketLoading />}>
          <OrderTicket />
        </Boundary>
      </div>
    </Page>
  );
}
