import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Perforation, Ticket, TicketPart } from '../../ui/ticket.tsx';
import { DiscountField } from '../paying/discount-field.tsx';
import { MethodChoice } from '../paying/method-choice.tsx';
import { AmountChoice } from './amount-choice.tsx';
import { Deal, PayButton } from './deal.tsx';
import { RecentOrders } from './recent-orders.tsx';
import { Redeem } from './redeem.tsx';
import { useTopUp } from './use-top-up.ts';

const columns = 'grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_360px]';

function TopUpForm() {
  const { t } = useTranslation();
  const topUp = useTopUp();
  if (topUp.methods.length === 0) {
    return (
      <Card>
        <Empty>{t('topUp.noProvider')}</Empty>
      </Card>
    );
  }
  const pay = (event: FormEvent) => {
    event.preventDefault();
    topUp.pay();
  };
  return (
    <form onSubmit={pay} className={columns}>
      <div className="grid gap-6">
        <AmountChoice topUp={topUp} />
        <MethodChoice methods={topUp.methods} value={topUp.method} onChange={topUp.setMethod} />
        <DiscountField discount={topUp.discount} />
      </div>
      <Ticket>
        <TicketPart>
          <Deal topUp={topUp} />
        </TicketPart>
        <Perforation />
        <TicketPart>
          <PayButton topUp={topUp} />
        </TicketPart>
      </Ticket>
    </form>
  );
}

function FormLoading() {
  return (
    <div aria-busy="true" className={columns}>
      <div className="grid gap-6">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-10 w-56" />
        <Skeleton className="h-12 w-full" />
      </div>
      <Skeleton className="h-64 w-full" />
    </div>
  );
}

export function TopUp() {
  return (
    <Page>
      <Boundary loading={<FormLoading />}>
        <TopUpForm />
      </Boundary>
      <Redeem />
      <RecentOrders />
    </Page>
  );
}
