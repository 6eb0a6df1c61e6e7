import { newId } from '@farebox/kit';
import type { Json } from '../json.ts';
import { lastQuestion, messagesPrompt } from '../messages/messages-prompt.ts';
import { type DemoAnswer, type DemoQuestion, wholeNumber } from './answer.ts';
import { distort } from './wish.ts';

const tokenFields = ['input_tokens', 'output_tokens'] as const;

export function readMessagesQuestion(body: Json): DemoQuestion {
  return {
    model: String(body.model),
    prompt: messagesPrompt(body),
    question: lastQuestion(body),
    maxTokens: wholeNumber(body.max_tokens, 1_024),
    choices: 1,
  };
}

/** The whole `message`. */
export function messageBody(answer: DemoAnswer): Json {
  const { parts, cut } = saidIn(answer);
  const usage = usageOf(answer);
  return {
    ...headOf(answer),
    content: [{ type: 'text', text: parts.join(''), citations: null }],
    stop_reason: stopReason(cut),
    ...(usage && { usage }),
  };
}

/** The events of a stream, in Anthropic's order; an endless one never comes to the last three. */
export function* messageEvents(answer: DemoAnswer): Generator<string> {
  const { parts, cut } = saidIn(answer);
  const usage = usageOf(answer);
  const begun = usage && { usage: { ...usage, output_tokens: 1 } };
  yield event('message_start', { message: { ...headOf(answer), content: [], stop_reason: null, ...begun } });
  yield event('content_block_start', { index: 0, content_block: { type: 'text', text: '', citations: null } });
  yield event('ping', {});
  do {
    for (const text of parts) yield event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
  } while (answer.wish.endless);
  yield event('content_block_stop', { index: 0 });
  const delta = { stop_reason: stopReason(cut), stop_sequence: null, stop_details: null, container: null };
  const end = event('message_delta', { delta, ...(usage && { usage: endUsage(usage) }) });
  yield end;
  if (usage && answer.wish.usage === 'twice') yield end;
  yield event('message_stop', {});
}

/** An error within a stream. */
export function messagesErrorEvent(): string {
  return event('error', { error: { type: 'api_error', message: 'The demo failed, as you wished.' } });
}

function event(type: string, fields: Json): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

function saidIn({ choices }: DemoAnswer): { parts: string[]; cut: boolean } {
  return choices[0] ?? { parts: [], cut: false };
}

function stopReason(cut: boolean): string {
  return cut ? 'max_tokens' : 'end_turn';
}

function headOf({ model }: DemoAnswer): Json {
  const id = `msg_${newId().replaceAll('-', '')}`;
  return { id, type: 'message', role: 'assistant', model, stop_sequence: null, stop_details: null, container: null };
}

/** Anthropic's input tokens are without the cached ones. */
function usageOf({ inputTokens, cachedTokens, outputTokens, wish }: DemoAnswer): Json | null {
  const usage = {
    input_tokens: inputTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    speed: null,
    inference_geo: null,
  };
  return distort(usage, tokenFields, wish.usage);
}

function endUsage({ cache_creation: _, service_tier: __, speed: ___, inference_geo: ____, ...usage }: Json): Json {
  return usage;
}
