import type { UsageReport } from '@farebox/sdk';
import { describe, expect, it } from 'vitest';
import { chartDays, seriesOf } from './series.ts';

const counts = { requests: 1, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, refunded: '0' };
const row = (day: string, model: string | null, amount: string) => ({ day, model, amount, ...counts });

function reportOf(rows: UsageReport['rows']): UsageReport {
  const totals = { ...counts, amount: '0' };
  return { from: '2026-02-27', to: '2026-03-02', groupBy: ['day'], timeZone: 'UTC', rows, totals, truncated: false };
}

describe('the usage chart', () => {
  it('has a bar for each day, also without use', () => {
    const days = chartDays(reportOf([row('2026-03-01', null, '0.5')]), 'day');
    expect(days.map(({ day }) => day)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(days.map(({ heights }) => heights[''] ?? 0)).toEqual([0, 0, 0.5, 0]);
  });

  it('stacks models and keeps the exact amount for the tooltip', () => {
    const report = reportOf([row('2026-03-01', 'b', '1'), row('2026-03-01', 'a', '9007199254.740993')]);
    const day = chartDays(report, 'model').find(({ day }) => day === '2026-03-01');
    expect(day?.amounts).toEqual({ a: '9007199254.740993', b: '1' });
  });

  it('gives a model the same colour whichever others are shown', () => {
    const known = ['demo-large', 'demo-small'];
    const alone = seriesOf(reportOf([row('2026-03-01', 'demo-small', '1')]), 'model', known);
    const both = seriesOf(
      reportOf([row('2026-03-01', 'demo-small', '1'), row('2026-03-01', 'demo-large', '1')]),
      'model',
      known,
    );
    expect(both.find(({ name }) => name === 'demo-small')).toEqual(alone[0]);
    expect(new Set(both.map(({ colour }) => colour)).size).toBe(2);
  });
});
