import { isPriced, type Sale } from '../../pricing/index.ts';
import type { Model } from '../catalog.ts';
import { gatewayErrors } from '../errors.ts';
import { messages } from './dialect.ts';

const PAGE = 20;
const MOST = 1_000;

/** A query's parameters by name. */
export type Query = (name: string) => string | undefined;

/** A model as Anthropic's clients know one. `since` is in seconds. */
export function anthropicModel({ id, contextTokens, maxOutputTokens }: Model, since: number) {
  return {
    type: 'model',
    id,
    display_name: id,
    created_at: new Date(since * 1_000).toISOString(),
    max_input_tokens: contextTokens,
    max_tokens: maxOutputTokens,
    capabilities: null,
    lifecycle: 'active',
    line: null,
    deprecated_at: null,
    retires_at: null,
  };
}

/** Whether a model can be called at Anthropic's endpoint, at what it costs one customer. */
export function isMessaged({ served }: Model, sale: Sale | null): boolean {
  return served.has(messages.feature) && sale !== null && isPriced(sale.price, messages.pricedBy);
}

/** One page of Anthropic's list of models. Throws `invalid_request` (400). */
export function anthropicModels(able: readonly Model[], query: Query, since: number) {
  const limit = limitIn(query('limit'));
  const [after, before] = [query('after_id'), query('before_id')];
  const from = after === undefined ? 0 : able.findIndex(({ id }) => id === after) + 1;
  const end = before === undefined ? able.length : Math.max(0, positionOf(able, before));
  const page = before === undefined ? able.slice(from, from + limit) : able.slice(Math.max(0, end - limit), end);
  const hasMore = before === undefined ? from + limit < able.length : end > limit;
  const data = page.map((model) => anthropicModel(model, since));
  return { data, has_more: hasMore, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}

function positionOf(models: readonly Model[], id: string): number {
  return models.findIndex((model) => model.id === id);
}

function limitIn(text: string | undefined): number {
  if (text === undefined) return PAGE;
  const limit = Number(text);
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw gatewayErrors.invalid_request({ param: 'limit' }, `limit must be a whole number from 1 to ${MOST}.`);
}
