import { type Order, type PaymentMethod, toMicro } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configQuery } from '../../api/queries.ts';
import { formatMoney } from '../../format/money.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { DiscountField } from '../paying/discount-field.tsx';
import { keptCode } from '../paying/kept-code.ts';
import { MethodChoice } from '../paying/method-choice.tsx';
import { methodKey, methodsIn } from '../paying/methods.ts';
import { useDiscount } from '../paying/use-discount.ts';
import { priceOf, useSameAgain } from './same-again.ts';

function purchaseOf(order: Order) {
  const { kind, currency, planId } = order;
  if (kind === 'topup') return { kind: 'topup' as const, amount: priceOf(order), currency };
  return planId === null || kind === 'upgrade' ? null : { kind: 'plan' as const, planId, currency };
}

/** The same purchase, paid in another way or once more. */
export function OtherWay({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  const [start] = useState(order);
  const [wanted, setWanted] = useState<PaymentMethod | null>(null);
  const ordering = useSameAgain(order);
  const discount = useDiscount(purchaseOf(start), keptCode(start.id));
  const methods = config ? methodsIn(config, start.currency) : [];
  const other = methods.find((one) => methodKey(one) !== methodKey(start)) ?? methods[0];
  const method = wanted ?? other;
  const open = start.status === 'pending';
  const hadDiscount = toMicro(start.discount) > 0n;
  const amount = discount.terms?.toPay ?? priceOf(start);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!method || discount.waiting) return;
    const code = discount.terms && { discountCode: discount.terms.code };
    ordering.mutate({ method, ...code }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => next || onClose()}
      title={t(open ? 'pay.other.title' : 'pay.again')}
      description={open ? t('pay.other.text') : undefined}
    >
      <form onSubmit={submit} className="grid gap-5">
        <MethodChoice methods={methods} value={method} onChange={setWanted} />
        {(hadDiscount || discount.code) && purchaseOf(start) && <DiscountField discount={discount} />}
        {ordering.isError && <Problem error={ordering.error} />}
        <Button
          type="submit"
          look="primary"
          size="large"
          disabled={!method}
          busy={ordering.isPending || discount.waiting}
        >
          {toMicro(amount) > 0n ? t('topUp.pay', { amount: formatMoney(amount, start.currency) }) : t('paying.free')}
        </Button>
      </form>
    </Dialog>
  );
}
