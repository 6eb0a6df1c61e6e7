import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { TicketPart } from '../../ui/ticket.tsx';

interface Props {
  id: string;
  label: ReactNode;
  amount: ReactNode;
  children: ReactNode;
}

/** The top of a ticket: its number, what it comes to, what for. */
export function TicketHead({ id, label, amount, children }: Props) {
  const { t } = useTranslation();
  return (
    <TicketPart className="grid gap-1">
      <p className="flex items-center justify-between gap-4 text-quiet text-sm">
        {label}
        <span className="inline-flex items-center gap-1.5">
          {t('receipt.number')} <IdWithCopy id={id} />
        </span>
      </p>
      <p className="font-semibold text-2xl [&_[data-slot=unit]]:font-normal [&_[data-slot=unit]]:text-lg">{amount}</p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">{children}</div>
    </TicketPart>
  );
}
