import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens } from './count.ts';
import { inputBound, survey } from './estimate.ts';
import { countPrompt, promptOf } from './prompt.ts';
import { gatewaySettings } from './settings.ts';

const rule = gatewaySettings.parse({}).estimate;
const nothing = { images: 0, imageBytes: 0, history: false };

describe('the bound on input', () => {
  it.each([
    ['text by its bytes', 1_001, nothing, null, 501 + 64],
    [
      'an image by its figure, not its bytes',
      100_100,
      { images: 2, imageBytes: 100_000, history: false },
      null,
      50 + 64 + 3_000,
    ],
    ['what the upstream remembers by the setting', 100, { ...nothing, history: true }, null, 50 + 64 + 32_000],
    ['what it remembers by the window', 100, { ...nothing, history: true }, 8_000, 8_000],
    ['never above the window', 1_000_000, nothing, 8_000, 8_000],
  ])('%s', (_, bytes, found, context, expected) => {
    expect(inputBound(bytes, found, context, rule)).toBe(expected);
  });

  it.each([
    ['prose', 'The quick brown fox jumps over the lazy dog. '.repeat(200)],
    ['Chinese', '复式记账是一种记录经济业务的方法。'.repeat(200)],
    ['code', 'for (let i = 0; i < n; i++) { total += prices[i] * (1 - discount); }\n'.repeat(100)],
    ['JSON', JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, ok: true, x: [id, -id] })))],
    ['emoji', '👩‍👩‍👧‍👦🎉🔥🇨🇭'.repeat(200)],
    ['digits', '8675309 31415926535 '.repeat(200)],
  ])('is above the true count of %s', async (_, content) => {
    const messages = [{ role: 'user', content }];
    const bytes = Buffer.byteLength(JSON.stringify({ model: 'm', messages }));
    const bound = inputBound(bytes, survey(messages), null, rule);
    expect(await countPrompt(promptOf(messages, undefined), 0)).toBeLessThanOrEqual(bound);
  });

  it('with one byte a token is above the count of any text whatever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (content) => {
        const messages = [{ role: 'user', content }];
        const bytes = Buffer.byteLength(JSON.stringify({ messages }));
        const bound = inputBound(bytes, nothing, null, { ...rule, bytesPerToken: 1 });
        expect(await countPrompt(promptOf(messages, undefined), 0)).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 200 },
    );
  });

  it('sees images and references in both dialects', () => {
    const data = `data:image/png;base64,${'A'.repeat(1_000)}`;
    const chat = [{ role: 'user', content: [{ type: 'image_url', image_url: { url: data } }] }];
    const responses = [{ role: 'user', content: [{ type: 'input_image', image_url: 'https://example.com/x.png' }] }];
    expect(survey(chat)).toEqual({ images: 1, imageBytes: data.length, history: false });
    expect(survey(responses)).toEqual({ images: 1, imageBytes: 0, history: false });
    expect(survey([{ type: 'item_reference', id: 'x' }]).history).toBe(true);
    expect(survey([{ content: [{ type: 'input_file', file_id: 'x' }] }]).history).toBe(true);
    expect(survey('plain text')).toEqual(nothing);
  });
});

describe('our own count', () => {
  it('is exact for ordinary text, and takes special tokens for text', async () => {
    expect(await countTokens('')).toBe(0);
    expect(await countTokens('Hello there')).toBe(2);
    expect(await countTokens('<|endoftext|>')).toBe(7);
  });

  it('goes on at the same rate beyond what it reads', async () => {
    const page = 'word '.repeat(13_107);
    const [one, ten] = [await countTokens(page), await countTokens(page.repeat(10))];
    expect(ten / one).toBeCloseTo(10, 1);
  });

  it.each([['a'.repeat(1_000_000)], ['👩‍👩‍👧‍👦'.repeat(100_000)], ['会'.repeat(500_000)]])(
    'is not slow for anything (%#)',
    async (text) => {
      await countTokens('warm');
      const started = performance.now();
      await countTokens(text);
      expect(performance.now() - started).toBeLessThan(1_500);
    },
  );
});
