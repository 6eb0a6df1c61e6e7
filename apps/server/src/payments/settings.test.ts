import { describe, expect, it } from 'vitest';
import { mockpayEnabled, paymentsProblem, paymentsSettings } from './settings.ts';

const settings = (value: unknown) => paymentsSettings.parse(value);

describe('payments settings', () => {
  it('offers yuan at a hundred credits each when nothing is said', () => {
    const { currency, currencies, orderTtlSeconds } = settings(undefined);
    expect(currency).toBe('CNY');
    expect(currencies).toEqual({
      CNY: {
        minorUnits: 2,
        creditsPerUnit: '100',
        minTopUp: '1',
        maxTopUp: '10000',
        quickAmounts: ['10', '50', '100', '200'],
      },
    });
    expect(orderTtlSeconds).toBe(1800);
  });

  it.each([
    ['more places than the currency has', { currencies: { CNY: { minTopUp: '1.001' } } }],
    ['a yen with places', { currency: 'JPY', currencies: { JPY: { minorUnits: 0, minTopUp: '0.5' } } }],
    ['nothing as least amount', { currencies: { CNY: { minTopUp: '0' } } }],
    ['a least amount above the largest', { currencies: { CNY: { minTopUp: '20', maxTopUp: '10', quickAmounts: [] } } }],
    ['a quick amount nobody may pay', { currencies: { CNY: { quickAmounts: ['20000'] } } }],
    ['a rate that buys nothing', { currencies: { CNY: { creditsPerUnit: '0' } } }],
    ['more credits than a grant holds', { currencies: { CNY: { creditsPerUnit: '9000000' } } }],
    ['a default that is not offered', { currency: 'USD' }],
    ['a float', { currencies: { CNY: { creditsPerUnit: 0.1 } } }],
    ['a misspelt key', { orderTtl: 60 }],
    ['a short secret', { mockpay: { secret: 'short' } }],
  ])('refuses %s', (_, value) => {
    expect(paymentsSettings.safeParse(value).success).toBe(false);
  });

  it('has the test provider on by default, and never in production', () => {
    const plain = settings({});
    expect(mockpayEnabled(plain, false)).toBe(true);
    expect(mockpayEnabled(settings({ mockpay: { enabled: false } }), false)).toBe(false);
    expect(mockpayEnabled(plain, true)).toBe(false);
    expect(paymentsProblem(plain, true)).toBeNull();
  });

  it('stops the start when production asks for the test provider', () => {
    const asked = settings({ mockpay: { enabled: true } });
    expect(paymentsProblem(asked, false)).toBeNull();
    expect(paymentsProblem(asked, true)).toMatch(/refused in production: remove it/);
  });
});
