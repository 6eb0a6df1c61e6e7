import type { Order } from '@farebox/sdk';
import { ExternalLink } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../format/money.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMethodName } from '../paying/methods.ts';

const QrCode = lazy(() => import('./qr-code.tsx').then((module) => ({ default: module.QrCode })));

type CheckoutOf<Kind> = Extract<NonNullable<Order['checkout']>, { kind: Kind }>;

/** The button that opens the provider's own page. */
function Redirect({ order, checkout }: { order: Order; checkout: CheckoutOf<'redirect'> }) {
  const { t } = useTranslation();
  return (
    <Button asChild look="primary" size="large">
      <a href={checkout.url}>
        {t('topUp.pay', { amount: formatMoney(order.amount, order.currency) })}
        <ExternalLink aria-hidden />
      </a>
    </Button>
  );
}

/** A real form: the browser itself posts what the provider has to see, and goes there. */
function PostedForm({ order, checkout }: { order: Order; checkout: CheckoutOf<'form'> }) {
  const { t } = useTranslation();
  return (
    <form method="post" action={checkout.url} className="grid">
      {Object.entries(checkout.fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" look="primary" size="large">
        {t('topUp.pay', { amount: formatMoney(order.amount, order.currency) })}
        <ExternalLink aria-hidden />
      </Button>
    </form>
  );
}

/** Only addresses that a browser or a payment app opens. */
const opens = (text: string) => /^(https?|weixin|alipays?|mqqapi|uppaywallet):/i.test(text);

/** A code for the phone's camera; on the phone itself, the link that it stands for. */
function Scan({ order, checkout }: { order: Order; checkout: CheckoutOf<'qr'> }) {
  const { t } = useTranslation();
  const nameOf = useMethodName();
  const amount = formatMoney(order.amount, order.currency);
  return (
    <div className="grid justify-items-center gap-3">
      <Suspense fallback={<Skeleton className="size-56" />}>
        <QrCode text={checkout.text} label={t('pay.qrLabel', { amount })} />
      </Suspense>
      <p className="text-center">
        <span className="mono block font-semibold text-xl">{amount}</span>
        {t('pay.scan', { app: nameOf(order) })}
      </p>
      {opens(checkout.text) && (
        <Button asChild look="primary" size="large" className="w-full md:hidden">
          <a href={checkout.text}>{t('pay.openApp', { app: nameOf(order) })}</a>
        </Button>
      )}
    </div>
  );
}

/** How this order is paid, whichever way its provider has chosen. Nothing while the provider has not answered. */
export function CheckoutOf({ order }: { order: Order }) {
  const { checkout } = order;
  if (!checkout) return null;
  if (checkout.kind === 'redirect') return <Redirect order={order} checkout={checkout} />;
  if (checkout.kind === 'form') return <PostedForm order={order} checkout={checkout} />;
  return <Scan order={order} checkout={checkout} />;
}
