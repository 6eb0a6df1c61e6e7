import { describe, expect, it } from 'vitest';
import { creditsFor, formatMoney, type MinorUnits, parseMoney } from './amounts.ts';

describe('money as it is written', () => {
  it.each<[text: string, minorUnits: MinorUnits, minor: bigint | null]>([
    ['10', 2, 1000n],
    ['10.5', 2, 1050n],
    ['10.00', 2, 1000n],
    ['0.01', 2, 1n],
    ['10.001', 2, null],
    ['10', 0, 10n],
    ['10.0', 0, null],
    ['1.234', 3, 1234n],
    ['1.2', 3, 1200n],
    ['1.2345', 3, null],
    ['999999999999.99', 2, 99999999999999n],
    ['1000000000000', 2, null],
    ['-1', 2, null],
    ['+1', 2, null],
    ['1e3', 2, null],
    ['1.', 2, null],
    ['.5', 2, null],
    ['', 2, null],
    [' 1', 2, null],
    ['1,000', 2, null],
    ['１０', 2, null],
  ])('%j with %i places is %s', (text, minorUnits, minor) => {
    expect(parseMoney(text, minorUnits)).toBe(minor);
  });

  it.each<[minor: bigint, minorUnits: MinorUnits, text: string]>([
    [1000n, 2, '10.00'],
    [5n, 2, '0.05'],
    [0n, 2, '0.00'],
    [500n, 0, '500'],
    [1234n, 3, '1.234'],
    [7n, 3, '0.007'],
  ])('%s minor units with %i places are %j', (minor, minorUnits, text) => {
    expect(formatMoney(minor, minorUnits)).toBe(text);
  });
});

describe('what money buys', () => {
  it.each<[minor: bigint, minorUnits: MinorUnits, perUnit: bigint, credits: bigint]>([
    [1000n, 2, 100_000_000n, 1_000_000_000n],
    [1n, 2, 100_000_000n, 1_000_000n],
    [500n, 0, 4_500_000n, 2_250_000_000n],
    [1234n, 3, 2_300_000_000n, 2_838_200_000n],
    [1n, 2, 333_333n, 3_333n],
    [99999999999999n, 2, 1n, 999999999999n],
  ])('%s minor units with %i places at %s are %s micro-credits', (minor, minorUnits, perUnit, credits) => {
    expect(creditsFor(minor, minorUnits, perUnit)).toBe(credits);
  });
});
