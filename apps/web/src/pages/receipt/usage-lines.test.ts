import type { Price, Receipt } from '@farebox/sdk';
import { describe, expect, it } from 'vitest';
import { linesOf } from './usage-lines.ts';

const none = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, estimated: false };
const price: Price = { input: '10', cachedInput: '1', output: '40' };

const shown = (usage: Partial<Receipt['usage']>, more: Partial<Price> = {}) =>
  linesOf({ ...none, ...usage }, { ...price, ...more }).map(({ kind, what, count, price: each, per }) =>
    [kind, what, count, each, per].filter((part) => part !== undefined).join(' '),
  );

describe('the lines of a receipt', () => {
  it('have every token once, at the price of its kind or of its whole', () => {
    const usage = {
      inputTokens: 100,
      cachedInputTokens: 20,
      cacheWriteTokens: 10,
      cacheWrite1hTokens: 5,
      imageInputTokens: 15,
      outputTokens: 50,
      audioOutputTokens: 30,
    };
    expect(shown(usage, { cacheWrite: '12', audioOutput: '80' })).toEqual([
      'input 50 10 million',
      'cachedInput 20 1 million',
      'cacheWrite 10 12 million',
      'cacheWrite1h 5 12 million',
      'imageInput 15 10 million',
      'output 20 40 million',
      'audioOutput 30 80 million',
    ]);
  });

  it('have what is not tokens, each at the figure that fits best', () => {
    const usage = { images: { '1024x1024/high': 2, '512x512/low': 1, auto: 1 }, seconds: 7, characters: 900 };
    const images = { '1024x1024/high': '4', '512x512': '2', '*': '9' };
    expect(shown(usage, { images, second: '0.1', characters: '15', request: '0.5' })).toEqual([
      'characters 900 15 million',
      'seconds 7 0.1 each',
      'images 1024x1024/high 2 4 each',
      'images 512x512/low 1 2 each',
      'images auto 1 9 each',
      'request 1 0.5 each',
    ]);
  });

  it('say so when nothing was used', () => {
    expect(shown({})).toEqual(['input 0 10 million', 'output 0 40 million']);
  });
});
