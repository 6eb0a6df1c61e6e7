import { expect, test } from 'vitest';
import { WrongKeys } from './wrong-keys.ts';

const blocked = (keys: WrongKeys, address: string | null) => {
  try {
    keys.assertFew(address);
    return false;
  } catch {
    return true;
  }
};

test('so many from one address within a minute, and as many again after it', () => {
  let ms = 0;
  const keys = new WrongKeys(3, () => ms);
  for (let n = 0; n < 3; n++) keys.note('203.0.113.9');
  expect([blocked(keys, '203.0.113.9'), blocked(keys, '203.0.113.8')]).toEqual([true, false]);
  expect(() => keys.assertFew('203.0.113.9')).toThrow(
    expect.objectContaining({ code: 'too_many_wrong_keys', status: 429, details: { retryAfterMs: 60_000 } }),
  );
  ms = 60_000;
  expect(blocked(keys, '203.0.113.9')).toBe(false);
  keys.note('203.0.113.9');
  expect(blocked(keys, '203.0.113.9')).toBe(false);
});

test('a whole network of IPv6 is one address', () => {
  const keys = new WrongKeys(1, () => 0);
  keys.note('2001:db8:1:2:3::4');
  expect(blocked(keys, '2001:db8:1:2:ffff::')).toBe(true);
  expect(blocked(keys, '2001:db8:1:3:3::4')).toBe(false);
});

test('remembers no more than so many', () => {
  const keys = new WrongKeys(1, () => 0);
  for (let n = 0; n < 10_001; n++) keys.note(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
  expect([blocked(keys, '10.0.0.0'), blocked(keys, '10.0.0.1')]).toEqual([false, true]);
});
