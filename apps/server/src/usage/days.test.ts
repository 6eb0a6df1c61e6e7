import { describe, expect, it } from 'vitest';
import { addDays, dayRange, daysOf } from './days.ts';

describe('dayRange', () => {
  it.each([
    [{}, { from: '2026-02-20', to: '2026-03-21' }],
    [{ to: '2026-01-01' }, { from: '2025-12-03', to: '2026-01-01' }],
    [{ from: '2026-03-21' }, { from: '2026-03-21', to: '2026-03-21' }],
    [
      { from: '2024-01-01', to: '2024-12-31' },
      { from: '2024-01-01', to: '2024-12-31' },
    ],
  ])('completes %o', (asked, range) => {
    expect(dayRange(asked, '2026-03-21')).toEqual(range);
  });

  it.each([
    [{ from: '2026-03-22' }],
    [{ from: '2026-02-02', to: '2026-02-01' }],
    [{ from: '2025-01-01', to: '2026-01-02' }],
  ])('refuses %o', (asked) => {
    expect(() => dayRange(asked, '2026-03-21')).toThrow(expect.objectContaining({ code: 'invalid_range' }));
  });
});

it('walks over the ends of months and leap days', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(daysOf({ from: '2025-12-30', to: '2026-01-02' })).toEqual([
    '2025-12-30',
    '2025-12-31',
    '2026-01-01',
    '2026-01-02',
  ]);
});
