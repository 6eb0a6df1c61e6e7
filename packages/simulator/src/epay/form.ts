import type { Asked } from '../listener.ts';
import { EPayError } from './errors.ts';
import type { Params } from './signature.ts';

/** What came by query or form. The same key twice could be signed as one value and read as the other: refused. */
export function paramsOf({ query, body }: Pick<Asked, 'query' | 'body'>): Params {
  const params: Params = Object.create(null) as Params;
  for (const [key, value] of [...query, ...new URLSearchParams(body)]) {
    if (key in params) throw new EPayError('参数重复');
    params[key] = value;
  }
  return params;
}
