import { describe, expect, it } from 'vitest';
import { daysOf, rangeProblem, readUsageSearch } from './search.ts';

describe('the usage page’s address', () => {
  it('keeps what makes sense and drops the rest', () => {
    expect(readUsageSearch({ range: 'days7', group: 'model', from: '2026-01-01', other: 'x' })).toEqual({
      range: 'days7',
      group: 'model',
      from: '2026-01-01',
    });
    expect(readUsageSearch({ day: '2026-01-01', model: '', key: 'k', group: 'key' })).toEqual({
      day: '2026-01-01',
      model: '',
      key: 'k',
      group: 'key',
    });
    expect(readUsageSearch({ range: 'ever', group: 1, from: '1.1.2026' })).toEqual({});
  });

  it('counts today as a day of the range', () => {
    expect(daysOf({ range: 'days7' }, '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' });
    expect(daysOf({}, '2026-03-03')).toEqual({ from: '2026-02-02', to: '2026-03-03' });
    expect(daysOf({ range: 'custom', from: '2025-12-31' }, '2026-03-03')).toEqual({
      from: '2025-12-31',
      to: '2026-03-03',
    });
  });

  it('refuses ranges that run backwards or too long', () => {
    expect(rangeProblem({ from: '2026-03-03', to: '2026-03-03' })).toBeNull();
    expect(rangeProblem({ from: '2026-03-04', to: '2026-03-03' })).toBe('order');
    expect(rangeProblem({ from: '2025-03-03', to: '2026-03-03' })).toBeNull();
    expect(rangeProblem({ from: '2025-03-02', to: '2026-03-03' })).toBe('long');
  });
});
