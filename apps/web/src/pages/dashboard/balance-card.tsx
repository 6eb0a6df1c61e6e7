import { toMicro } from '@farebox/sdk';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configQuery, sessionQuery, summaryQuery } from '../../api/queries.ts';
import { formatCredits } from '../../format/money.ts';
import { shortId } from '../../format/number.ts';
import { LiveCredits } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TopUpDialog } from '../top-up/top-up-dialog.tsx';

/** The three waves of a card that is held to a reader. */
function Waves() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-7" fill="none" stroke="currentColor" strokeWidth="2.25">
      <path strokeLinecap="round" d="M6.5 8.5a7 7 0 0 1 0 7M11 6a11.5 11.5 0 0 1 0 12M15.5 3.5a16.5 16.5 0 0 1 0 17" />
    </svg>
  );
}

/** Whose card it is, and its number. */
function Holder({ accountId }: { accountId: string }) {
  const { data: session } = useQuery(sessionQuery);
  return (
    <div className="grid min-w-0 text-sm">
      <span className="truncate font-medium">{session?.user.name}</span>
      <span className="mono truncate">{shortId(accountId)}</span>
    </div>
  );
}

/** The transit card: whose it is, what is on it, and the button that puts more on it. */
export function BalanceCard() {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  const { data: summary } = useSuspenseQuery(summaryQuery);
  const [toppingUp, setToppingUp] = useState(false);
  const inDebt = toMicro(summary.debt) > 0n;
  return (
    <section
      aria-label={t('dashboard.card.balance')}
      className="relative flex min-h-[240px] max-w-[440px] flex-col justify-between gap-4 overflow-hidden rounded-card bg-fare p-6 text-fare-ink"
    >
      <div className="flex items-center justify-between">
        <span className="font-semibold text-lg">{config?.name}</span>
        <Waves />
      </div>
      <div>
        <p className="text-sm">{t('dashboard.card.balance')}</p>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <LiveCredits value={summary.available} className="font-semibold text-4xl tracking-tight" />
          <span className="text-lg">{t('common.credits')}</span>
        </p>
        {inDebt && <p className="text-sm">{t('dashboard.card.debt', { amount: formatCredits(summary.debt) })}</p>}
      </div>
      <div className="flex items-end justify-between gap-4">
        <Holder accountId={summary.accountId} />
        <Button look="ink" onClick={() => setToppingUp(true)}>
          {t('dashboard.card.topUp')}
        </Button>
      </div>
      <TopUpDialog open={toppingUp} onOpenChange={setToppingUp} />
    </section>
  );
}

export function BalanceCardLoading() {
  return <Skeleton className="h-[240px] w-full max-w-[440px] rounded-card bg-fare/60" />;
}
