import { newId } from '@farebox/kit';
import { describe, expect, it } from 'vitest';
import { type ChangeQuestion, type Priced, previewChange } from './preview.ts';

const date = (text: string) => new Date(`${text}T00:00:00.000Z`);

/** `month 1 30.00 100`: interval, level, price, credits; `year+` drips. */
function plan(text: string, currency = 'CNY'): Priced {
  const [interval = '', level, price = '', credits = ''] = text.split(' ');
  const amountMinor = BigInt(Math.round(Number(price) * 100));
  const one = { currency, minorUnits: 2 as const, amountMinor, stripePrice: null, creemProduct: null };
  return {
    price: one,
    version: {
      id: newId(),
      planId: text,
      version: 1,
      name: text,
      interval: interval.replace('+', '') as 'month',
      grantAmount: BigInt(credits) * 1_000_000n,
      grantEvery: interval.endsWith('+') ? 'month' : 'period',
      dailyLimit: null,
      rollover: false,
      level: Number(level),
      prices: [one],
      createdAt: new Date(),
    },
  };
}

const ask = (from: string, to: string, now: string, more: Partial<ChangeQuestion> = {}) =>
  previewChange({
    current: plan(from),
    to: plan(to),
    period: { startsAt: date('2026-04-01'), endsAt: from.startsWith('year') ? date('2027-04-01') : date('2026-05-01') },
    now: date(now),
    currency: 'CNY',
    ...more,
  });

describe('a change', () => {
  it.each([
    // from, to, on, kind, fen, credits
    ['month 1 30.00 3000', 'month 2 100.00 11000', '2026-04-01', 'upgrade', 7000n, 8_000_000_000n],
    ['month 1 30.00 3000', 'month 2 100.00 11000', '2026-04-16', 'upgrade', 3500n, 4_000_000_000n],
    ['month 1 30.00 3000', 'month 2 100.00 11000', '2026-04-30', 'upgrade', 234n, 266_666_666n],
    // money up, credits down
    ['month 1 0.01 1', 'month 2 0.02 2', '2026-04-30', 'upgrade', 1n, 33_333n],
    // a higher plan that costs or brings less
    ['month 1 30.00 3000', 'month 2 10.00 4000', '2026-04-16', 'upgrade', 0n, 500_000_000n],
    ['month 1 30.00 3000', 'month 2 40.00 1000', '2026-04-16', 'upgrade', 500n, 0n],
    // a longer interval: a whole new period, less what is left of the old
    ['month 1 30.00 3000', 'year 1 300.00 36000', '2026-04-16', 'upgrade', 28_500n, 34_500_000_000n],
    ['month 1 30.00 3000', 'year+ 1 300.00 3000', '2026-04-16', 'upgrade', 28_500n, 34_500_000_000n],
    ['year+ 1 365.00 365', 'year+ 2 730.00 730', '2026-04-06', 'upgrade', 36_000n, 4_320_000_000n],
    // the same level: the price tells
    ['month 1 30.00 3000', 'month 1 40.00 3000', '2026-04-16', 'upgrade', 500n, 0n],
    ['month 1 30.00 3000', 'month 1 20.00 3000', '2026-04-16', 'downgrade', 0n, 0n],
    ['month 1 30.00 3000', 'month 1 30.00 9000', '2026-04-16', 'same', 0n, 0n],
    // lower, or shorter: at the end
    ['month 2 100.00 11000', 'month 1 30.00 3000', '2026-04-16', 'downgrade', 0n, 0n],
    ['month 2 100.00 11000', 'year 1 30.00 3000', '2026-04-16', 'downgrade', 0n, 0n],
    ['year 1 300.00 36000', 'month 1 30.00 3000', '2026-04-16', 'downgrade', 0n, 0n],
    ['year 1 300.00 36000', 'month 2 100.00 11000', '2026-04-16', 'downgrade', 0n, 0n],
  ])('from %s to %s on %s', (from, to, now, kind, amountMinor, credits) => {
    const later = from.startsWith('year') ? date('2027-04-01') : date('2026-05-01');
    const effectiveAt = kind === 'upgrade' ? date(now) : later;
    expect(ask(from, to, now)).toMatchObject({ kind, amountMinor, credits, effectiveAt });
  });

  it('tells until when is paid: the rest of the period, or a new one', () => {
    expect(ask('month 1 30 1', 'month 2 40 1', '2026-04-16').endsAt).toEqual(date('2026-05-01'));
    expect(ask('month 1 30 1', 'year 2 40 1', '2026-04-16').endsAt).toEqual(date('2027-04-16'));
    expect(ask('month 2 30 1', 'month 1 40 1', '2026-04-16').endsAt).toBeNull();
  });

  it('is exact to the second', () => {
    const now = new Date('2026-04-30T23:59:59.000Z');
    expect(ask('month 1 30.00 3000', 'month 2 100.00 11000', '2026-04-30', { now })).toMatchObject({
      amountMinor: 1n,
      credits: 3086n,
    });
  });

  it.each([
    ['to a plan that is bought once', { to: plan('once 2 100 1') }],
    ['of one that was bought once', { period: { startsAt: date('2026-04-01'), endsAt: null } }],
    ['after the end', { now: date('2026-05-01') }],
    ['to a plan without a price in the currency', { to: plan('month 2 100 1', 'USD') }],
    ['in another currency', { currency: 'USD' }],
  ])('%s is refused', (_, more) => {
    expect(() => ask('month 1 30 1', 'month 2 40 1', '2026-04-16', more)).toThrow(
      expect.objectContaining({ code: 'plan_change_not_possible', status: 409 }),
    );
  });
});
