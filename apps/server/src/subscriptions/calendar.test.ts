import { describe, expect, it } from 'vitest';
import { addMonths, monthStarts, monthsLater } from './calendar.ts';

const at = (text: string) => new Date(text.length > 10 ? text : `${text}T10:30:00.000Z`);
const day = (date: Date) => date.toISOString().slice(0, 10);

describe('months from an anchor', () => {
  it.each([
    ['2026-01-15', 1, '2026-02-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-01-31', 12, '2027-01-31'],
    ['2026-01-31', 25, '2028-02-29'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-01-29', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-01-30', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 24, '2030-02-28'],
    ['2028-02-29', 36, '2031-02-28'],
    ['2028-02-29', 48, '2032-02-29'],
    ['2028-02-29', 1, '2028-03-29'],
    ['2096-02-29', 48, '2100-02-28'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %i are %s', (anchor, months, expected) => {
    const found = addMonths(at(anchor), months);
    expect(day(found)).toBe(expected);
    expect(found.toISOString().slice(10)).toBe('T10:30:00.000Z');
  });

  it('does not look at the zone of the machine', () => {
    expect(addMonths(at('2026-01-31T23:59:59.999Z'), 1).toISOString()).toBe('2026-02-28T23:59:59.999Z');
    expect(addMonths(at('2026-03-01T00:00:00.000Z'), 12).toISOString()).toBe('2027-03-01T00:00:00.000Z');
  });
});

describe('the end of the next period', () => {
  it.each([
    // anchor, start, months, end
    ['2026-01-31', '2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', '2026-02-28', 1, '2026-03-31'],
    ['2026-01-31', '2026-03-31', 1, '2026-04-30'],
    ['2026-01-31', '2026-02-28', 12, '2027-02-28'],
    ['2027-01-31', '2027-02-28', 12, '2028-02-29'],
    ['2028-02-29', '2029-02-28', 12, '2030-02-28'],
    ['2028-02-29', '2031-02-28', 12, '2032-02-29'],
    // not one of the anchor's days: counted from the start itself
    ['2026-01-31', '2026-02-10', 1, '2026-03-10'],
    ['2026-01-31', '2026-03-30', 1, '2026-04-30'],
  ])('counted from %s, of one that begins on %s and has %i: %s', (anchor, start, months, end) => {
    expect(day(monthsLater(at(anchor), at(start), months))).toBe(end);
  });
});

describe('the months of a period', () => {
  it.each([
    [
      '2027-08-31',
      '2027-08-31',
      '2028-08-31',
      '08-31 09-30 10-31 11-30 12-31 01-31 02-29 03-31 04-30 05-31 06-30 07-31',
    ],
    [
      '2028-02-29',
      '2029-02-28',
      '2030-02-28',
      '02-28 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29 01-29',
    ],
    ['2026-01-15', '2026-09-20', '2027-01-15', '09-20 10-15 11-15 12-15'],
    ['2026-01-15', '2026-01-15', '2026-02-15', '01-15'],
  ])('counted from %s, %s to %s', (anchor, start, end, expected) => {
    const days = monthStarts(at(anchor), at(start), at(end)).map((date) => day(date).slice(5));
    expect(days.join(' ')).toBe(expected);
  });
});
