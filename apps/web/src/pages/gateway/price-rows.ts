import type { PriceFigures, PriceListing } from '@farebox/sdk';
import { compared, type FlatUnit, figuresIn, flatUnits, isKeyed, keyedUnits, nameOf, type Unit } from './figures.ts';

/** A line of the form: one figure, its price and its cost. The fields are `<id>:price`, `<id>:cost`, `<id>:key`. */
export interface FigureRow {
  id: string;
  unit: Unit;
}

/** What the form holds: texts, by their fields' names. */
export type PriceValues = Record<string, string>;

const usual: readonly FlatUnit[] = ['input', 'cachedInput', 'output'];
const MODEL = /^[\w.:/-]{1,128}$/;
const KEY = /^[\w.*:/-]{1,64}$/;
const FIGURE = /^\d{1,12}(\.\d{1,6})?$/;

/** A decimal as an input method leaves it: full-width figures, a Chinese full stop, spaces. */
export const plainDecimal = (typed: string): string => typed.normalize('NFKC').replaceAll('。', '.').replace(/\s/g, '');

export const isDecimal = (typed: string): boolean => FIGURE.test(plainDecimal(typed));

/** The lines of a form that begins with these figures, and what stands in them. */
export function startOf({ model, price, cost }: Pick<PriceListing, 'model' | 'price' | 'cost'>): {
  rows: FigureRow[];
  values: PriceValues;
} {
  const set = compared(price, cost);
  const [prices, costs] = [valuesOf(price), valuesOf(cost)];
  const values: PriceValues = { model, validFrom: '', note: '' };
  const rows = (set.length > 0 ? set : usual.map((unit) => ({ unit, key: '' }))).map(({ unit, key }, at): FigureRow => {
    const row = { id: isKeyed(unit) ? `${unit}${at}` : unit, unit };
    const name = nameOf({ unit, key });
    Object.assign(values, emptyRow(row), {
      [`${row.id}:price`]: prices.get(name) ?? '',
      [`${row.id}:cost`]: costs.get(name) ?? '',
      ...(isKeyed(unit) && { [`${row.id}:key`]: key }),
    });
    return row;
  });
  return { rows, values };
}

const valuesOf = (figures: PriceFigures | null) =>
  new Map(figuresIn(figures).map((figure) => [nameOf(figure), figure.value]));

export const emptyRow = ({ id, unit }: FigureRow): PriceValues => ({
  [`${id}:price`]: '',
  [`${id}:cost`]: '',
  ...(isKeyed(unit) && { [`${id}:key`]: '' }),
});

/** What can still be added: of the flat units those that are not there, and always one more of the others. */
export function unitsLeft(rows: readonly FigureRow[]): Unit[] {
  const there = new Set(rows.map(({ unit }) => unit));
  return [...flatUnits.filter((unit) => !there.has(unit)), ...keyedUnits];
}

export type Fault = 'wrongFigure' | 'wrongKey' | 'sameKey' | 'needFigure' | 'needModel';

/** What is wrong with what was typed, by the field's name; the first one first. */
export function faultsOf(values: PriceValues, rows: readonly FigureRow[]): Record<string, Fault> {
  const faults: Record<string, Fault> = {};
  if (!MODEL.test((values.model ?? '').trim())) faults.model = 'needModel';
  const seen = new Set<string>();
  for (const row of rows) {
    const filled = (['price', 'cost'] as const).filter((side) => textOf(values, row, side) !== '');
    for (const side of filled) {
      if (!isDecimal(textOf(values, row, side))) faults[`${row.id}:${side}`] = 'wrongFigure';
    }
    if (!isKeyed(row.unit) || filled.length === 0) continue;
    const name = nameOf({ unit: row.unit, key: textOf(values, row, 'key') });
    if (!KEY.test(textOf(values, row, 'key'))) faults[`${row.id}:key`] = 'wrongKey';
    else if (seen.has(name)) faults[`${row.id}:key`] = 'sameKey';
    seen.add(name);
  }
  const priced = rows.some((row) => row.unit !== 'tiers' && textOf(values, row, 'price') !== '');
  const [first] = rows;
  if (!priced && Object.keys(faults).length === 0) faults[first ? `${first.id}:price` : 'model'] = 'needFigure';
  return faults;
}

/** What is sent of a form without faults. */
export function priceWish(values: PriceValues, rows: readonly FigureRow[]) {
  const { validFrom, note = '' } = values;
  const cost = sideOf(values, rows, 'cost');
  return {
    model: (values.model ?? '').trim(),
    price: sideOf(values, rows, 'price'),
    cost: Object.keys(cost).length > 0 ? cost : null,
    ...(validFrom && { validFrom: new Date(validFrom).toISOString() }),
    ...(note.trim() && { note: note.trim() }),
  };
}

function sideOf(values: PriceValues, rows: readonly FigureRow[], side: 'price' | 'cost'): PriceFigures {
  const figures: PriceFigures = {};
  for (const row of rows) {
    const value = plainDecimal(textOf(values, row, side));
    if (value === '') continue;
    if (isKeyed(row.unit)) figures[row.unit] = { ...figures[row.unit], [textOf(values, row, 'key')]: value };
    else figures[row.unit] = value;
  }
  return figures;
}

function textOf(values: PriceValues, { id }: FigureRow, side: 'price' | 'cost' | 'key'): string {
  return (values[`${id}:${side}`] ?? '').trim();
}
