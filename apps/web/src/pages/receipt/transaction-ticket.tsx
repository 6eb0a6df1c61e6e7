import { type Transaction, type TransactionExplained, toMicro } from '@farebox/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../format/number.ts';
import { Credits, Movement } from '../../ui/amount.tsx';
import { Badge } from '../../ui/badge.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { Perforation, Ticket, TicketPart, TicketRow } from '../../ui/ticket.tsx';
import { reasonOf, titleOf, toneOf } from '../dashboard/kinds.ts';
import { TicketHead } from './ticket-head.tsx';

function AmountOf({ transaction }: { transaction: Transaction }) {
  if (toMicro(transaction.change) === 0n) return <Credits value={transaction.amount} unit className="text-held" />;
  return <Movement value={transaction.change} unit />;
}

/** The order that a top-up paid for; null for every other movement. */
function orderOf({ kind, reason, entries }: TransactionExplained): string | null {
  return kind === 'grant' && reason === 'purchase' ? (entries[0]?.reference ?? null) : null;
}

/** Any movement that was no metered call: a top-up, a gift, a refund, an expiry. */
export function TransactionTicket({ transaction }: { transaction: TransactionExplained }) {
  const { t } = useTranslation();
  const { kind, reason, reference, createdAt } = transaction;
  const orderId = orderOf(transaction);
  return (
    <Ticket>
      <TicketHead id={transaction.id} label={t('receipt.moved')} amount={<AmountOf transaction={transaction} />}>
        <span>{titleOf(transaction, t)}</span>
        <Badge tone={toneOf[kind]}>{t(`transaction.kind.${kind}`)}</Badge>
      </TicketHead>
      <Perforation />
      <TicketPart>
        <dl>
          <TicketRow label={t('receipt.reason')}>{reasonOf(reason, t)}</TicketRow>
          {reference && (
            <TicketRow label={t('receipt.reference')}>
              <IdWithCopy id={reference} />
            </TicketRow>
          )}
          {orderId && (
            <TicketRow label={t('orders.order')}>
              <Link to="/pay/$orderId" params={{ orderId }} className="mono text-sm underline underline-offset-4">
                {shortId(orderId)}
              </Link>
            </TicketRow>
          )}
          <TicketRow label={t('receipt.when')}>
            <ExactTime at={createdAt} />
          </TicketRow>
        </dl>
      </TicketPart>
      <Perforation />
      <TicketPart>
        <dl>
          <TicketRow label={t('receipt.held')}>
            <Credits value={transaction.heldAfter} />
          </TicketRow>
          <TicketRow label={t('receipt.after')}>
            <Credits value={transaction.availableAfter} />
          </TicketRow>
        </dl>
      </TicketPart>
    </Ticket>
  );
}
