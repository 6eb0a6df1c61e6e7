import { decimalsOf } from './figures.ts';
import { type Paper, quiet, sheet } from './paper.ts';
import type { Style } from './typesetter.ts';

export interface Column {
  title: string;
  /** Points. */
  width: number;
  /** A figure: right-aligned, points below each other. */
  figure?: boolean;
}

const SIZE = 9;
const GAP = 10;
const HEAD = 21;
const ROW_PADDING = 7;
/** Lines of one cell, at most. */
const CELL_LINES = 3;

/**
 * A table from `y` on, over as many pages as it takes, with its heads on each. `rows` are the texts of the cells.
 * Tells where it ends on the last page.
 */
export async function drawTable(paper: Paper, y: number, columns: Column[], rows: string[][]): Promise<number> {
  const places = await placesOf(paper, columns, rows);
  const end = sheet.height - sheet.bottom;
  let at = await drawHeads(paper, y + HEAD + 40 > end ? newPage(paper) : y, places);
  for (const row of rows) {
    const cells = cellsOf(places, row);
    const height = await heightOf(paper, cells);
    if (at + height > end) at = await drawHeads(paper, newPage(paper), places);
    for (const { text, x, width, style } of cells) await paper.write(text, x, at, width, style);
    at += height;
    paper.line(at - ROW_PADDING / 2);
  }
  return at;
}

interface Place extends Column {
  x: number;
  /** Of the row that has most. */
  decimals: number;
  digit: number;
}

async function placesOf(paper: Paper, columns: Column[], rows: string[][]): Promise<Place[]> {
  const digit = await paper.widthOf('0', { size: SIZE });
  let x = sheet.margin;
  return columns.map((column, index) => {
    const decimals = column.figure ? rows.reduce((most, row) => Math.max(most, decimalsOf(row[index] ?? '')), 0) : 0;
    const place = { ...column, x, decimals, digit };
    x += column.width + GAP;
    return place;
  });
}

function newPage(paper: Paper): number {
  paper.addPage();
  return sheet.margin;
}

async function drawHeads(paper: Paper, y: number, places: Place[]): Promise<number> {
  for (const { title, x, width, figure } of places) {
    await paper.write(title, x, y, width, { size: 8, color: quiet, align: figure ? 'right' : 'left' });
  }
  paper.line(y + 15, quiet);
  return y + HEAD;
}

interface Cell {
  text: string;
  x: number;
  width: number;
  style: Style;
}

function cellsOf(places: Place[], row: string[]): Cell[] {
  return places.map(({ x, width, figure, decimals, digit }, index) => {
    const text = row[index] ?? '';
    const shift = figure ? (decimals - decimalsOf(text)) * digit : 0;
    const style: Style = { size: SIZE, lines: figure ? 1 : CELL_LINES, align: figure ? 'right' : 'left' };
    return { text, x, width: width - shift, style };
  });
}

async function heightOf(paper: Paper, cells: Cell[]): Promise<number> {
  let height = SIZE;
  for (const { text, width, style } of cells) height = Math.max(height, await paper.heightOf(text, width, style));
  return height + ROW_PADDING;
}
