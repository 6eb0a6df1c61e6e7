import { fromMicro, toMicro } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { summaryQuery } from '../../api/queries.ts';
import { creditsFor, formatCredits, formatMoney } from '../../format/money.ts';
import { Credits } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { TicketRow } from '../../ui/ticket.tsx';
import type { TopUp } from './use-top-up.ts';

/** What is owed is paid first, so it does not reach the balance. */
function balanceAfter(summary: { available: string; debt: string }, credits: string): string {
  const rest = toMicro(credits) - toMicro(summary.debt);
  return fromMicro(toMicro(summary.available) + (rest > 0n ? rest : 0n));
}

/** Exactly what is paid and what one has afterwards, before anything happens. */
export function Deal({ topUp }: { topUp: TopUp }) {
  const { t } = useTranslation();
  const { config, amount } = topUp;
  const { data: summary } = useQuery(summaryQuery);
  const perUnit = config.creditsPerUnit[config.currency] ?? '0';
  const credits = amount === null ? null : creditsFor(amount, perUnit);
  const rate = { money: formatMoney('1', config.currency), credits: formatCredits(perUnit) };
  return (
    <dl>
      <TicketRow label={t('topUp.youPay')}>
        <span className="mono">{amount === null ? '–' : formatMoney(amount, config.currency)}</span>
      </TicketRow>
      <TicketRow label={t('topUp.youGet')}>
        {credits === null ? '–' : <Credits value={credits} unit className="font-semibold" />}
      </TicketRow>
      <TicketRow label={t('topUp.rate')}>{t('topUp.rateIs', rate)}</TicketRow>
      <TicketRow label={t('topUp.after')}>
        {credits === null || !summary ? '–' : <Credits value={balanceAfter(summary, credits)} unit />}
      </TicketRow>
    </dl>
  );
}

/** The button says what it takes. */
export function PayButton({ topUp }: { topUp: TopUp }) {
  const { t } = useTranslation();
  const { config, amount, ordering } = topUp;
  const shown = amount === null ? '' : formatMoney(amount, config.currency);
  return (
    <div className="grid gap-4">
      {ordering.isError && <Problem error={ordering.error} />}
      <Button type="submit" look="primary" size="large" disabled={amount === null} busy={ordering.isPending}>
        {t('topUp.pay', { amount: shown })}
      </Button>
    </div>
  );
}
