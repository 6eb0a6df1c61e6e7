import { describe, expect, it } from 'vitest';
import { addDays, dayIn, formatDay, formatMonth, formatRelative, formatSpan } from './time.ts';

const now = Date.UTC(2026, 2, 9, 12);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

describe('relative time', () => {
  it.each([
    [3, 'now', '现在'],
    [45, '45 seconds ago', '45秒钟前'],
    [119, '1 minute ago', '1分钟前'],
    [3 * 3600, '3 hours ago', '3小时前'],
    [26 * 3600, 'yesterday', '昨天'],
  ])('%d seconds ago', (seconds, english, chinese) => {
    expect(formatRelative(ago(seconds), now, 'en')).toBe(english);
    expect(formatRelative(ago(seconds), now, 'zh-CN')).toBe(chinese);
  });

  it('gives the date after a week, and looks ahead too', () => {
    expect(formatRelative(ago(8 * 86_400), now, 'en')).toBe('Mar 1, 2026');
    expect(formatRelative(ago(-3 * 86_400), now, 'en')).toBe('in 3 days');
  });
});

describe('days', () => {
  it('turn in the zone asked for', () => {
    const at = new Date('2026-03-08T20:00:00Z');
    expect(dayIn('Asia/Shanghai', at)).toBe('2026-03-09');
    expect(dayIn('America/New_York', at)).toBe('2026-03-08');
  });

  it('add up across months and are shown as themselves', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(formatDay('2026-03-09', 'en')).toBe('Mar 9');
    expect(formatDay('2026-03-09', 'zh-CN')).toBe('3月9日');
  });
});

it('shows a stretch of time as a clock does', () => {
  const spans = [0, 999, 61_000, 3_599_001, 3_729_000, -5];
  expect(spans.map(formatSpan)).toEqual(['00:00', '00:01', '01:01', '1:00:00', '1:02:09', '00:00']);
});

it('names a month, whatever the zone of the reader', () => {
  expect([formatMonth('2026-03', 'en'), formatMonth('2026-12', 'zh-CN')]).toEqual(['March 2026', '2026年12月']);
});
