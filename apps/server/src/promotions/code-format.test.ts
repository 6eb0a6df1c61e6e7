import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, hashCode, newCode, readCode } from './code-format.ts';

const plain = (code: string) => code.replaceAll('-', '');

/** Ways in which people write what they read. */
const letterAsWritten = (letter: string) => {
  const looks: Record<string, string[]> = { '0': ['0', 'o', 'O'], '1': ['1', 'i', 'I', 'l', 'L'] };
  const wide = letter.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
  return fc.constantFrom(...(looks[letter] ?? [letter, letter.toLowerCase()]), wide);
};

const between = fc.constantFrom('', '', '', ' ', '-', ' - ', '\t', '\n', '–', '—', '\u00a0', '\u3000');

const asWritten = (code: string) =>
  fc
    .tuple(...[...plain(code)].map((letter) => fc.tuple(between, letterAsWritten(letter))), between)
    .map((parts) => parts.flat().join(''));

describe('a code', () => {
  it('is four groups of four, without letters that are mistaken, and never the same', () => {
    const codes = Array.from({ length: 1000 }, newCode);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(1000);
    expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
  });

  it('is understood however it is written', () => {
    const written = fc.constantFrom(...Array.from({ length: 20 }, newCode)).chain((code) => {
      return asWritten(code).map((text) => ({ code, text }));
    });
    fc.assert(
      fc.property(written, ({ code, text }) => {
        expect(readCode(text)).toBe(plain(code));
        expect(hashCode(text)).toEqual(hashCode(code));
      }),
    );
  });

  it('is nothing else: any other letter, one more or one less', () => {
    const code = newCode();
    const wrong = [
      '',
      ' ',
      code.slice(1),
      `${code}0`,
      `${code.slice(0, -1)}U`,
      `${code.slice(0, -1)}!`,
      '🙂'.repeat(16),
    ];
    expect(wrong.map(readCode)).toEqual(wrong.map(() => null));
    expect(hashCode('no code')).toBeNull();
  });

  it('reads whatever text there is without failing, and what it reads it reads again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const code = readCode(text);
        expect(code === null || readCode(code) === code).toBe(true);
      }),
    );
  });

  it('is told apart by its end', () => {
    expect(endOf('7KQ2-M4XT-90AB-CDEF')).toBe('CDEF');
  });
});
