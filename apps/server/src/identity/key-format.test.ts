import { expect, test } from 'vitest';
import { hashKey, isKey, labelsOf, newKey } from './key-format.ts';

test('a new key has the shape that we recognise, and is never the same', () => {
  const keys = Array.from({ length: 500 }, newKey);
  expect(new Set(keys).size).toBe(500);
  for (const key of keys) {
    expect(key).toMatch(/^fb-[0-9A-Za-z]{49}$/);
    expect(isKey(key)).toBe(true);
  }
});

test('every single wrong character is seen', () => {
  const key = newKey();
  for (let at = 0; at < key.length; at++) {
    const wrong = key[at] === 'x' ? 'y' : 'x';
    expect(isKey(key.slice(0, at) + wrong + key.slice(at + 1)), `at ${at}`).toBe(false);
  }
});

test.each([
  ['nothing', ''],
  ['only the mark', 'fb-'],
  ["somebody else's key", 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJK'],
  ['cut off', newKey().slice(0, -1)],
  ['with a space', `${newKey()} `],
  ['with a new line', `${newKey()}\n`],
  ['twice', newKey() + newKey()],
  ['two letters swapped', `fb-10${'0'.repeat(47)}`],
  ['very long', `fb-${'a'.repeat(100_000)}`],
])('%s is no key', (_, text) => {
  expect(isKey(text)).toBe(false);
});

test('what is stored and shown does not contain the key', () => {
  const key = newKey();
  const { prefix, last4 } = labelsOf(key);
  expect(prefix).toBe(key.slice(0, 7));
  expect(last4).toBe(key.slice(-4));
  expect(hashKey(key)).toHaveLength(32);
  expect(hashKey(key).equals(hashKey(newKey()))).toBe(false);
});
