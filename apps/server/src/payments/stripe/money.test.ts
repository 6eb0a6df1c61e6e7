import { describe, expect, it } from 'vitest';
import { fromStripe, toCharge, toStripe, usualDigits } from './money.ts';

const order = (currency: string, minor_units: number) => ({ currency, minor_units });

describe('amounts as Stripe writes them', () => {
  it.each([
    ['USD', 2, 1250n, 1250],
    ['CNY', 2, 1n, 1],
    ['JPY', 0, 1250n, 1250],
    ['JPY', 2, 125_000n, 1250],
    ['KWD', 3, 12_500n, 12_500],
    ['KWD', 2, 1250n, 12_500],
    ['ISK', 0, 1250n, 125_000],
    ['ISK', 2, 125_000n, 125_000],
    ['HUF', 2, 17_500n, 17_500],
  ] as const)('%s of %i places: %s is %i', (currency, digits, ours, theirs) => {
    expect(toStripe(ours, order(currency, digits))).toBe(theirs);
    expect(fromStripe(theirs, currency.toLowerCase(), digits)).toBe(ours);
  });

  it.each([
    ['JPY', 2, 125_050n],
    ['ISK', 2, 125_050n],
    ['KWD', 3, 12_505n],
  ])('%s of %i places: %s is too fine', (currency, digits, amount) => {
    expect(() => toStripe(amount, order(currency, digits))).toThrow(`Stripe takes no amount of ${currency} this fine.`);
  });

  it('does not guess at UGX', () => {
    expect(() => toStripe(1000n, order('UGX', 0))).toThrow(expect.objectContaining({ code: 'currency_not_offered' }));
  });

  it.each([
    ['USD', 2, 49n, '0.50'],
    ['JPY', 0, 49n, '50'],
    ['CZK', 2, 1499n, '15.00'],
  ])('charges no less of %s than Stripe does', (currency, digits, amount, min) => {
    expect(() => toCharge(amount, order(currency, digits))).toThrow(
      expect.objectContaining({ code: 'invalid_payment_amount', details: expect.objectContaining({ min }) }),
    );
    expect(toCharge(amount + 1n, order(currency, digits))).toBe(Number(amount + 1n));
  });

  it('charges eight digits at most', () => {
    expect(toCharge(99_999_999n, order('USD', 2))).toBe(99_999_999);
    expect(() => toCharge(100_000_000n, order('USD', 2))).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ max: '999999.99' }) }),
    );
  });

  it('knows the usual places of currencies nobody configured', () => {
    expect(['USD', 'JPY', 'KWD', 'ISK', 'UGX'].map(usualDigits)).toEqual([2, 0, 3, 0, 0]);
  });
});
