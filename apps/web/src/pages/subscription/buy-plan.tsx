import { type PaymentMethod, type Plan, toMicro } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { Credits, Money } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { TicketRow } from '../../ui/ticket.tsx';
import { DiscountField } from '../paying/discount-field.tsx';
import { MethodChoice } from '../paying/method-choice.tsx';
import { methodsForPlans } from '../paying/methods.ts';
import { usePriceText } from '../paying/price-text.ts';
import { type DiscountChoice, useDiscount } from '../paying/use-discount.ts';
import { usePurchase } from '../paying/use-purchase.ts';
import { TermList } from './terms.tsx';

interface Props {
  plan: Plan;
  currency: string;
  /** The next period of a plan that one has already. */
  renews?: boolean;
  onClose: () => void;
}

function Sum({ plan, currency, discount }: { plan: Plan; currency: string; discount: DiscountChoice }) {
  const { t } = useTranslation();
  const price = plan.prices[currency]?.amount ?? '0';
  const { terms } = discount;
  return (
    <dl>
      <TicketRow label={t('topUp.price')}>
        <Money amount={price} currency={currency} />
      </TicketRow>
      {terms && toMicro(terms.discount) > 0n && (
        <TicketRow label={t('paying.discount.title')}>
          <Money amount={`-${terms.discount}`} currency={currency} className="text-arrived" />
        </TicketRow>
      )}
      <TicketRow label={t('topUp.youPay')}>
        <Money amount={terms?.toPay ?? price} currency={currency} className="font-semibold" />
      </TicketRow>
      {terms && toMicro(terms.bonusCredits) > 0n && (
        <TicketRow label={t('paying.discount.bonus')}>
          <Credits value={terms.bonusCredits} unit sign="movement" className="text-arrived" />
        </TicketRow>
      )}
    </dl>
  );
}

/** The choice of a way of paying for a plan, and the order that comes of it. */
function useBuying({ plan, currency }: Props) {
  const { data: config } = useQuery(configQuery);
  const [wanted, setMethod] = useState<PaymentMethod | null>(null);
  const methods = config ? methodsForPlans(config, currency) : [];
  const method = wanted ?? methods[0];
  const discount = useDiscount({ kind: 'plan', planId: plan.id, currency });
  const ordering = usePurchase(farebox.subscription.checkout);
  const amount = discount.terms?.toPay ?? plan.prices[currency]?.amount ?? '0';
  const buy = () => {
    if (discount.waiting || (!method && toMicro(amount) > 0n)) return;
    ordering.mutate({
      planId: plan.id,
      currency,
      ...(method && { provider: method.provider }),
      ...(method?.method && { method: method.method }),
      ...(discount.terms && { discountCode: discount.terms.code }),
    });
  };
  return { methods, method, setMethod, discount, ordering, amount, buy };
}

/** Buys a plan: what it costs, with what it is paid, what it gives. */
export function BuyPlan(props: Props) {
  const { t } = useTranslation();
  const { plan, currency, renews = false, onClose } = props;
  const { methods, method, setMethod, discount, ordering, amount, buy } = useBuying(props);
  const priceIn = usePriceText();
  const free = toMicro(amount) === 0n;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    buy();
  };
  const remark = ({ recurring }: PaymentMethod) =>
    plan.interval === 'once' || t(recurring ? 'subscription.renewsItself' : 'subscription.paidAhead');
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(renews ? 'subscription.renewing' : 'subscription.buying', { name: plan.name })}
    >
      <form onSubmit={submit} className="grid gap-5">
        <TermList terms={plan} />
        {methods.length === 0 && !free && <p className="text-person">{t('topUp.noProvider')}</p>}
        {!free && <MethodChoice methods={methods} value={method} onChange={setMethod} remark={remark} />}
        {toMicro(plan.prices[currency]?.amount ?? '0') > 0n && <DiscountField discount={discount} />}
        <Sum plan={plan} currency={currency} discount={discount} />
        {ordering.isError && <Problem error={ordering.error} />}
        <Button
          type="submit"
          look="primary"
          size="large"
          disabled={!method && !free}
          busy={ordering.isPending || discount.waiting}
        >
          {free ? t('paying.free') : t('topUp.pay', { amount: priceIn(amount, currency, method) })}
        </Button>
      </form>
    </Dialog>
  );
}
