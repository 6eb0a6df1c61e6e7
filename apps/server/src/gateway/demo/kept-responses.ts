import { newId } from '@farebox/kit';
import { type Json, objects, textOr } from '../json.ts';
import type { DemoAnswer } from './answer.ts';
import { beginResponse, type DemoResponse, responseBody, responseEvents } from './responses.ts';

const MOST = 1_000;
const MOST_ITEMS = 20;

interface Kept extends DemoResponse {
  input: Json[];
  /** In `performance.now()` time: when it is done, or was cancelled. */
  doneAt: number;
  cancelled: boolean;
}

/** What the demo answers to a question about a response: JSON, events, or null for what it does not know. */
type Told = { json: Json } | { events: Iterable<string>; answer: DemoAnswer } | null;

const address = /^\/responses\/([^/?]+)(\/cancel|\/input_items)?(?:\?(.*))?$/;

/** The demo's responses, in memory and of this process alone: beyond a thousand the oldest is forgotten. */
export class KeptResponses {
  readonly #kept = new Map<string, Kept>();

  /** Begins one; it is kept unless its request says otherwise. */
  begin(answer: DemoAnswer, body: Json): DemoResponse {
    const response = beginResponse(answer, body);
    const background = body.background === true;
    if (body.store === false) return response;
    const doneAt = performance.now() + (background ? answer.wish.run : 0);
    this.#kept.set(response.base.id as string, { ...response, input: itemsOf(body), doneAt, cancelled: false });
    const oldest = this.#kept.size > MOST ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    return response;
  }

  /** All tokens of an earlier response; none of one that is not known. */
  tokensOf(id: unknown): number {
    const answer = typeof id === 'string' ? this.#kept.get(id)?.answer : undefined;
    return answer ? answer.inputTokens + answer.outputTokens : 0;
  }

  /** True for an address of a response that may be there. */
  isAddress(path: string): boolean {
    return address.test(path);
  }

  tell(method: string, path: string): Told {
    const [, id = '', part = '', query = ''] = address.exec(path) ?? [];
    const kept = this.#kept.get(decodeURIComponent(id));
    if (!kept) return null;
    const asked = new URLSearchParams(query);
    if (method === 'DELETE') return this.#forget(id);
    if (part === '/input_items') return { json: listOf(kept.input, asked) };
    if (part === '/cancel') kept.cancelled ||= performance.now() < kept.doneAt;
    if (asked.get('stream') !== 'true') return { json: stateOf(kept) };
    return { events: eventsAfter(kept, Number(asked.get('starting_after') ?? -1)), answer: kept.answer };
  }

  #forget(id: string): Told {
    this.#kept.delete(id);
    return { json: { id, object: 'response', deleted: true } };
  }
}

/** How it stands now: queued for the first quarter of its time. */
function stateOf(kept: Kept): Json {
  if (kept.cancelled) return { ...kept.base, status: 'cancelled' };
  const left = kept.doneAt - performance.now();
  if (left <= 0) return responseBody(kept);
  return { ...kept.base, status: left > kept.answer.wish.run * 0.75 ? 'queued' : 'in_progress' };
}

function* eventsAfter(kept: Kept, after: number): Generator<string> {
  let sequence = 0;
  for (const event of responseEvents(kept)) if (sequence++ > after) yield event;
}

function itemsOf({ input }: Json): Json[] {
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : objects(input);
  return items.map((item) => ({
    ...item,
    id: textOr(item.id, `msg_${newId()}`),
    type: textOr(item.type, 'message'),
    status: 'completed',
    ...(typeof item.content === 'string' && { content: [{ type: 'input_text', text: item.content }] }),
  }));
}

/** One page of the input, the last item first unless asked otherwise. */
function listOf(input: Json[], asked: URLSearchParams): Json {
  const all = asked.get('order') === 'asc' ? input : [...input].reverse();
  const from = all.findIndex(({ id }) => id === asked.get('after')) + 1;
  const limit = Number(asked.get('limit') ?? MOST_ITEMS);
  const data = all.slice(from, from + limit);
  const [first_id, last_id] = [data[0]?.id ?? '', data.at(-1)?.id ?? ''];
  return { object: 'list', data, first_id, last_id, has_more: from + limit < all.length };
}
