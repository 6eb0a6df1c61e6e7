import { expect, test, vi } from 'vitest';
import { KeyCache, type KeyHolder } from './key-cache.ts';

function holder(keyId: string, userId = 'ann'): KeyHolder {
  return { keyId, userId, accountId: userId, priceGroup: 'default', name: keyId, expiresAt: null, limits: null };
}

test('keeps the keys used last and forgets the others', () => {
  const cache = new KeyCache({ keys: 2, strangers: 2, strangerMs: 1_000 });
  cache.put('a', holder('1'));
  cache.put('b', holder('2'));
  cache.get('a');
  cache.put('c', holder('3'));
  expect(cache.get('a')?.keyId).toBe('1');
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('c')?.keyId).toBe('3');
});

test('remembers strangers for a while, and only so many', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const cache = new KeyCache({ keys: 2, strangers: 2, strangerMs: 1_000 });
    for (const hash of ['a', 'b', 'c']) cache.putStranger(hash);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, null, null]);
    vi.advanceTimersByTime(1_001);
    expect(cache.get('c')).toBeUndefined();
  } finally {
    vi.useRealTimers();
  }
});

test.each<[string, (cache: KeyCache) => void, (string | null | undefined)[]]>([
  ['a changed key', (cache) => cache.forgetKey('1'), [undefined, '2', '3', undefined]],
  ['a key it never saw', (cache) => cache.forgetKey('9'), ['1', '2', '3', undefined]],
  ['a changed person', (cache) => cache.forgetUser('ann'), [undefined, undefined, '3', undefined]],
  ['a new key', (cache) => cache.forgetStrangers(), ['1', '2', '3', undefined]],
  ['a gap', (cache) => cache.clear(), [undefined, undefined, undefined, undefined]],
])('%s takes away what it makes untrue, and no answer on its way is kept', (_, happen, left) => {
  const cache = new KeyCache();
  cache.put('a', holder('1'));
  cache.put('b', holder('2'));
  cache.put('c', holder('3', 'bob'));
  cache.putStranger('d');
  const before = cache.changes;
  happen(cache);
  const found = ['a', 'b', 'c', 'd'].map((hash) => cache.get(hash));
  expect(found.map((known) => (known ? known.keyId : known))).toEqual(left);
  expect(cache.changes).toBeGreaterThan(before);
});
