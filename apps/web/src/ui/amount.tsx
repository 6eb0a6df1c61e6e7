import { toMicro } from '@farebox/sdk';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCredits, formatMoney, type Sign } from '../format/money.ts';
import { cn } from './cn.ts';

interface CreditsProps {
  /** As it travels: a decimal string. */
  value: string;
  sign?: Sign;
  /** The word "credits" after it; left out where a heading says it. */
  unit?: boolean;
  className?: string;
}

/** An amount of credits, exact, in the mono face. */
export function Credits({ value, sign, unit, className }: CreditsProps) {
  return (
    <span data-slot="credits" className={cn('whitespace-nowrap', className)}>
      <span className="mono">{formatCredits(value, sign)}</span>
      {unit && <Unit />}
    </span>
  );
}

/** The word after an amount: smaller than the figure where the figure is large. */
function Unit() {
  const { t } = useTranslation();
  return (
    <span data-slot="unit" className="font-sans">
      {' '}
      {t('common.credits')}
    </span>
  );
}

/** A change of the account: an arrival in green with its plus, what left in ink with its minus. */
export function Movement({ value, unit, className }: Omit<CreditsProps, 'sign'>) {
  const arrived = !value.startsWith('-') && toMicro(value) > 0n;
  return (
    <Credits value={value} sign="movement" unit={unit ?? false} className={cn(arrived && 'text-arrived', className)} />
  );
}

export function Money({ amount, currency, className }: { amount: string; currency: string; className?: string }) {
  return <span className={cn('mono whitespace-nowrap', className)}>{formatMoney(amount, currency)}</span>;
}

/** A balance that changes while you look: it moves once, up when more, down when less. */
export function LiveCredits({ value, className }: { value: string; className?: string }) {
  const shown = useRef({ value, moved: '' });
  if (shown.current.value !== value) {
    const more = toMicro(value) > toMicro(shown.current.value);
    shown.current = { value, moved: more ? 'animate-rise' : 'animate-sink' };
  }
  return (
    <span key={value} className={cn('mono inline-block whitespace-nowrap', shown.current.moved, className)}>
      {formatCredits(value)}
    </span>
  );
}
