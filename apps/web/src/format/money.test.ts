import { describe, expect, it } from 'vitest';
import { creditsFor, formatCost, formatCredits, formatMoney, readMoney } from './money.ts';

describe('credits as text', () => {
  it.each([
    ['12.5', '12.50'],
    ['0', '0.00'],
    ['3', '3.00'],
    ['0.000214', '0.000214'],
    ['0.1200', '0.12'],
    ['-0.000214', '\u22120.000214'],
    ['1234567.891', '1,234,567.891'],
    ['9007199254.740993', '9,007,199,254.740993'],
  ])('%s is shown as %s', (wire, shown) => {
    expect(formatCredits(wire)).toBe(shown);
  });

  it('gives a movement its sign, and nothing none', () => {
    expect(formatCredits('1000', 'movement')).toBe('+1,000.00');
    expect(formatCredits('-1', 'movement')).toBe('\u22121.00');
    expect(formatCredits('0', 'movement')).toBe('0.00');
  });

  it('multiplies tokens by a price without losing a digit', () => {
    expect(formatCost(123, '0.15', 'million')).toBe('0.00001845');
    expect(formatCost(1, '0.000001', 'million')).toBe('0.000000000001');
    expect(formatCost(2_000_000, '15', 'million')).toBe('30.00');
    expect(formatCost(3, '0.04', 'each')).toBe('0.12');
  });
});

describe('money', () => {
  it.each([
    ['10', 'CNY', '¥10.00'],
    ['10.5', 'CNY', '¥10.50'],
    ['1000', 'JPY', '¥1,000'],
    ['9999999.99', 'USD', '$9,999,999.99'],
  ])('%s %s is shown as %s', (amount, currency, shown) => {
    expect(formatMoney(amount, currency)).toBe(shown);
  });

  it.each([
    ['10', '10'],
    ['10.50', '10.5'],
    [' 1,000 ', '1000'],
    ['１２。５', '12.5'],
    ['10.', '10'],
    ['0', null],
    ['0.00', null],
    ['-5', null],
    ['10.005', null],
    ['1e3', null],
    ['ten', null],
    ['', null],
  ])('reads %j as %j', (typed, amount) => {
    expect(readMoney(typed, 'CNY')).toBe(amount);
  });

  it('says exactly what it buys', () => {
    expect(creditsFor('10', '100')).toBe('1000');
    expect(creditsFor('0.01', '0.333333')).toBe('0.003333');
    expect(creditsFor('9007199254.74', '100')).toBe('900719925474');
  });
});
