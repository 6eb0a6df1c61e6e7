import type { EventSourceMessage } from 'eventsource-parser';
import { isJson, type Json, objects, parseJson, textOr } from './json.ts';
import { chatReport } from './reported.ts';
import type { Sighting, WholeAnswer } from './sighting.ts';

/** Reads a `chat.completion`. A body without choices is no answer, whatever its status was. */
export function chatWhole(answer: Json): WholeAnswer {
  const state = Array.isArray(answer.choices) && !isJson(answer.error) ? 'complete' : 'broken';
  const text = () =>
    objects(answer.choices)
      .map((choice) => outputOf(choice.message))
      .join('');
  return { usage: chatReport(answer), state, text };
}

/** Within a JSON string a quote is always escaped, so this cannot be part of the model's words. */
const notable = /"usage"\s*:\s*\{|"error"\s*:\s*[{"]/;

/** Looks at one event of a chat stream without parsing it, unless it may hold the usage or an error. */
export function sightChat({ event, data }: EventSourceMessage): Sighting {
  if (data === '[DONE]') return { kind: 'end' };
  if (event === 'error') return { kind: 'failure' };
  const chunk = notable.test(data) ? parseJson(data) : null;
  if (!chunk) return { kind: 'pass', text: true };
  if (chunk.error) return { kind: 'failure' };
  const usage = chatReport(chunk);
  if (!usage) return { kind: 'pass', text: true };
  // Some servers repeat the running usage on every chunk; only one without choices is the extra chunk.
  return objects(chunk.choices).length > 0 ? { kind: 'pass', text: true, usage } : { kind: 'usage', usage };
}

export function chatDelta(chunk: Json): string {
  return objects(chunk.choices)
    .map((choice) => outputOf(choice.delta))
    .join('');
}

/** The error event that OpenAI's clients throw on. No `[DONE]` follows. */
export function chatFailure(message: string, code: string): string {
  return `data: ${JSON.stringify({ error: { message, type: 'server_error', param: null, code } })}\n\n`;
}

/** Takes `"usage":null` out of a chunk's text, for a client that did not ask for it. */
export function withoutNullUsage(data: string): string {
  return data.replace(/,\s*"usage"\s*:\s*null|"usage"\s*:\s*null\s*,/, '');
}

/** Everything in a message or delta that the model wrote. */
function outputOf(message: unknown): string {
  if (!isJson(message)) return '';
  const calls = [...objects(message.tool_calls).map((call) => call.function ?? call.custom), message.function_call];
  const reasoning = textOr(message.reasoning_content, textOr(message.reasoning, ''));
  return textOr(message.content, '') + textOr(message.refusal, '') + reasoning + calls.map(callText).join('');
}

function callText(call: unknown): string {
  if (!isJson(call)) return '';
  return textOr(call.name, '') + textOr(call.arguments, textOr(call.input, ''));
}
