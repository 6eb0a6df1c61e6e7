import type { Order } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { orderQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useOrderTitle } from '../orders/order-title.ts';

/** Asks before an order is given up, by what it buys. */
export function CancelOrder({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const titleOf = useOrderTitle();
  const cancelling = useMutation({
    mutationFn: () => farebox.orders.cancel(order.id),
    onSuccess: async (cancelled) => {
      client.setQueryData(orderQuery(order.id).queryKey, cancelled);
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: ['orders'] }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('pay.cancelling.title')}
      description={t('pay.cancelling.text', { what: titleOf(order) })}
    >
      {cancelling.isError && <Problem error={cancelling.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{t('pay.cancelling.keep')}</Button>
        <Button look="danger" busy={cancelling.isPending} onClick={() => cancelling.mutate()}>
          {t('pay.cancelling.submit')}
        </Button>
      </div>
    </Dialog>
  );
}
