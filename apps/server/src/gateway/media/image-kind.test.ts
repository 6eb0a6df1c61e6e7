import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, readPrice } from '../../pricing/index.ts';
import type { Model } from '../catalog.ts';
import { kindMade, kindOf, tokensMade, tokensOf } from './image-kind.ts';

const sizes = ['auto', '1024x1024', '1536x1024', '64x64'];
const qualities = ['auto', 'low', 'high', 'hd'];
const key = fc.oneof(
  fc.constantFrom('*', ...sizes),
  fc.tuple(fc.constantFrom(...sizes), fc.constantFrom(...qualities)).map((both) => both.join('/')),
);
const look = fc.record({ size: fc.constantFrom(...sizes), quality: fc.constantFrom(...qualities) });

describe('the kind of an image', () => {
  it('that is held for costs no less than any that comes of it', () => {
    const table = fc.dictionary(key, fc.integer({ min: 0, max: 9 }).map(String), { minKeys: 1 });
    fc.assert(
      fc.property(table, look, look, (images, asked, answered) => {
        const price = readPrice({ images });
        const rate = { price, group: 'default', multiplier: 1_000_000n };
        const cost = (kind: string) =>
          costOf(rate, { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, images: { [kind]: 1 } });
        const made = kindMade(asked, answered, price);
        expect(cost(made) <= cost(kindOf(asked, price))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('that is held for has no fewer tokens', () => {
    const table = fc.dictionary(key, fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(table, look, look, (imageTokens, asked, answered) => {
        const model = { imageTokens, maxOutputTokens: 5 } as unknown as Model;
        expect(tokensMade(asked, answered, model)).toBeLessThanOrEqual(tokensOf(asked, model));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['auto', 'auto', { auto: '1', '*': '9' }, 'auto/auto'],
    ['1024x1024', 'auto', { '1024x1024/auto': '1', '1024x1024/high': '9' }, '1024x1024/auto'],
    ['1024x1024', 'auto', { '1024x1024/low': '1', '1024x1024/high': '2', '*': '1' }, '1024x1024/high'],
    ['4096x4096', 'auto', { '1024x1024/low': '1', '*': '2' }, '4096x4096/auto'],
  ])('%s, %s of %o is %s', (size, quality, images, expected) => {
    const asked = { size, quality };
    expect(kindOf(asked, readPrice({ images: images as Record<string, string> }))).toBe(expected);
  });
});
