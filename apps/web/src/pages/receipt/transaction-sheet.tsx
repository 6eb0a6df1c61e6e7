import type { Transaction, TransactionExplained } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { receiptQuery, transactionQuery } from '../../api/queries.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CallTicket } from './call-ticket.tsx';
import { TicketLoading } from './ticket-loading.tsx';
import { TransactionTicket } from './transaction-ticket.tsx';

const route = getRouteApi('/signed-in/dashboard/transactions/$transactionId');

/** The hold that a call began with; its id is the receipt's. Null for what was never held. */
function receiptIdOf({ id, kind, reference }: Transaction): string | null {
  if (kind === 'hold' || kind === 'charge') return id;
  return kind === 'capture' || kind === 'release' ? reference : null;
}

function CallReceipt({ receiptId, transaction }: { receiptId: string; transaction: TransactionExplained }) {
  const { data: receipt } = useSuspenseQuery(receiptQuery(receiptId));
  return receipt ? <CallTicket receipt={receipt} /> : <TransactionTicket transaction={transaction} />;
}

function Details({ id }: { id: string }) {
  const { data: transaction } = useSuspenseQuery(transactionQuery(id));
  const receiptId = receiptIdOf(transaction);
  if (receiptId) return <CallReceipt receiptId={receiptId} transaction={transaction} />;
  return <TransactionTicket transaction={transaction} />;
}

/** One transaction beside the list, as a ticket: for a metered call, its whole story. */
export function TransactionSheet() {
  const { t } = useTranslation();
  const { transactionId } = route.useParams();
  const router = useRouter();
  return (
    <Sheet title={t('receipt.title')} onClose={() => router.navigate({ to: '/', resetScroll: false })}>
      <Boundary loading={<TicketLoading />}>
        <Details id={transactionId} />
      </Boundary>
    </Sheet>
  );
}
