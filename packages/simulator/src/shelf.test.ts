import { expect, test } from 'vitest';
import { Shelf } from './shelf.ts';

test('ten thousand objects are kept, then the oldest goes', () => {
  const shelf = new Shelf<number>();
  for (let count = 0; count <= 10_000; count += 1) shelf.put(String(count), count);
  expect(shelf.get('0')).toBeUndefined();
  expect(shelf.get('1')).toBe(1);
  expect(shelf.all()).toHaveLength(10_000);
  shelf.put('1', -1);
  expect(shelf.all()).toHaveLength(10_000);
  expect(shelf.get('2')).toBe(2);
});
