import { readPrice } from '../price.ts';
import { ModelId, priceSetting } from '../schemas.ts';
import type { PriceVersion } from '../version.ts';

/** One line of a list, read. */
export interface ListRow extends Pick<PriceVersion, 'model' | 'price' | 'cost'> {
  /** Of the text, or the entry's place in the list; the first is 1. */
  line: number;
  /** What of the line was not taken, in words. */
  warnings: string[];
}

export interface Problem {
  line: number;
  model?: string | undefined;
  message: string;
}

/** A list, read as far as it can be; with a single problem none of it is taken. */
export interface PriceList {
  rows: ListRow[];
  problems: Problem[];
}

export const ROWS_MAX = 5_000;

/** One price as somebody wrote it: figures as text. */
export interface WrittenRow {
  line: number;
  model: unknown;
  price: unknown;
  cost?: unknown;
}

/** Reads rows one by one and says of each what is wrong with it. */
export function readRows(written: readonly WrittenRow[]): PriceList {
  const list: PriceList = { rows: [], problems: [] };
  const lines = new Map<string, number>();
  for (const row of written) {
    const model = ModelId.safeParse(row.model);
    const price = priceSetting.safeParse(row.price);
    const cost = priceSetting.optional().safeParse(row.cost);
    const before = model.success ? lines.get(model.data) : undefined;
    const wrong = [
      ...(model.success ? [] : [`model ${model.error.issues[0]?.message}`]),
      ...(before === undefined ? [] : [`the model has a price in line ${before} already`]),
      ...told('', price.error),
      ...told('cost.', cost.error),
    ];
    const named = model.success ? model.data : undefined;
    if (named !== undefined && before === undefined) lines.set(named, row.line);
    for (const message of wrong) list.problems.push({ line: row.line, model: named, message });
    if (named === undefined || !price.success || !cost.success || wrong.length > 0) continue;
    const read = { price: readPrice(price.data), cost: cost.data ? readPrice(cost.data) : null };
    list.rows.push({ line: row.line, model: named, ...read, warnings: [] });
  }
  return list;
}

interface Complaint {
  issues: readonly { path: PropertyKey[]; message: string }[];
}

function told(prefix: string, error: Complaint | undefined): string[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const place = path.map(String).join('.');
    return place ? `${prefix}${place}: ${message}` : `${prefix ? 'cost: ' : ''}${message}`;
  });
}
