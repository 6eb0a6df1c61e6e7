import type { Order } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { summaryQuery } from '../../api/queries.ts';
import { Page } from '../../shell/page.tsx';
import { LiveCredits, Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Perforation, Ticket, TicketPart } from '../../ui/ticket.tsx';
import { OrderFacts, OrderTimes } from '../orders/order-facts.tsx';
import { OrderState } from '../orders/order-state.tsx';
import { ReceiptLink } from '../orders/receipt-link.tsx';
import { TicketHead } from '../receipt/ticket-head.tsx';
import { TicketLoading } from '../receipt/ticket-loading.tsx';
import { Steps } from './steps.tsx';
import { TimeLeft } from './time-left.tsx';
import { Told } from './told.tsx';
import { useLiveOrder } from './use-live-order.ts';
import { WayOn } from './way-on.tsx';

const route = getRouteApi('/signed-in/pay/$orderId');

/** The balance that the credits have come to. */
function NewBalance() {
  const { t } = useTranslation();
  const { data: summary } = useQuery(summaryQuery);
  if (!summary) return null;
  return (
    <p className="flex flex-wrap items-baseline justify-between gap-x-4 rounded-md bg-fare px-4 py-2 text-fare-ink">
      {t('pay.balance')}
      <span>
        <LiveCredits value={summary.available} className="font-semibold text-lg" /> {t('common.credits')}
      </span>
    </p>
  );
}

function Standing({ order }: { order: Order }) {
  return (
    <TicketPart className="grid gap-4">
      <Steps order={order} />
      <Told order={order} />
      {order.status === 'fulfilled' && <NewBalance />}
    </TicketPart>
  );
}

function OrderTicket() {
  const { t } = useTranslation();
  const { orderId } = route.useParams();
  const order = useLiveOrder(orderId);
  const pending = order.status === 'pending';
  return (
    <Ticket>
      <TicketHead
        id={order.id}
        label={t(order.paidAt ? 'orders.amount' : 'topUp.youPay')}
        amount={<Money amount={order.amount} currency={order.currency} />}
      >
        <OrderState order={order} />
        {pending && !order.needsReview && <TimeLeft until={order.expiresAt} />}
      </TicketHead>
      <Perforation />
      <Standing order={order} />
      <Perforation />
      <TicketPart className="grid gap-5">
        <OrderFacts order={order} />
        <WayOn order={order} />
        <ReceiptLink order={order} />
      </TicketPart>
      {!pending && (
        <>
          <Perforation />
          <TicketPart className="text-sm">
            <OrderTimes order={order} />
          </TicketPart>
        </>
      )}
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
