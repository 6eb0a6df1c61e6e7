import { describe, expect, it } from 'vitest';
import type { Block } from './guide.ts';
import { holds } from './shown.ts';

const shown = (language: string, text: string): Block => ({ language, mark: 'shows', text, line: 1 });

describe('what a guide shows', () => {
  it.each([
    ['{"a": "1"}', 'noise\n{"a":"1","b":2}', true],
    ['{"a": "1"}', '{"a":"12"}', false],
    ['{"a": "1"}', '{"b":"1"}', false],
    ['{"a": "x…z"}', '{"a":"xyz"}', true],
    ['{"a": "x…z"}', '{"a":"yz"}', false],
    ['{"a": "1.5"}', '{"a":"175"}', false],
    ['{"a": {"b": true}}', '{"a":{"b":true}}', true],
    ['{"a": {"b": true}}', '{"a":null}', false],
    ['{"data": [{"id": 1}]}', '{"data":[{"id":1},{"id":2}]}', true],
    ['{"data": [{"id": 1}]}', '{"data":[]}', false],
    ['{"a": 1}', 'no JSON at all', false],
  ])('%s in %s: %s', (text, output, held) => {
    expect(holds(shown('json', text), output)).toBe(held);
  });

  it.each([
    ['one\ntwo…four', 'two three four\none', true],
    ['one\nfive', 'one two', false],
    ['(a)', 'a', false],
  ])('%j in %j: %s', (text, output, held) => {
    expect(holds(shown('text', text), output)).toBe(held);
  });
});
