import { toMicro } from '@farebox/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatCredits } from '../format/money.ts';
import { Credits, LiveCredits } from '../ui/amount.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useLiveSummary } from './use-live-summary.ts';

/** The balance on every page: a transit card in miniature, and what is held beside it. */
export function BalanceChip() {
  const { t } = useTranslation();
  const { summary, isUnknown } = useLiveSummary();
  if (isUnknown) return <span className="text-quiet">{t('shell.balance')} –</span>;
  if (!summary) return <Skeleton className="h-9 w-36 rounded-md" />;
  const held = toMicro(summary.held) > 0n;
  return (
    <div className="flex items-center gap-3">
      {held && (
        <span className="hidden whitespace-nowrap text-held text-sm sm:inline">
          {t('shell.held', { amount: formatCredits(summary.held) })}
        </span>
      )}
      <Link
        to="/"
        data-slot="balance"
        aria-label={t('shell.balanceIs', { amount: formatCredits(summary.available) })}
        className="flex h-9 items-baseline gap-2 rounded-md bg-fare px-3 text-fare-ink leading-9 hover:bg-fare-deep"
      >
        <span className="hidden text-sm sm:inline">{t('shell.balance')}</span>
        <LiveCredits value={summary.available} className="font-semibold text-lg leading-9" />
        <span className="text-sm">{t('common.credits')}</span>
      </Link>
      <span aria-live="polite" className="sr-only">
        <Credits value={summary.available} unit />
      </span>
    </div>
  );
}
