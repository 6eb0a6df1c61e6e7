import type { Params } from './params.ts';
import type { World } from './world.ts';

/** One call as a verb sees it. */
export interface Call {
  params: Params;
  /** What stands for `:id` in the path. */
  id: string;
}

export type Verb = (world: World, call: Call) => object;

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  pattern: RegExp;
  verb: Verb;
}

/** `path` may hold one `:id`. The verb answers with the object; refusals are thrown. */
export function route(method: Route['method'], path: string, verb: Verb): Route {
  return { method, pattern: new RegExp(`^${path.replace(':id', '([^/]+)')}$`), verb };
}
