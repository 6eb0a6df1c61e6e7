import { describe, expect, it } from 'vitest';
import { fromMicro, toMicro } from './credits.ts';

describe('credits', () => {
  it.each([
    ['12.5', 12_500_000n],
    ['0', 0n],
    ['-0.000214', -214n],
    ['9007199254.740993', 9_007_199_254_740_993n],
  ])('%s is %d micro-credits and back', (text, micro) => {
    expect(toMicro(text)).toBe(micro);
    expect(fromMicro(micro)).toBe(text);
  });

  it.each(['', '1e3', '1.0000001', '.5', '1.', 'NaN', '1,000'])('%j is no amount', (text) => {
    expect(() => toMicro(text)).toThrow(RangeError);
  });
});
