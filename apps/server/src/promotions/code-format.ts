import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that what is read aloud or off paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;
const shape = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** A new code, such as `7KQ2-M4XT-90AB-CDEF`: 80 random bits. */
export function newCode(): string {
  // 256 is a multiple of 32: the low five bits of a random byte are as even as the byte.
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte & 31]);
  return letters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/**
 * The code as it was meant: any case, with or without spaces and dashes, O for 0, I or L for 1, letters of full width.
 * Null for what cannot be a code.
 */
export function readCode(text: string): string | null {
  const letters = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return shape.test(letters) ? letters : null;
}

/**
 * What is stored and looked up; null for what cannot be a code. Plain SHA-256: a slow hash makes guessing expensive,
 * and nobody guesses 80 random bits.
 */
export function hashCode(text: string): Buffer | null {
  const code = readCode(text);
  return code === null ? null : createHash('sha256').update(code).digest();
}

/** What people tell codes apart by. */
export function endOf(code: string): string {
  return code.slice(-4);
}
