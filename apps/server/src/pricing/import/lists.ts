import { readCsvList } from './csv.ts';
import { readLitellmList } from './litellm.ts';
import { type PriceList, ROWS_MAX, readRows } from './row.ts';

/** A list in one of the shapes in which it may come. */
export type WrittenList =
  | { format: 'json'; prices: unknown[] }
  | { format: 'csv'; csv: string }
  | {
      format: 'litellm';
      entries: Record<string, unknown>;
      /** Micro-credits that stand for one dollar. */
      creditsPerUsd: bigint;
      /** In millionths. */
      markup?: bigint | undefined;
      /** Our model → the entry's name. */
      models?: Record<string, string> | undefined;
    };

const UNCHANGED = 1_000_000n;

/** Reads a list. `known`: the gateway's models, each with the names by which a list may call it, the best first. */
export function readList(
  written: WrittenList,
  known: ReadonlyMap<string, readonly string[]>,
): PriceList & { missing: string[] } {
  if (written.format === 'csv') return { ...readCsvList(written.csv), missing: [] };
  if (written.format === 'json') return { ...readJsonList(written.prices), missing: [] };
  const { entries, models, creditsPerUsd, markup = UNCHANGED } = written;
  const named = [...known].map(([model, names]): [string, string] => {
    return [model, names.find((name) => Object.hasOwn(entries, name)) ?? model];
  });
  return readLitellmList(entries, new Map(models ? Object.entries(models) : named), { creditsPerUsd, markup });
}

function readJsonList(prices: unknown[]): PriceList {
  if (prices.length > ROWS_MAX) {
    return { rows: [], problems: [{ line: ROWS_MAX + 1, message: `A list has at most ${ROWS_MAX} rows.` }] };
  }
  const rows = prices.map((entry, at) => {
    const { model, price, cost } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<
      string,
      unknown
    >;
    return { line: at + 1, model, price, cost: cost ?? undefined };
  });
  return readRows(rows);
}
