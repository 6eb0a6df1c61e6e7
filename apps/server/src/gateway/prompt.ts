import { countTokens } from './count.ts';
import { type Json, objects } from './json.ts';

/** The text of a request's input, taken apart only when it must be counted. */
export interface Prompt {
  text: string;
  messages: number;
  images: number;
  /** Of earlier answers that the upstream adds, as they were counted then. */
  earlierTokens?: number;
}

/** What a chat format adds to each message, and to the reply (measured on OpenAI's own). */
const TOKENS_PER_MESSAGE = 4;
const TOKENS_PER_REPLY = 3;

/** Our own count of a request's input tokens. */
export async function countPrompt(
  { text, messages, images, earlierTokens = 0 }: Prompt,
  imageTokens: number,
): Promise<number> {
  const around = messages * TOKENS_PER_MESSAGE + TOKENS_PER_REPLY;
  return (await countTokens(text)) + around + images * imageTokens + earlierTokens;
}

/** The prompt of a list of messages or input items, and the definitions of its tools. */
export function promptOf(items: readonly Json[], tools: unknown): Prompt {
  const texts: string[] = [];
  let images = 0;
  for (const item of items) {
    for (const value of [item.content, item.output, item.arguments, item.name]) {
      if (typeof value === 'string') texts.push(value);
    }
    for (const part of [...objects(item.content), ...objects(item.output)]) {
      if (typeof part.text === 'string') texts.push(part.text);
      if (part.type === 'image_url' || part.type === 'input_image') images += 1;
    }
    if (item.tool_calls) texts.push(JSON.stringify(item.tool_calls));
  }
  if (Array.isArray(tools) && tools.length > 0) texts.push(JSON.stringify(tools));
  return { text: texts.join('\n'), messages: items.length, images };
}
