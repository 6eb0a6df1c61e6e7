import { fromMicro, toMicro } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { summaryQuery } from '../../api/queries.ts';
import { creditsFor, formatCredits, formatMoney } from '../../format/money.ts';
import { Credits, Money, Movement } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { TicketRow } from '../../ui/ticket.tsx';
import type { TopUp } from './use-top-up.ts';

/** What is owed is paid first, so it does not reach the balance. */
function balanceAfter(summary: { available: string; debt: string }, credits: string): string {
  const rest = toMicro(credits) - toMicro(summary.debt);
  return fromMicro(toMicro(summary.available) + (rest > 0n ? rest : 0n));
}

const isMore = (amount: string) => toMicro(amount) > 0n;

/** What is really paid: after the discount. */
function toPayOf({ amount, discount }: TopUp): string | null {
  return discount.terms?.toPay ?? amount;
}

/** What a discount changes, when there is one. */
function Less({ topUp }: { topUp: TopUp }) {
  const { t } = useTranslation();
  const { terms } = topUp.discount;
  if (!terms) return null;
  return (
    <>
      {isMore(terms.discount) && (
        <>
          <TicketRow label={t('topUp.price')}>
            <Money amount={terms.price} currency={terms.currency} />
          </TicketRow>
          <TicketRow label={t('paying.discount.title')}>
            <Money amount={`-${terms.discount}`} currency={terms.currency} className="text-arrived" />
          </TicketRow>
        </>
      )}
      {isMore(terms.bonusCredits) && (
        <TicketRow label={t('paying.discount.bonus')}>
          <Movement value={terms.bonusCredits} unit />
        </TicketRow>
      )}
    </>
  );
}

/** Exactly what is paid and what one has afterwards, before anything happens. */
export function Deal({ topUp }: { topUp: TopUp }) {
  const { t } = useTranslation();
  const { offer, currency, amount, discount } = topUp;
  const { data: summary } = useQuery(summaryQuery);
  const bought = amount === null ? null : creditsFor(amount, offer.creditsPerUnit);
  const credits = discount.terms?.credits ?? bought;
  const toPay = toPayOf(topUp);
  const rate = { money: formatMoney('1', currency), credits: formatCredits(offer.creditsPerUnit) };
  return (
    <dl>
      <Less topUp={topUp} />
      <TicketRow label={t('topUp.youPay')}>
        <span className="mono">{toPay === null ? '–' : formatMoney(toPay, currency)}</span>
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
  const { currency, amount, discount, ordering } = topUp;
  const toPay = toPayOf(topUp);
  const free = toPay !== null && !isMore(toPay);
  const shown = toPay === null ? '' : formatMoney(toPay, currency);
  return (
    <div className="grid gap-4">
      {ordering.isError && <Problem error={ordering.error} />}
      <Button
        type="submit"
        look="primary"
        size="large"
        disabled={amount === null}
        busy={ordering.isPending || discount.waiting}
      >
        {free ? t('paying.free') : t('topUp.pay', { amount: shown })}
      </Button>
    </div>
  );
}
