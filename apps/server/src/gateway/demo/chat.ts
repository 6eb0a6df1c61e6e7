import { newId } from '@farebox/kit';
import { type Json, objects, textOr } from '../json.ts';
import { promptOf } from '../prompt.ts';
import { type DemoAnswer, type DemoQuestion, flag, questionIn, wholeNumber } from './answer.ts';
import { distort } from './wish.ts';

const tokenFields = ['prompt_tokens', 'completion_tokens', 'total_tokens'] as const;

export function readChatQuestion(body: Json): DemoQuestion {
  const limit = wholeNumber(body.max_completion_tokens, wholeNumber(body.max_tokens, 1_024));
  return {
    model: textOr(body.model, ''),
    prompt: promptOf(objects(body.messages), body.tools),
    question: questionIn(body.messages),
    maxTokens: limit,
    choices: wholeNumber(body.n, 1),
  };
}

/** The whole `chat.completion`. */
export function chatBody(answer: DemoAnswer): Json {
  const choices = answer.choices.map(({ parts, cut }, index) => ({
    index,
    message: { role: 'assistant', content: parts.join(''), refusal: null, annotations: [] },
    logprobs: null,
    finish_reason: cut ? 'length' : 'stop',
  }));
  const usage = usageOf(answer);
  return { ...headOf(answer, 'chat.completion'), choices, ...(usage && { usage }) };
}

/** The `data:` lines of a stream, in OpenAI's order; endless ones never come to the last four. */
export function* chatEvents(answer: DemoAnswer, body: Json): Generator<string> {
  const asked = flag(body.stream_options, 'include_usage');
  const head = headOf(answer, 'chat.completion.chunk');
  const chunk = (index: number, delta: Json, finish_reason: string | null): string => {
    const choices = [{ index, delta, logprobs: null, finish_reason }];
    return line({ ...head, choices, ...(asked && { usage: null }) });
  };
  for (const index of answer.choices.keys()) {
    yield chunk(index, { role: 'assistant', content: '', refusal: null }, null);
  }
  do {
    for (const [index, { parts }] of answer.choices.entries()) {
      for (const part of parts) yield chunk(index, { content: part }, null);
    }
  } while (answer.wish.endless);
  for (const [index, { cut }] of answer.choices.entries()) yield chunk(index, {}, cut ? 'length' : 'stop');
  const usage = asked ? usageOf(answer) : null;
  if (usage) yield line({ ...head, choices: [], usage });
  if (usage && answer.wish.usage === 'twice') yield line({ ...head, choices: [], usage });
  yield 'data: [DONE]\n\n';
}

/** An error within a stream. */
export function chatErrorEvent(): string {
  return line({ error: { message: 'The demo failed, as you wished.', type: 'server_error', param: null, code: null } });
}

function line(data: Json): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function headOf({ model }: DemoAnswer, object: string): Json {
  const created = Math.floor(Date.now() / 1000);
  return { id: `chatcmpl-${newId()}`, object, created, model, service_tier: 'default', system_fingerprint: 'fp_demo' };
}

function usageOf({ inputTokens, cachedTokens, outputTokens, wish }: DemoAnswer): Json | null {
  const usage = {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
  return distort(usage, tokenFields, wish.usage);
}
