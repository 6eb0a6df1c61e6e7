import type { Order } from '@farebox/sdk';
import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { paperLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';

/** The receipt on paper, once the credits have arrived. */
export function ReceiptLink({ order }: { order: Order }) {
  const { t, i18n } = useTranslation();
  if (order.fulfilledAt === null) return null;
  return (
    <Button asChild look="quiet" size="small" className="justify-self-center">
      <a href={farebox.orders.receiptPath(order.id, paperLanguage(i18n.language))} download>
        <FileText aria-hidden />
        {t('orders.receipt')}
      </a>
    </Button>
  );
}
