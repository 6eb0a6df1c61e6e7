import { Outlet } from '@tanstack/react-router';
import { Page } from '../../shell/page.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BalanceCard, BalanceCardLoading } from './balance-card.tsx';
import { Figures, FiguresLoading } from './figures.tsx';
import { Lead } from './lead.tsx';
import { Prices } from './prices.tsx';
import { Recent } from './recent.tsx';

/** Where the credits are and where they went. A transaction's address opens beside it. */
export function Dashboard() {
  return (
    <Page>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-6 xl:grid-cols-[400px_minmax(0,1fr)]">
        <Boundary loading={<BalanceCardLoading />}>
          <BalanceCard />
        </Boundary>
        <Boundary loading={<FiguresLoading />}>
          <Figures />
        </Boundary>
      </div>
      <Boundary silent loading={<Skeleton className="h-32 w-full rounded-lg" />}>
        <Lead />
      </Boundary>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_340px]">
        <Recent />
        <Prices />
      </div>
      <Outlet />
    </Page>
  );
}
