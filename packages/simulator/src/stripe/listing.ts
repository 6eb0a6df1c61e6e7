import type { Params } from './params.ts';
import { invalid } from './problem.ts';
import type { Shelf } from './shelf.ts';

export interface List<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** A list that is part of another object: whole, as far as Stripe would show it. */
export function wholeList<T>(url: string, data: T[]): List<T> {
  return { object: 'list', data, has_more: false, url };
}

function createdWithin(params: Params): (created: number) => boolean {
  if (!params.has('created')) return () => true;
  let exact: number | null = null;
  try {
    exact = params.integer('created');
  } catch {
    exact = null;
  }
  if (exact !== null) return (created) => created === exact;
  const range = params.group('created').only('gt gte lt lte');
  const [gt, gte, lt, lte] = ['gt', 'gte', 'lt', 'lte'].map((key) => range.integer(key));
  return (created) =>
    created > (gt ?? -1) && created >= (gte ?? 0) && created < (lt ?? Infinity) && created <= (lte ?? Infinity);
}

function limitOf(params: Params): number {
  const limit = params.integer('limit') ?? 10;
  if (limit >= 1 && limit <= 100) return limit;
  throw invalid(`Invalid limit: ${limit}. It is between 1 and 100.`, { param: 'limit' });
}

/** One page of what the filter lets through, newest first, with Stripe's cursors and `created`. */
export function listed<T extends { id: string; created: number }>(
  params: Params,
  url: string,
  shelf: Shelf<T>,
  where: (item: T) => boolean = () => true,
): List<T> {
  const limit = limitOf(params);
  const within = createdWithin(params);
  const all = shelf.newestFirst();
  const place = (param: string) => {
    const id = params.text(param);
    return id === null ? null : all.indexOf(shelf.named(id, param));
  };
  const [after, before] = [place('starting_after'), place('ending_before')];
  if (after !== null && before !== null) {
    throw invalid('You may not use both `starting_after` and `ending_before`.', { param: 'ending_before' });
  }
  const wanted = (items: T[]) => items.filter((item) => within(item.created) && where(item));
  if (before !== null) {
    const newer = wanted(all.slice(0, before));
    return { object: 'list', data: newer.slice(-limit), has_more: newer.length > limit, url };
  }
  const rest = wanted(after === null ? all : all.slice(after + 1));
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit, url };
}

/** The filter that holds wherever the parameter is given: `customer=cus_…` against `item.customer`. */
export function sameAs<T extends object>(params: Params, ...keys: (keyof T & string)[]): (item: T) => boolean {
  const wanted = keys.map((key) => [key, params.text(key)] as const).filter(([, value]) => value !== null);
  return (item) => wanted.every(([key, value]) => item[key] === value);
}
