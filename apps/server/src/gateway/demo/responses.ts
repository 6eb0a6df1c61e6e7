import { newId } from '@farebox/kit';
import { isJson, type Json, objects, textOr } from '../json.ts';
import { promptOf } from '../prompt.ts';
import { type DemoAnswer, type DemoQuestion, questionIn, wholeNumber } from './answer.ts';
import { distort } from './wish.ts';

const tokenFields = ['input_tokens', 'output_tokens', 'total_tokens'] as const;

/** `earlierTokens`: of the response that it goes on from. */
export function readResponsesQuestion(body: Json, earlierTokens: number): DemoQuestion {
  const items = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : objects(body.input);
  const system = typeof body.instructions === 'string' ? [{ role: 'system', content: body.instructions }] : [];
  return {
    model: textOr(body.model, ''),
    prompt: { ...promptOf([...system, ...items], body.tools), earlierTokens },
    question: questionIn(body.input),
    maxTokens: wholeNumber(body.max_output_tokens, 1_024),
    choices: 1,
  };
}

/** A response from its beginning on: what it is called, and what it will say. */
export interface DemoResponse {
  answer: DemoAnswer;
  base: Json;
  itemId: string;
}

export function beginResponse(answer: DemoAnswer, body: Json): DemoResponse {
  return { answer, base: skeleton(answer, body), itemId: `msg_${newId()}` };
}

/** The whole `response`, complete. */
export function responseBody({ answer, base, itemId }: DemoResponse): Json {
  return finished(base, answer, itemId);
}

/** The events of a stream, in OpenAI's order: exactly one terminal event, no `[DONE]`. The same each time. */
export function* responseEvents(response: DemoResponse): Generator<string> {
  const { answer, itemId: item_id } = response;
  const base = { ...response.base, status: 'in_progress' };
  let sequence = 0;
  const event = (type: string, fields: Json): string => {
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`;
  };
  const at = { item_id, output_index: 0, content_index: 0 };
  const whole = responseBody(response);
  const [item] = whole.output as Json[];
  const [part] = (item as Json).content as Json[];
  yield event('response.created', { response: response.base });
  if (response.base.background === true) yield event('response.queued', { response: response.base });
  yield event('response.in_progress', { response: base });
  const opened = { ...item, status: 'in_progress', content: [] };
  yield event('response.output_item.added', { output_index: 0, item: opened });
  yield event('response.content_part.added', { ...at, part: { ...part, text: '' } });
  do {
    for (const delta of answer.choices[0]?.parts ?? []) {
      yield event('response.output_text.delta', { ...at, delta, logprobs: [] });
    }
  } while (answer.wish.endless);
  yield event('response.output_text.done', { ...at, text: (part as Json).text, logprobs: [] });
  yield event('response.content_part.done', { ...at, part });
  yield event('response.output_item.done', { output_index: 0, item });
  yield event(`response.${whole.status as string}`, { response: whole });
}

/** A conversation made shorter: one item that only the demo could read. */
export function compactedBody(answer: DemoAnswer): Json {
  const text = answer.choices[0]?.parts.join('') ?? '';
  const encrypted_content = Buffer.from(text).toString('base64');
  return {
    id: `resp_${newId()}`,
    object: 'response.compaction',
    created_at: Math.floor(Date.now() / 1000),
    output: [{ id: `cmp_${newId()}`, type: 'compaction', encrypted_content }],
    usage: usageOf(answer) ?? undefined,
  };
}

/** An error within a stream. */
export function responsesErrorEvent(): string {
  const data = { type: 'error', code: 'server_error', message: 'The demo failed, as you wished.', param: null };
  return `event: error\ndata: ${JSON.stringify({ ...data, sequence_number: 0 })}\n\n`;
}

/** A response that has only begun; it repeats what was asked for, as OpenAI's does. */
function skeleton({ model }: DemoAnswer, body: Json): Json {
  const text = isJson(body.text) ? body.text : { format: { type: 'text' } };
  return {
    id: `resp_${newId()}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status: body.background === true ? 'queued' : 'in_progress',
    background: body.background === true,
    error: null,
    incomplete_details: null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    model,
    output: [],
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    reasoning: { effort: null, summary: null },
    store: body.store !== false,
    temperature: body.temperature ?? 1,
    text,
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    top_p: body.top_p ?? 1,
    truncation: 'disabled',
    metadata: body.metadata ?? {},
  };
}

function finished(base: Json, answer: DemoAnswer, itemId: string): Json {
  const { parts, cut } = answer.choices[0] ?? { parts: [], cut: false };
  const content = [{ type: 'output_text', text: parts.join(''), annotations: [], logprobs: [] }];
  const status = cut ? 'incomplete' : 'completed';
  const usage = usageOf(answer);
  return {
    ...base,
    status,
    ...(!cut && { completed_at: Math.floor(Date.now() / 1000) }),
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    output: [{ id: itemId, type: 'message', status, role: 'assistant', content }],
    ...(usage && { usage }),
  };
}

function usageOf({ inputTokens, cachedTokens, outputTokens, wish }: DemoAnswer): Json | null {
  const usage = {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedTokens, cache_write_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + outputTokens,
  };
  return distort(usage, tokenFields, wish.usage);
}
