import { type OrderFilter, orderFilters } from '../../api/queries.ts';

/** What the address of the list says; everything else is left out. */
export function readOrdersSearch(search: Record<string, unknown>): { state?: OrderFilter } {
  const state = (Object.keys(orderFilters) as OrderFilter[]).find((known) => known === search.state);
  return state && state !== 'all' ? { state } : {};
}
