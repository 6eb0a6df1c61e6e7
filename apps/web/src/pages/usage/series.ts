import { toMicro, type UsageGroup, type UsageReport, type UsageRow } from '@farebox/sdk';
import { addDays } from '../../format/time.ts';

const COLOURS = 8;
const MICRO = 1_000_000;

/** The name of a row in its group; empty for what was used without one. */
export function nameOf(row: UsageRow, group: UsageGroup): string {
  if (group === 'day') return row.day ?? '';
  return (group === 'key' ? (row.keyName ?? row.keyId) : row[group]) ?? '';
}

export interface Series {
  name: string;
  /** As a CSS colour. */
  colour: string;
}

export interface ChartDay {
  day: string;
  /** Amounts by series, in the exact words of the server, for the tooltip. */
  amounts: Record<string, string>;
  /** The same as heights: the only place where credits become floats, because pixels are. */
  heights: Record<string, number>;
}

/** A name always has the same colour, whatever else is in the chart: by its place among all names known here. */
function colourOf(name: string, known: readonly string[]): string {
  const place = known.indexOf(name);
  return `var(--series-${(Math.max(place, 0) % COLOURS) + 1})`;
}

/** One series for days alone; else one for each name, those that `known` lists first in its order. */
export function seriesOf(report: UsageReport, group: UsageGroup, known: readonly string[]): Series[] {
  if (group === 'day') return [{ name: '', colour: 'var(--bar)' }];
  const names = [...new Set(report.rows.map((row) => nameOf(row, group)))].sort();
  const all = [...known, ...names.filter((name) => !known.includes(name))];
  return names.map((name) => ({ name, colour: colourOf(name, all) }));
}

/** Every day of the range, also those without use. */
export function chartDays(report: UsageReport, group: UsageGroup): ChartDay[] {
  const days = new Map<string, ChartDay>();
  for (let day = report.from; day <= report.to; day = addDays(day, 1)) days.set(day, { day, amounts: {}, heights: {} });
  for (const row of report.rows) {
    const at = days.get(row.day ?? '');
    const name = group === 'day' ? '' : nameOf(row, group);
    if (!at) continue;
    at.amounts[name] = row.amount;
    at.heights[name] = Number(toMicro(row.amount)) / MICRO;
  }
  return [...days.values()];
}
