import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { creditsFor, currencySymbol, formatCredits, formatMoney } from '../../format/money.ts';
import { cn } from '../../ui/cn.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { TopUp } from './use-top-up.ts';

const tile =
  'grid h-16 content-center justify-items-start gap-0.5 rounded-md border border-edge bg-sheet px-4 text-left hover:bg-fill data-[state=checked]:border-ink data-[state=checked]:bg-fare data-[state=checked]:text-fare-ink data-[state=checked]:outline-1 data-[state=checked]:outline-ink dark:data-[state=checked]:border-fare dark:data-[state=checked]:outline-fare focus-visible:outline-2 focus-visible:outline-offset-2';

function QuickAmounts({ topUp, onPick }: { topUp: TopUp; onPick: () => void }) {
  const { t } = useTranslation();
  const { currency, offer, typed } = topUp;
  const pick = (amount: string) => {
    topUp.setTyped(amount);
    onPick();
  };
  return (
    <RadioGroup.Root
      aria-label={t('topUp.amount')}
      value={offer.quickAmounts.includes(typed) ? typed : ''}
      onValueChange={pick}
      className="grid grid-cols-[repeat(auto-fit,minmax(132px,1fr))] gap-2"
    >
      {offer.quickAmounts.map((amount) => (
        <RadioGroup.Item key={amount} value={amount} className={tile}>
          <span className="mono font-semibold text-lg">{formatMoney(amount, currency).replace(/\.0+$/, '')}</span>
          <span className="text-xs">
            {t('common.amountOfCredits', {
              amount: formatCredits(creditsFor(amount, offer.creditsPerUnit)).replace(/\.00$/, ''),
            })}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

/** Only where there is more than one. */
function CurrencyChoice({ topUp }: { topUp: TopUp }) {
  const { t } = useTranslation();
  const { currencies, currency, chooseCurrency } = topUp;
  if (currencies.length < 2) return null;
  const options = currencies.map((code) => ({ value: code, label: code }));
  return <Segmented label={t('paying.currency')} value={currency} onChange={chooseCurrency} options={options} />;
}

/** Quick amounts, or any other in range. */
export function AmountChoice({ topUp }: { topUp: TopUp }) {
  const { t } = useTranslation();
  const { currency, offer, typed, amount } = topUp;
  const [left, setLeft] = useState(false);
  const range = {
    min: formatMoney(offer.minTopUp, currency),
    max: formatMoney(offer.maxTopUp, currency),
  };
  const symbol = currencySymbol(currency);
  const wrong = left && typed !== '' && amount === null;
  return (
    <div className="grid gap-4">
      <CurrencyChoice topUp={topUp} />
      <QuickAmounts topUp={topUp} onPick={() => setLeft(false)} />
      <Field
        label={t('topUp.other')}
        hint={t('topUp.otherHint', range)}
        error={wrong ? t('topUp.invalid', range) : undefined}
      >
        {(control) => (
          <span className="relative block max-w-[220px]">
            <span aria-hidden className="mono absolute top-2.5 left-3 text-quiet">
              {symbol}
            </span>
            <Input
              {...control}
              name="amount"
              inputMode="decimal"
              autoComplete="off"
              maxLength={14}
              value={typed}
              onChange={(event) => topUp.setTyped(event.target.value)}
              onBlur={() => setLeft(true)}
              className={cn('mono', symbol.length > 1 ? 'pl-12' : 'pl-8')}
            />
          </span>
        )}
      </Field>
    </div>
  );
}
