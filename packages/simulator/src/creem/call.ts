import type { Asked } from '../listener.ts';
import { type Fields, requiredText } from './fields.ts';
import type { Wire } from './render.ts';
import type { World } from './world.ts';

export interface Call {
  query: URLSearchParams;
  fields: Fields;
  headers: Asked['headers'];
  /** What stands in the place of `:id` and `:event`. */
  ids: string[];
}

export type Route = (world: World, call: Call) => Wire;

/** A value that the query must have. */
export function wanted(query: URLSearchParams, name: string): string {
  return requiredText(Object.fromEntries(query), name);
}

/** The first id of the path. */
export function idOf({ ids }: Call): string {
  return ids[0] ?? '';
}
