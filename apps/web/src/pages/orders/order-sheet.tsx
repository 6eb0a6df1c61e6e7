import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { orderQuery } from '../../api/queries.ts';
import { Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Perforation, Ticket, TicketPart } from '../../ui/ticket.tsx';
import { Told } from '../pay/told.tsx';
import { TicketHead } from '../receipt/ticket-head.tsx';
import { TicketLoading } from '../receipt/ticket-loading.tsx';
import { OrderFacts, OrderTimes } from './order-facts.tsx';
import { OrderState } from './order-state.tsx';
import { ReceiptLink } from './receipt-link.tsx';

const route = getRouteApi('/signed-in/orders/$orderId');

function Story({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: order } = useSuspenseQuery(orderQuery(id));
  return (
    <Ticket>
      <TicketHead
        id={order.id}
        label={t(order.paidAt ? 'orders.amount' : 'orders.price')}
        amount={<Money amount={order.amount} currency={order.currency} />}
      >
        <OrderState order={order} />
      </TicketHead>
      <TicketPart className="pt-3">
        <Told order={order} />
      </TicketPart>
      <Perforation />
      <TicketPart>
        <OrderFacts order={order} />
      </TicketPart>
      <Perforation />
      <TicketPart className="grid gap-4">
        <OrderTimes order={order} />
        <ReceiptLink order={order} />
        <Button asChild look={order.status === 'pending' ? 'primary' : 'plain'}>
          <Link to="/pay/$orderId" params={{ orderId: order.id }}>
            {t(order.status === 'pending' ? 'pay.continue' : 'orders.open')}
          </Link>
        </Button>
      </TicketPart>
    </Ticket>
  );
}

/** One order beside the list, with everything that happened to it. */
export function OrderSheet() {
  const { t } = useTranslation();
  const { orderId } = route.useParams();
  const navigate = route.useNavigate();
  const close = () => void navigate({ to: '/orders', search: true, resetScroll: false });
  return (
    <Sheet title={t('pay.title')} onClose={close}>
      <Boundary loading={<TicketLoading />}>
        <Story id={orderId} />
      </Boundary>
    </Sheet>
  );
}
