import { isJson, type Json, objects } from '../json.ts';
import type { Prompt } from '../prompt.ts';

const DEEPEST = 12;

/** The text of a request's input, to be counted: system prompt, messages, definitions of tools. */
export function messagesPrompt(body: Json): Prompt {
  const found = { texts: [] as string[], images: 0 };
  read(body.system, found, 0);
  for (const { content } of objects(body.messages)) read(content, found, 0);
  if (Array.isArray(body.tools) && body.tools.length > 0) found.texts.push(JSON.stringify(body.tools));
  const messages = objects(body.messages).length + (body.system === undefined ? 0 : 1);
  return { text: found.texts.join('\n'), messages, images: found.images };
}

/** What the last message of the user says. */
export function lastQuestion(body: Json): string {
  const last = objects(body.messages)
    .filter(({ role }) => role === 'user')
    .at(-1);
  const found = { texts: [] as string[], images: 0 };
  read(last?.content, found, 0);
  return found.texts.join(' ');
}

function read(part: unknown, found: { texts: string[]; images: number }, depth: number): void {
  if (typeof part === 'string') found.texts.push(part);
  if (depth > DEEPEST) return;
  if (Array.isArray(part)) for (const one of part) read(one, found, depth + 1);
  if (!isJson(part)) return;
  for (const text of [part.text, part.thinking, part.title, part.context, part.name]) {
    if (typeof text === 'string') found.texts.push(text);
  }
  if (part.type === 'image') found.images += 1;
  if (isJson(part.source) && part.source.type === 'text') read(part.source.data, found, depth + 1);
  if (isJson(part.source) && part.source.type === 'content') read(part.source.content, found, depth + 1);
  if (part.input !== undefined) found.texts.push(JSON.stringify(part.input));
  read(part.content, found, depth + 1);
}
