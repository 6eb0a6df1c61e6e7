import type { AdminOrderStory } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/amount.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Perforation, Ticket, TicketPart, TicketRow } from '../../ui/ticket.tsx';
import { OrderFacts, OrderTimes } from '../orders/order-facts.tsx';
import { OrderState } from '../orders/order-state.tsx';
import { TicketHead } from '../receipt/ticket-head.tsx';
import { TicketLoading } from '../receipt/ticket-loading.tsx';
import { MoneyBackOf } from './money-back.tsx';
import { Decisions } from './order-decisions.tsx';
import { anyOrderQuery } from './queries.ts';

const route = getRouteApi('/signed-in/admin/payments/orders/$orderId');

function Person({ order }: { order: AdminOrderStory }) {
  const { t } = useTranslation('admin');
  return (
    <dl>
      <TicketRow label={t('person')}>
        <Link
          to="/admin/payments/orders"
          search={{ userId: order.userId }}
          className="break-all underline underline-offset-4"
        >
          {order.email}
        </Link>
      </TicketRow>
      <TicketRow label="">
        <IdWithCopy id={order.userId} />
      </TicketRow>
      {order.providerReference && (
        <TicketRow label={t('orders.providerReference')}>
          <IdWithCopy id={order.providerReference} />
        </TicketRow>
      )}
      {order.review && (
        <TicketRow label={t('orders.reviewIs')}>
          <Badge tone="person">
            <span className="mono">{order.review}</span>
          </Badge>
        </TicketRow>
      )}
    </dl>
  );
}

function PaymentsOf({ order }: { order: AdminOrderStory }) {
  const { t } = useTranslation('admin');
  return (
    <section className="grid gap-1">
      <h3 className="font-medium">{t('orders.payments')}</h3>
      {order.payments.length === 0 && <p className="text-quiet">{t('orders.noPayments')}</p>}
      <ul className="grid gap-2">
        {order.payments.map((payment) => (
          <li key={payment.id} className="grid">
            <span className="flex items-baseline justify-between gap-4">
              <span className="mono text-sm">{payment.status}</span>
              <Money amount={payment.amount} currency={payment.currency} />
            </span>
            <span className="flex flex-wrap items-baseline justify-between gap-x-4 text-quiet text-sm">
              <IdWithCopy id={payment.providerPaymentId} />
              <ExactTime at={payment.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Story({ id }: { id: string }) {
  const { t } = useTranslation('admin');
  const own = useTranslation().t;
  const { data: order } = useSuspenseQuery(anyOrderQuery(id));
  return (
    <Ticket>
      <TicketHead
        id={order.id}
        label={own(order.paidAt ? 'orders.amount' : 'orders.price')}
        amount={<Money amount={order.amount} currency={order.currency} />}
      >
        <OrderState order={order} />
      </TicketHead>
      <Perforation />
      <TicketPart>
        <Person order={order} />
        <OrderFacts order={order} />
      </TicketPart>
      <Perforation />
      <TicketPart>
        <OrderTimes order={order} />
      </TicketPart>
      <Perforation />
      <TicketPart className="grid gap-4">
        <PaymentsOf order={order} />
        <MoneyBackOf order={order} />
        <Link
          to="/admin/payments/callbacks"
          search={{ orderId: order.id }}
          className="justify-self-start underline underline-offset-4"
        >
          {t('orders.callbacks')}
        </Link>
      </TicketPart>
      <Decisions order={order} />
    </Ticket>
  );
}

/** One order of anybody, with its payments, and what root may decide about it. */
export function AnyOrder() {
  const { t } = useTranslation('admin');
  const { orderId } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <Sheet
      title={t('orders.title')}
      onClose={() => void navigate({ to: '/admin/payments/orders', search: true, resetScroll: false })}
    >
      <Boundary loading={<TicketLoading />}>
        <Story id={orderId} />
      </Boundary>
    </Sheet>
  );
}
