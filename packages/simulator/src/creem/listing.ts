import { invalid } from './errors.ts';
import type { Wire } from './render.ts';

function numberIn(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw invalid(`${name} must be a positive number`);
  return Number(text);
}

/** A page of a list, newest first, with Creem's `pagination`. */
export function listing<T>(query: URLSearchParams, values: T[], render: (value: T) => Wire): Wire {
  const size = Math.min(numberIn(query, 'page_size', 20), 100);
  const page = numberIn(query, 'page_number', 1);
  const pages = Math.max(Math.ceil(values.length / size), 1);
  const items = [...values].reverse().slice((page - 1) * size, page * size);
  return {
    items: items.map(render),
    pagination: {
      total_records: values.length,
      total_pages: pages,
      current_page: page,
      next_page: page < pages ? page + 1 : null,
      prev_page: page > 1 ? page - 1 : null,
    },
  };
}
