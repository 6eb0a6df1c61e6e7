import type { Context } from 'hono';
import type { Env } from '../../http/router.ts';
import { gatewayErrors } from '../errors.ts';
import { responseId } from './stored.ts';

const MOST_INCLUDES = 20;
const includeShape = /^[a-z_]+(\.[a-z_]+){0,5}$/;

type Read = (text: string) => boolean;

const whole = (least: number, most: number): Read => {
  return (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
};

/** What may be asked of a response, and of the list of its input; everything else stays here. */
export const ofResponse: Readonly<Record<string, Read>> = {
  stream: (text) => text === 'true' || text === 'false',
  starting_after: whole(0, 999_999_999),
  include_obfuscation: (text) => text === 'true' || text === 'false',
};

export const ofItems: Readonly<Record<string, Read>> = {
  limit: whole(1, 100),
  order: (text) => text === 'asc' || text === 'desc',
  after: (text) => responseId(text) !== null,
};

/** The query that goes upstream, with its `?`; empty for none. Throws `invalid_request` for a value that cannot be. */
export function queryOf(c: Context<Env>, known: Readonly<Record<string, Read>>): string {
  const query = new URLSearchParams();
  for (const [name, isGood] of Object.entries(known)) {
    const text = c.req.query(name);
    if (text === undefined) continue;
    if (!isGood(text)) throw gatewayErrors.invalid_request({ param: name }, `${name} cannot be that.`);
    query.set(name, text);
  }
  for (const include of includesIn(c)) query.append('include[]', include);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function includesIn(c: Context<Env>): string[] {
  const includes = [...(c.req.queries('include') ?? []), ...(c.req.queries('include[]') ?? [])];
  if (includes.length <= MOST_INCLUDES && includes.every((one) => includeShape.test(one))) return includes;
  throw gatewayErrors.invalid_request({ param: 'include' }, 'include cannot be that.');
}
