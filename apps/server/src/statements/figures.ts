import { MICRO_PER_CREDIT } from '@farebox/kit';
import type { Language } from './language.ts';

/** Digits in a proportional face are all of one width, but the minus must be the real sign. */
const MINUS = '−';

/**
 * Credits as documents print them: thousands apart, two decimals, more only when they matter. `sign`: a movement shows
 * its sign, a balance only when it is below zero.
 */
export function creditsText(micro: bigint, sign: 'always' | 'negative' = 'negative'): string {
  const size = micro < 0n ? -micro : micro;
  const fraction = (size % MICRO_PER_CREDIT)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${signOf(micro, sign)}${grouped(size / MICRO_PER_CREDIT)}.${fraction}`;
}

/** Money as documents print it: thousands apart, all the currency's places, and the currency's code. */
export function moneyText(minor: bigint, minorUnits: number, currency: string): string {
  const size = minor < 0n ? -minor : minor;
  const unit = 10n ** BigInt(minorUnits);
  const fraction = minorUnits > 0 ? `.${(size % unit).toString().padStart(minorUnits, '0')}` : '';
  return `${signOf(minor, 'negative')}${grouped(size / unit)}${fraction} ${currency}`;
}

/** How many decimals a figure shows: figures of a column stand with their points below each other. */
export function decimalsOf(text: string): number {
  const point = text.lastIndexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function signOf(value: bigint, sign: 'always' | 'negative'): string {
  if (value < 0n) return MINUS;
  return sign === 'always' && value > 0n ? '+' : '';
}

function grouped(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `March 2026`, `2026年3月`. */
export function monthText(month: string, language: Language): string {
  const locale = { en: 'en', zh: 'zh-CN' }[language];
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-01`),
  );
}
