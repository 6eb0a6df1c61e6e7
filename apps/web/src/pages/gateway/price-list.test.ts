import { describe, expect, it } from 'vitest';
import { guessFormat, readList } from './price-list.ts';

const values = { creditsPerUsd: '700', markup: '', validFrom: '', note: '' };
const none = new Set<string>();

describe('a price list in the browser', () => {
  it('is known by its name and how it begins', () => {
    expect(guessFormat('list.CSV', 'model,input')).toBe('csv');
    expect(guessFormat('list.txt', ' [{"model":"a"}]')).toBe('json');
    expect(guessFormat('prices.json', '{"prices":[]}')).toBe('json');
    expect(guessFormat('prices.json', '{"gpt-5":{"input_cost_per_token":1e-6}}')).toBe('litellm');
  });

  it('is sent as it is, with a note and a moment where they were said', () => {
    expect(readList('csv', 'model,input\na,1', { ...values, note: ' spring ' }, none)).toEqual({
      wish: { format: 'csv', csv: 'model,input\na,1', note: 'spring' },
    });
    const prices = [{ model: 'a', price: { input: '1' } }];
    for (const text of [JSON.stringify(prices), JSON.stringify({ prices })])
      expect(readList('json', text, values, none)).toEqual({ wish: { format: 'json', prices } });
  });

  it('is not sent when it is no list', () => {
    expect(readList('csv', ' \n', values, none)).toEqual({ fault: 'noText' });
    expect(readList('json', '[1,', values, none)).toMatchObject({ fault: 'notJson', message: expect.any(String) });
    expect(readList('json', '{"a":1}', values, none)).toEqual({ fault: 'notList' });
    expect(readList('litellm', '[1]', values, none)).toEqual({ fault: 'notEntries' });
  });

  it('of LiteLLM’s whole list sends only what could be ours', () => {
    const entry = { input_cost_per_token: 0.000001 };
    const small = { 'gpt-5': entry, other: entry };
    expect(readList('litellm', JSON.stringify(small), values, new Set(['gpt-5']))).toEqual({
      wish: { format: 'litellm', entries: small, creditsPerUsd: '700' },
    });
    const large = { ...small, padding: { source: 'x'.repeat(600_000) } };
    expect(readList('litellm', JSON.stringify(large), { ...values, markup: '1。3' }, new Set(['gpt-5']))).toEqual({
      wish: { format: 'litellm', entries: { 'gpt-5': entry }, creditsPerUsd: '700', markup: '1.3' },
    });
  });
});
