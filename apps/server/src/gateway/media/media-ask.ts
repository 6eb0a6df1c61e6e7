import type { FlatUnit, Sale } from '../../pricing/index.ts';
import type { Ask } from '../ask.ts';
import type { Dialect } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import type { Json } from '../json.ts';
import type { ReportedUsage } from '../usage.ts';

/** What a request for media says of itself; the rest is the same for all of them. */
type MediaAsk = Pick<Ask, 'model' | 'answer' | 'bounds' | 'payload' | 'prompt'> & Partial<Ask>;

/** Media have no conversation, so that each call may go anywhere. */
export function mediaAsk(said: MediaAsk): Ask {
  return { headers: {}, wantsUsage: true, affinity: () => null, follows: null, ...said };
}

/** How an endpoint is spoken whose answers are never streamed. */
export const unstreamed: Pick<Dialect, 'sighting' | 'deltaOf' | 'failure'> = {
  sighting: () => () => ({ kind: 'failure' }),
  deltaOf: () => '',
  failure: () => '',
};

/** A report that says nothing: everything is counted here, or known from the request. */
export const untold: ReportedUsage = { input: undefined, cachedInput: undefined, output: undefined, raw: null };

/** Whether one of these is in the price, or in what the operator pays: what is in neither is not counted. */
export function counts({ price, cost }: Sale, ...units: readonly FlatUnit[]): boolean {
  return units.some((unit) => price.each[unit] !== undefined || cost?.each[unit] !== undefined);
}

/** A whole number in a field of JSON or of a form; null when it is not said. Throws `invalid_request`. */
export function numberIn(body: Json, param: string, least: number, most: number): number | null {
  const value = body[param] ?? null;
  if (value === null || value === '') return null;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && (number as number) >= least && (number as number) <= most)
    return number as number;
  throw gatewayErrors.invalid_request({ param }, `${param} must be a whole number from ${least} to ${most}.`);
}

/** A flag in a field of JSON or of a form. Throws `invalid_request`. */
export function flagIn(body: Json, param: string): boolean {
  const value = body[param] ?? null;
  if (value === null || value === '') return false;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw gatewayErrors.invalid_request({ param }, `${param} must be true or false.`);
}

/** A text that must be there. Throws `invalid_request`. */
export function textIn(body: Json, param: string): string {
  const value = body[param];
  if (typeof value === 'string' && value !== '') return value;
  throw gatewayErrors.invalid_request({ param }, `${param} must be a text that is not empty.`);
}
