import { newId } from '@farebox/kit';
import { describe, expect, it } from 'vitest';
import { creditsText, moneyText } from './figures.ts';
import { languageOf } from './language.ts';
import { piecesOf, printable } from './printable.ts';
import { receiptNumber } from './receipt.ts';
import { reasonText } from './words.ts';

describe('figures of documents', () => {
  it.each([
    [0n, '0.00'],
    [12_500_000n, '12.50'],
    [214n, '0.000214'],
    [1_234_567_800_000n, '1,234,567.80'],
    [-1_000_001n, '−1.000001'],
  ])('%s micro-credits: %s', (micro, text) => {
    expect(creditsText(micro)).toBe(text);
  });

  it('a movement shows its sign', () => {
    expect([1n, 0n, -1n].map((n) => creditsText(n * 1_000_000n, 'always'))).toEqual(['+1.00', '0.00', '−1.00']);
  });

  it.each([
    [1000n, 0, 'JPY', '1,000 JPY'],
    [-7n, 2, 'CNY', '−0.07 CNY'],
    [1_000_000n, 3, 'KWD', '1,000.000 KWD'],
  ])('%s in %i places of %s: %s', (minor, places, currency, text) => {
    expect(moneyText(minor, places, currency)).toBe(text);
  });
});

describe('the language of a document', () => {
  it.each([
    [undefined, 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,zh;q=0.5', 'en'],
    ['de, zh;q=0, en;q=0.1', 'en'],
    ['fr;q=nonsense,;;;,zh', 'zh'],
    ['de', 'en'],
  ])('%s', (header, language) => {
    expect(languageOf(undefined, header)).toBe(language);
    expect(languageOf('zh', header)).toBe('zh');
  });

  it('is not looked for for ever', () => {
    expect(languageOf(undefined, `${'x,'.repeat(100_000)}zh`)).toBe('en');
  });
});

it('a text is cleaned and cut before it is printed', () => {
  expect(printable('a\r\n\tb\u0000c\ud800d')).toBe('a bcd');
  expect([...printable('漢'.repeat(1_000_000))]).toHaveLength(400);
  expect(piecesOf('充值 two words')).toEqual(['充', '值', ' ', 'two ', 'words']);
});

it('a reason that nobody translated is printed as it is', () => {
  expect(reasonText('toString', 'zh')).toBe('toString');
  expect(reasonText('welcome', 'zh')).toBe('新用户赠送');
});

it('a receipt’s number comes from its order alone', () => {
  const order = { id: '0199a000-0000-7000-8000-0123456789ab', createdAt: new Date('2026-11-20T23:59:59Z') };
  expect(receiptNumber(order)).toBe('R-2026-1120-2PF2DB');
  const numbers = Array.from({ length: 1000 }, () => receiptNumber({ ...order, id: newId() }));
  expect(new Set(numbers).size).toBe(1000);
});
