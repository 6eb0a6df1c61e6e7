import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { receiptQuery } from '../../api/queries.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CallTicket } from '../receipt/call-ticket.tsx';
import { TicketLoading } from '../receipt/ticket-loading.tsx';

const route = getRouteApi('/signed-in/usage/$receiptId');

function Ticket({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: receipt } = useSuspenseQuery(receiptQuery(id));
  return receipt ? <CallTicket receipt={receipt} /> : <Empty>{t('errors.receipt_not_found')}</Empty>;
}

/** The receipt of one call beside the list. */
export function CallSheet() {
  const { t } = useTranslation();
  const { receiptId } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <Sheet title={t('receipt.title')} onClose={() => void navigate({ to: '/usage', search: true, resetScroll: false })}>
      <Boundary loading={<TicketLoading />}>
        <Ticket id={receiptId} />
      </Boundary>
    </Sheet>
  );
}
