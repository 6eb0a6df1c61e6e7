import { describe, expect, it } from 'vitest';
import { isByTokens, unitPrices } from './unit-prices.ts';

const none = { input: '0', cachedInput: '0', output: '0' };

describe('a price', () => {
  it('by tokens has its columns, whatever else it says', () => {
    expect(isByTokens({ ...none, input: '1' })).toBe(true);
    expect(isByTokens(none)).toBe(true);
    expect(isByTokens({ ...none, output: '1', request: '2' })).toBe(true);
  });

  it('by other units names each of them', () => {
    const price = { ...none, second: '0.1', images: { '1024x1024/low': '1', '*': '4' } };
    expect(isByTokens(price)).toBe(false);
    expect(unitPrices(price)).toEqual([
      { unit: 'second', kind: '', value: '0.1' },
      { unit: 'image', kind: '1024x1024/low', value: '1' },
      { unit: 'anyImage', kind: '', value: '4' },
    ]);
  });
});
