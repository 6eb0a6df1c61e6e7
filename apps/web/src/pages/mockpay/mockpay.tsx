import type { MockpayAct, Order } from '@farebox/sdk';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery, testPaymentQuery } from '../../api/queries.ts';
import { formatMoney } from '../../format/money.ts';
import { LanguageSwitch } from '../../shell/language-switch.tsx';
import { Credits, Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Perforation, Ticket, TicketPart, TicketRow } from '../../ui/ticket.tsx';
import { OrderState } from '../orders/order-state.tsx';
import { TicketLoading } from '../receipt/ticket-loading.tsx';

const route = getRouteApi('/mockpay/$orderId');

/** Settles the order as the person chose, then leads back to it. */
function useDecision(order: Order, token: string) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: MockpayAct) => farebox.mockpay.act(order.id, token, act),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['orders'] });
      await router.navigate({ to: '/pay/$orderId', params: { orderId: order.id }, replace: true });
    },
    onError: () => client.invalidateQueries({ queryKey: ['mockpay'] }),
  });
}

function Decision({ order, token }: { order: Order; token: string }) {
  const { t } = useTranslation();
  const deciding = useDecision(order, token);
  const busy = deciding.isPending;
  return (
    <div className="grid gap-3">
      {deciding.isError && <Problem error={deciding.error} />}
      <Button look="primary" size="large" busy={busy} onClick={() => deciding.mutate('pay')}>
        {t('mockpay.pay', { amount: formatMoney(order.amount, order.currency) })}
      </Button>
      <div className="grid grid-cols-2 gap-3">
        <Button look="danger" busy={busy} onClick={() => deciding.mutate('fail')}>
          {t('mockpay.fail')}
        </Button>
        <Button busy={busy} onClick={() => deciding.mutate('cancel')}>
          {t('mockpay.cancel')}
        </Button>
      </div>
    </div>
  );
}

function Settled({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4">
      <p className="flex items-center justify-between gap-4">
        {t('mockpay.settled')} <OrderState order={order} />
      </p>
      <Button asChild look="primary" size="large">
        <Link to="/pay/$orderId" params={{ orderId: order.id }}>
          {t('mockpay.back')}
        </Link>
      </Button>
    </div>
  );
}

function TestPayment() {
  const { t } = useTranslation();
  const { orderId } = route.useParams();
  const { t: token } = route.useSearch();
  const { data: config } = useQuery(configQuery);
  const { data: order } = useSuspenseQuery(testPaymentQuery(orderId, token));
  return (
    <Ticket>
      <TicketPart className="grid gap-1">
        <p className="text-quiet">{t('mockpay.text', { name: config?.name ?? 'Farebox' })}</p>
        <p className="font-semibold text-2xl">
          <Money amount={order.amount} currency={order.currency} />
        </p>
      </TicketPart>
      <TicketPart className="pt-4">
        <dl>
          <TicketRow label={t('mockpay.credits')}>
            <Credits value={order.credits} unit />
          </TicketRow>
          <TicketRow label={t('mockpay.order')}>
            <IdWithCopy id={order.id} />
          </TicketRow>
        </dl>
      </TicketPart>
      <Perforation />
      <TicketPart>
        {order.status === 'pending' ? <Decision order={order} token={token} /> : <Settled order={order} />}
      </TicketPart>
    </Ticket>
  );
}

/** The test provider's own page. It must never be taken for a real one. */
export function Mockpay() {
  const { t } = useTranslation();
  return (
    <div data-slot="counter" className="grid min-h-dvh grid-rows-[auto_auto_1fr] bg-counter">
      <div className="hazard h-2" aria-hidden />
      <header className="flex h-14 items-center justify-between gap-4 border-b bg-sheet px-4 md:px-8">
        <p className="flex items-center gap-2 font-semibold text-person">
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          {t('mockpay.banner')}
        </p>
        <LanguageSwitch />
      </header>
      <main className="mx-auto grid w-full max-w-[440px] content-center gap-4 px-4 py-10">
        <h1 className="font-semibold text-xl">{t('mockpay.title')}</h1>
        <Boundary loading={<TicketLoading />}>
          <TestPayment />
        </Boundary>
      </main>
    </div>
  );
}
