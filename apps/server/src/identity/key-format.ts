import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const MARK = 'fb-';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 random bytes and a CRC-32 as letters and digits, so that a double click selects the whole. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const shape = new RegExp(`^${MARK}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** A new key: `fb-`, 256 random bits, and a checksum over both. */
export function newKey(): string {
  const start = MARK + letters(BigInt(`0x${randomBytes(32).toString('hex')}`), SECRET_LENGTH);
  return start + checksum(start);
}

/** False for what can't be a key, such as a typo or a cut-off paste: seen without asking the database. */
export function isKey(text: string): boolean {
  return shape.test(text) && text.endsWith(checksum(text.slice(0, -CHECKSUM_LENGTH)));
}

/**
 * What is stored and looked up. Plain SHA-256: a slow hash makes guessing expensive, and nobody guesses 256 random
 * bits. Finding by the hash also takes the same time whatever part of a wrong key is right.
 */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** What people tell their keys apart by. */
export function labelsOf(key: string): { prefix: string; last4: string } {
  return { prefix: key.slice(0, MARK.length + 4), last4: key.slice(-4) };
}

function checksum(text: string): string {
  return letters(BigInt(crc32(text)), CHECKSUM_LENGTH);
}

function letters(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET[Number(rest % 62n)] + text;
  return text;
}
