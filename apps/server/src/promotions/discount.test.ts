import { formatMoney, type MinorUnits, parseMoney } from '@farebox/kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Discount, formatPercent, mismatchOf, type Purchase, parsePercent, reduce } from './discount.ts';

const off = (kind: Discount['kind'], basisPoints: number | null, amountMinor: bigint | null = null) => ({
  kind,
  basisPoints,
  amountMinor,
});

// currency's digits, price, discount → to pay, taken off
const prices: [MinorUnits, string, ReturnType<typeof off>, string, string][] = [
  [0, '1000', off('percent', 1000), '900', '100'],
  [0, '999', off('percent', 1000), '900', '99'],
  [0, '105', off('percent', 3333), '71', '34'],
  [0, '9', off('percent', 1000), '9', '0'],
  [0, '1', off('percent', 10_000), '0', '1'],
  [2, '10.00', off('percent', 1250), '8.75', '1.25'],
  [2, '9.99', off('percent', 1000), '9.00', '0.99'],
  [2, '0.99', off('percent', 3333), '0.67', '0.32'],
  [2, '19.99', off('percent', 1), '19.99', '0.00'],
  [2, '100.00', off('percent', 1), '99.99', '0.01'],
  [2, '19.99', off('percent', 9999), '0.01', '19.98'],
  [2, '19.99', off('percent', 10_000), '0.00', '19.99'],
  [3, '1.234', off('percent', 1500), '1.049', '0.185'],
  [3, '0.999', off('percent', 5000), '0.500', '0.499'],
  [3, '5.000', off('percent', 10_000), '0.000', '5.000'],
  [0, '1000', off('amount', null, 300n), '700', '300'],
  [2, '10.00', off('amount', null, 1000n), '0.00', '10.00'],
  [2, '9.99', off('amount', null, 1000n), '0.00', '9.99'],
  [3, '1.001', off('amount', null, 1n), '1.000', '0.001'],
];

describe('what is taken off', () => {
  it.each(prices)('%i digits: %s less %o is %s', (digits, price, discount, toPay, taken) => {
    const amountMinor = parseMoney(price, digits) as bigint;
    const reduced = reduce(discount, { amountMinor, credits: 7n });
    expect(formatMoney(reduced.amountMinor, digits)).toBe(toPay);
    expect(formatMoney(reduced.discountMinor, digits)).toBe(taken);
    expect(reduced.credits).toBe(7n);
  });

  it('is nothing of a bonus, which adds credits and rounds to a whole micro-credit', () => {
    const price = { amountMinor: 1000n, credits: 1_000_000n };
    expect(reduce(off('bonus', 2050), price)).toEqual({ amountMinor: 1000n, discountMinor: 0n, credits: 1_205_000n });
    expect(reduce(off('bonus', 3333), { amountMinor: 1n, credits: 10n }).credits).toBe(13n);
    expect(reduce(off('bonus', 100_000), price).credits).toBe(11_000_000n);
  });

  it('is never negative, never above the price, and never more than was promised', () => {
    const money = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const discounts = fc.oneof(
      fc.integer({ min: 1, max: 10_000 }).map((basisPoints) => off('percent', basisPoints)),
      fc.bigInt({ min: 1n, max: 10n ** 15n }).map((amount) => off('amount', null, amount)),
      fc.integer({ min: 1, max: 100_000 }).map((basisPoints) => off('bonus', basisPoints)),
    );
    fc.assert(
      fc.property(discounts, money, money, (discount, amountMinor, credits) => {
        const reduced = reduce(discount, { amountMinor, credits });
        expect(reduced.discountMinor >= 0n && reduced.discountMinor <= amountMinor).toBe(true);
        expect(reduced.amountMinor + reduced.discountMinor).toBe(amountMinor);
        expect(reduced.credits >= credits).toBe(true);
        const points = BigInt(discount.basisPoints ?? 0);
        if (discount.kind === 'percent') {
          expect(reduced.discountMinor * 10_000n <= amountMinor * points).toBe(true);
          expect((reduced.discountMinor + 1n) * 10_000n > amountMinor * points).toBe(true);
        }
        if (discount.kind === 'bonus') expect((reduced.credits - credits) * 10_000n <= credits * points).toBe(true);
      }),
    );
  });
});

describe('a percentage', () => {
  it.each([
    ['10', 1000],
    ['12.5', 1250],
    ['0.01', 1],
    ['33.33', 3333],
    ['100', 10_000],
    ['1000', 100_000],
  ])('%s is %i hundredths', (text, basisPoints) => {
    expect(parsePercent(text)).toBe(basisPoints);
    expect(formatPercent(basisPoints)).toBe(text);
  });

  it.each(['', '-1', '1.234', '1e2', '.5', '5.', ' 5', '10000', '٥'])('%o is none', (text) => {
    expect(parsePercent(text)).toBeNull();
  });

  it('reads as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (points) => {
        expect(parsePercent(formatPercent(points))).toBe(points);
      }),
    );
  });
});

describe('what a discount is for', () => {
  const discount: Discount = {
    ...off('percent', 1000),
    id: '',
    code: 'A10',
    currency: null,
    minorUnits: null,
    minAmountMinor: null,
    appliesTo: 'all',
    planIds: null,
    startsAt: null,
    endsAt: null,
    maxUses: null,
    maxUsesPerUser: null,
    firstPurchaseOnly: false,
    active: true,
    createdAt: new Date(),
    updatedAt: new Date(),
  };
  const topUp: Purchase = { kind: 'topup', amountMinor: 1000n, currency: 'CNY', minorUnits: 2, credits: 5n };
  const plan: Purchase = { ...topUp, kind: 'plan', planId: 'pro' };
  const inYuan = { currency: 'CNY', minorUnits: 2 };

  it.each<[string, Partial<Discount>, Purchase, ReturnType<typeof mismatchOf>]>([
    ['anything', {}, topUp, null],
    ['anything, a plan', {}, plan, null],
    ['plans', { appliesTo: 'plan' }, topUp, 'kind'],
    ['plans', { appliesTo: 'plan' }, plan, null],
    ['top-ups', { appliesTo: 'topup' }, plan, 'kind'],
    ['this plan', { appliesTo: 'plan', planIds: ['pro', 'basic'] }, plan, null],
    ['another plan', { appliesTo: 'plan', planIds: ['basic'] }, plan, 'plan'],
    ['its currency', inYuan, topUp, null],
    ['another currency', { currency: 'JPY', minorUnits: 0 }, topUp, 'currency'],
    ['its currency when it had other digits', { currency: 'CNY', minorUnits: 3 }, topUp, 'currency'],
    ['just enough', { ...inYuan, minAmountMinor: 1000n }, topUp, null],
    ['too little', { ...inYuan, minAmountMinor: 1001n }, topUp, 'min_amount'],
    ['a price that is 0 already', {}, { ...topUp, amountMinor: 0n }, 'nothing_to_give'],
    ['a share below a cent', { basisPoints: 1 }, topUp, 'nothing_to_give'],
    ['a bonus on no credits', { kind: 'bonus' }, { ...plan, credits: 0n }, 'nothing_to_give'],
    ['a bonus above a grant', { kind: 'bonus' }, { ...topUp, credits: 9n * 10n ** 15n }, 'nothing_to_give'],
  ])('%s', (_what, terms, purchase, reason) => {
    expect(mismatchOf({ ...discount, ...terms }, purchase)).toBe(reason);
  });
});
