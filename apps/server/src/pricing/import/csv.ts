import { flatUnits } from '../price.ts';
import type { PriceList, WrittenRow } from './row.ts';
import { ROWS_MAX, readRows } from './row.ts';

/** A record of a CSV text, and the line on which it begins. */
interface CsvRecord {
  line: number;
  cells: string[];
}

const column = new RegExp(`^(cost\\.)?(?:(${flatUnits.join('|')})|(images|toolCalls|tiers)\\.(.+))$`);

/**
 * Reads a price list as a spreadsheet saves it: a heading with `model` and any of the figures (`input`, `output`,
 * `images.1024x1024/high`, `toolCalls.web_search`, `tiers.flex`, each also with `cost.` before it), then one model a
 * line. An empty cell says nothing.
 */
export function readCsvList(text: string): PriceList {
  const records = recordsOf(text.replace(/^\ufeff/, ''));
  if (records === null) return broken(1, 'A quoted cell does not end.');
  const [heading, ...rest] = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const names = heading?.cells.map((cell) => cell.trim()) ?? [];
  const wrong = headingProblem(names);
  if (wrong) return broken(heading?.line ?? 1, wrong);
  if (rest.length > ROWS_MAX) return broken(rest[ROWS_MAX]?.line ?? 1, `A list has at most ${ROWS_MAX} rows.`);
  const long = rest.find(({ cells }) => cells.length > names.length);
  if (long) return broken(long.line, `There are ${long.cells.length} cells under ${names.length} headings.`);
  return readRows(rest.map((record) => writtenRow(names, record)));
}

function headingProblem(names: string[]): string | null {
  if (!names.includes('model')) return 'The first line must name the columns, one of them model.';
  const unknown = names.find((name) => name !== 'model' && !column.test(name));
  if (unknown !== undefined) return `There is no figure called "${unknown.slice(0, 100)}".`;
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? null : `The column ${twice} is there twice.`;
}

function writtenRow(names: string[], { line, cells }: CsvRecord): WrittenRow {
  const [price, cost]: [Figures, Figures] = [{}, {}];
  for (const [at, name] of names.entries()) {
    const value = cells[at]?.trim() ?? '';
    const [, isCost, flat, group, key] = value === '' ? [] : (column.exec(name) ?? []);
    const target = isCost ? cost : price;
    if (flat) target[flat] = value;
    if (group && key) target[group] = { ...(target[group] as Record<string, string> | undefined), [key]: value };
  }
  const model = cells[names.indexOf('model')]?.trim() ?? '';
  return { line, model, price, cost: Object.keys(cost).length > 0 ? cost : undefined };
}

type Figures = Record<string, string | Record<string, string>>;

function broken(line: number, message: string): PriceList {
  return { rows: [], problems: [{ line, message }] };
}

/** The records of a CSV text (RFC 4180); null when a quote is never closed. */
function recordsOf(text: string): CsvRecord[] | null {
  const records: CsvRecord[] = [];
  let record: CsvRecord = { line: 1, cells: [] };
  let line = 1;
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/gy;
  while (token.lastIndex < text.length) {
    const [, cell, end] = token.exec(text) ?? [];
    if (cell === undefined) return null;
    record.cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    line += cell.split('\n').length - 1;
    if (end === ',' && token.lastIndex < text.length) continue;
    if (end === ',') record.cells.push('');
    if (end !== ',' && end !== '') line += 1;
    records.push(record);
    record = { line, cells: [] };
  }
  return records;
}
