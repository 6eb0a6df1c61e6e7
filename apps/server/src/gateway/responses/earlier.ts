import type { Asker } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import { type Json, objects } from '../json.ts';
import type { Earlier } from '../request-body.ts';
import { findOwn, findOwnByItems } from './store.ts';
import type { StoredResponse } from './stored.ts';

/** Items that one request may name without bringing them. */
const MOST_NAMED = 1_000;

/**
 * The earlier responses that a request goes on from: the one it names, and those whose items it names. All are of the
 * asking account, and in one place. Null when it names none. Throws `previous_response_not_found` and `item_not_found`
 * (404), also for another's, and `invalid_request`.
 */
export async function earlierOf(body: Json, { gateway, holder }: Asker): Promise<Earlier | null> {
  const { deps } = gateway;
  const previous = body.previous_response_id ?? null;
  if (previous !== null && typeof previous !== 'string') {
    throw gatewayErrors.invalid_request({ param: 'previous_response_id' }, 'previous_response_id must be text.');
  }
  const items = namedItems(body.input);
  const now = deps.clock.now();
  const found = previous === null ? null : await findOwn(deps.db, previous, holder.accountId, now);
  if (previous !== null && !found) throw gatewayErrors.previous_response_not_found({ param: 'previous_response_id' });
  const holding = items.length > 0 ? await findOwnByItems(deps.db, items, holder.accountId, now) : [];
  const known = new Set(holding.flatMap((response) => response.items));
  if (items.some((item) => !known.has(item))) throw gatewayErrors.item_not_found({ param: 'input' });
  return together([...new Map([...(found ? [found] : []), ...holding].map((one) => [one.holdId, one])).values()]);
}

/** The ids of items that the upstream would look up, because the request does not bring what is in them. */
function namedItems(input: unknown): string[] {
  const named = objects(input).filter(isNamed);
  const ids = [...new Set(named.map(({ id }) => id))];
  if (ids.length > MOST_NAMED || ids.some((id) => typeof id !== 'string')) {
    throw gatewayErrors.invalid_request(
      { param: 'input' },
      `input may name at most ${MOST_NAMED} items, each by its id.`,
    );
  }
  return ids as string[];
}

/** What of an item is no content. */
const labels = new Set(['type', 'id', 'status', 'role']);

function isNamed(item: Json): boolean {
  const { type, id } = item;
  if (type === 'item_reference') return true;
  if ((id ?? null) === null) return false;
  if (type === 'reasoning') return !item.encrypted_content;
  if (type === 'image_generation_call') return !item.result;
  if (type === 'file_search_call') return !item.results;
  return Object.entries(item).every(([name, value]) => labels.has(name) || isNothing(value));
}

function isNothing(value: unknown): boolean {
  return (value ?? '') === '' || (Array.isArray(value) && value.length === 0);
}

function together(responses: StoredResponse[]): Earlier | null {
  const [first] = responses;
  if (!first) return null;
  const { channel, channelKey } = first;
  if (responses.some((one) => one.channel !== channel)) {
    throw gatewayErrors.invalid_request({ param: 'input' }, 'The items that input names are not kept in one place.');
  }
  const tokens = responses.map(({ totalTokens }) => totalTokens);
  return {
    maker: { channel, key: channelKey },
    tokens: tokens.includes(null) ? null : sum(tokens as number[]),
    carried: sum(responses.map(({ carriedTokens }) => carriedTokens ?? 0)),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
