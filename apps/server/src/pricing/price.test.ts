import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costBound, costOf, priceText, readPrice } from './price.ts';
import { priceSetting } from './schemas.ts';
import { priceTable } from './table.ts';

const figure = fc.bigInt({ min: 0n, max: 10n ** 13n });
const tokens = fc.integer({ min: 0, max: 100_000_000 });

describe('cost', () => {
  it.each([
    ['nothing', { input: '2.5', output: '10' }, [0, 0, 0], 0n],
    ['one token of a cheap model still costs one micro-credit', { input: '0.000001', output: '0' }, [1, 0, 0], 1n],
    [
      'three parts that each would round up are rounded once',
      { input: '0.4', cachedInput: '0.3', output: '0.3' },
      [2, 1, 1],
      1n,
    ],
    ['a million tokens cost the price', { input: '2.5', output: '10' }, [1_000_000, 0, 0], 2_500_000n],
    ['cached tokens cost their own price', { input: '2', cachedInput: '0.5', output: '0' }, [1000, 400, 0], 1400n],
    ['without a cached price they cost what input costs', { input: '2', output: '0' }, [1000, 400, 0], 2000n],
    [
      'output beyond what a float holds exactly',
      { input: '0', output: '9007199.254741' },
      [0, 0, 1_000_000_001],
      9_007_199_263_748_200n,
    ],
  ] as const)('%s', (_, price, [input, cachedInput, output], expected) => {
    expect(costOf(readPrice(price), { input, cachedInput, output })).toBe(expected);
  });

  it('is the exact sum rounded up by less than one micro-credit, and never above the bound', () => {
    fc.assert(
      fc.property(figure, figure, figure, tokens, tokens, tokens, (input, cachedInput, output, a, b, out) => {
        const price = { input, cachedInput, output, version: '' };
        const [cached, all] = a < b ? [a, b] : [b, a];
        const cost = costOf(price, { input: all, cachedInput: cached, output: out });
        const exact = BigInt(all - cached) * input + BigInt(cached) * cachedInput + BigInt(out) * output;
        expect(cost * 1_000_000n - exact).toBeGreaterThanOrEqual(0n);
        expect(cost * 1_000_000n - exact).toBeLessThan(1_000_000n);
        expect(cost).toBeLessThanOrEqual(costBound(price, { input: all, output: out }));
      }),
    );
  });

  it.each([
    [{ input: -1, cachedInput: 0, output: 0 }],
    [{ input: 1.5, cachedInput: 0, output: 0 }],
    [{ input: 1, cachedInput: 2, output: 0 }],
    [{ input: 1, cachedInput: 0, output: Number.NaN }],
  ])('refuses tokens that cannot be: %o', (impossible) => {
    expect(() => costOf(readPrice({ input: '1', output: '1' }), impossible)).toThrow(RangeError);
  });
});

describe('price', () => {
  it('has a version that names its figures, not how they were written', () => {
    const price = readPrice({ input: '2.50', output: '10' });
    expect(price.version).toMatch(/^[0-9a-f]{12}$/);
    expect(readPrice({ input: '2.5', cachedInput: '2.500000', output: '10.0' }).version).toBe(price.version);
    expect(readPrice({ input: '2.5', cachedInput: '1', output: '10' }).version).not.toBe(price.version);
    expect(priceText(price)).toEqual({ input: '2.5', cachedInput: '2.5', output: '10' });
  });

  it.each([['-1'], ['1e3'], ['0.0000001'], [''], ['1,5']])('refuses %s', (input) => {
    expect(() => readPrice({ input, output: '1' })).toThrow(/input must be a decimal/);
    expect(priceSetting.safeParse({ input, output: '1' }).success).toBe(false);
  });

  it('takes a whole number as text, and refuses a float with a sentence that says what to do', () => {
    expect(priceSetting.parse({ input: 3, output: '1' }).input).toBe('3');
    const refused = priceSetting.safeParse({ input: 0.000002, output: '1' });
    expect(refused.error?.issues[0]?.message).toMatch(/in quotes/);
  });

  it('refuses a second price for one id', () => {
    const price = { input: '1', output: '1' };
    expect(priceTable([{ id: 'a', price }]).get('a')?.input).toBe(1_000_000n);
    expect(() =>
      priceTable([
        { id: 'a', price },
        { id: 'a', price },
      ]),
    ).toThrow(/a has two prices/);
  });
});
