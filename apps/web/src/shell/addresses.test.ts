import { describe, expect, it } from 'vitest';
import { nextSearch, safeNext, textOf } from './addresses.ts';

describe('where to go after signing in', () => {
  it.each([
    ['/keys', '/keys'],
    ['/usage?range=days7', '/usage?range=days7'],
    [undefined, '/'],
    ['', '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
  ])('%s leads to %s', (next, address) => {
    expect(safeNext(next)).toBe(address);
  });

  it('reads only text', () => {
    expect(nextSearch({ next: 3 })).toEqual({});
    expect([textOf('abc'), textOf(3), textOf(undefined)]).toEqual(['abc', '', '']);
  });
});
