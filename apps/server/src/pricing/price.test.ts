import { describe, expect, it } from 'vitest';
import { priceText, readPrice } from './price.ts';
import { rateText } from './rate-text.ts';
import { priceSetting } from './schemas.ts';
import { writtenPrice } from './version.ts';

describe('a price', () => {
  it('has a version that names its figures, not how they were written', () => {
    const price = readPrice({ input: '2.50', output: '10' });
    expect(price.version).toMatch(/^[0-9a-f]{12}$/);
    expect(readPrice({ output: '10.0', cachedInput: '2.500000', input: '2.5' }).version).toBe(price.version);
    for (const other of [{ cachedInput: '1' }, { request: '0' }, { tiers: { flex: '1' } }, { images: { '*': '10' } }]) {
      expect(readPrice({ input: '2.5', output: '10', ...other }).version).not.toBe(price.version);
    }
    const [a, b] = [
      { x: '1', y: '2' },
      { y: '2', x: '1' },
    ].map((images) => readPrice({ images }).version);
    expect(a).toBe(b);
  });

  it('goes out with the three figures that everybody looks for, and is kept as it was written', () => {
    const price = readPrice({ input: '2.50', output: '10', images: { '*': '4.0' } });
    expect(priceText(price)).toEqual({ input: '2.5', cachedInput: '2.5', output: '10', images: { '*': '4' } });
    expect(writtenPrice(price)).toEqual({ input: '2.5', output: '10', images: { '*': '4' } });
    expect(readPrice(writtenPrice(price))).toEqual(price);
    expect(priceText(readPrice({ second: '1' }))).toMatchObject({ input: '0', second: '1' });
  });

  it('is shown as a group pays it, each figure rounded up; tiers stay what they are', () => {
    const price = readPrice({ input: '0.000001', output: '10', toolCalls: { a: '3' }, tiers: { flex: '0.5' } });
    expect(priceText(price, 850_000n)).toEqual({
      ...{ input: '0.000001', cachedInput: '0.000001', output: '8.5' },
      ...{ toolCalls: { a: '2.55' }, tiers: { flex: '0.5' } },
    });
  });

  it('is remembered with a call as far as the call can use it, so that what is kept stays small', () => {
    const images = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}x${at}/high`, '1.5']));
    const price = readPrice({
      input: '1',
      output: '2',
      images,
      toolCalls: { '*': '3' },
      tiers: { flex: '0.5', priority: '2' },
    });
    const rate = { price, group: 'vip', multiplier: 800_000n };
    const bounds = {
      input: 1,
      output: 1,
      images: { '7x7/high': 2 },
      toolCalls: { most: 1, tools: ['web_search'] },
      tier: 'flex',
    };
    expect(rateText(rate, bounds)).toEqual({
      ...{ input: '1', cachedInput: '1', output: '2', images: { '7x7/high': '1.5' }, toolCalls: { web_search: '3' } },
      ...{ tiers: { flex: '0.5' }, version: price.version, group: 'vip', multiplier: '0.8' },
    });
    expect(rateText(rate, { input: 1, output: 1 })).not.toHaveProperty('images');
  });

  it.each([['-1'], ['1e3'], ['0.0000001'], [''], ['1,5'], ['12345678901']])('refuses %s', (input) => {
    expect(() => readPrice({ input, output: '1' })).toThrow(/input must be a decimal/);
    expect(() => readPrice({ images: { a: input } })).toThrow(/images.a must be a decimal/);
    expect(priceSetting.safeParse({ input, output: '1' }).success).toBe(false);
  });

  it('takes a whole number as text, and refuses a float with a sentence that says what to do', () => {
    expect(priceSetting.parse({ input: 3, output: '1' }).input).toBe('3');
    const refused = priceSetting.safeParse({ input: 0.000002, output: '1' });
    expect(refused.error?.issues[0]?.message).toMatch(/in quotes/);
  });

  it.each([
    ['no figure at all', {}, /at least one figure/],
    ['tiers of nothing', { tiers: { flex: '1' } }, /at least one figure/],
    ['a misspelt figure', { input: '1', outputs: '1' }, /outputs/],
    ['a strange key', { images: { 'a b': '1' } }, /images|letters/],
    [
      'too many keys',
      { images: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`k${at}`, '1'])) },
      /at most 100/,
    ],
  ])('refuses %s', (_, written, sentence) => {
    const { error } = priceSetting.safeParse(written);
    expect(JSON.stringify(error?.issues)).toMatch(sentence);
  });

  it('does not take a name that every object has for a figure', () => {
    const price = readPrice({ input: '1', output: '1', images: { a: '1' } });
    expect(Object.keys(price.images)).toEqual(['a']);
    expect(
      rateText({ price, group: 'g', multiplier: 1n }, { input: 1, output: 1, images: { constructor: 1 } }),
    ).not.toHaveProperty('images');
  });
});
