import { type Cut, cutToTokens } from '../count.ts';
import { isJson, type Json, objects, textOr } from '../json.ts';
import { countPrompt, type Prompt } from '../prompt.ts';
import { compose } from './prose.ts';
import { readWish, type Wish } from './wish.ts';

/** What the demo is going to say, before it is put into one of the two dialects. */
export interface DemoAnswer {
  model: string;
  choices: Cut[];
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  wish: Wish;
}

export interface DemoQuestion {
  model: string;
  prompt: Prompt;
  /** What the last message of the user says. */
  question: string;
  maxTokens: number;
  choices: number;
}

const SENTENCES_SMALL = 2;
const SENTENCES_LARGE = 6;
/** Every image counts this much, so that a call with one costs something to see. */
const IMAGE_TOKENS = 765;

/** Thinks up the answer: the same for the same question. */
export async function think(asked: DemoQuestion, header: string | null, delayMs: number): Promise<DemoAnswer> {
  const wish = readWish(header, asked.question, delayMs);
  const choices = await Promise.all(Array.from({ length: asked.choices }, (_, index) => write(asked, wish, index)));
  const inputTokens = await countPrompt(asked.prompt, IMAGE_TOKENS);
  return {
    model: asked.model,
    choices,
    inputTokens,
    cachedTokens: Math.min(wish.cached, inputTokens),
    outputTokens: choices.reduce((sum, { tokens }) => sum + tokens, 0),
    wish,
  };
}

async function write({ model, question, maxTokens }: DemoQuestion, wish: Wish, index: number): Promise<Cut> {
  const usual = model.includes('large') ? SENTENCES_LARGE : SENTENCES_SMALL;
  const text = compose(question, `${model}/${index}`, usual);
  const whole = await cutToTokens(text, maxTokens);
  if (whole.cut || whole.tokens >= wish.tokens) return whole;
  const longer = Array.from({ length: Math.ceil(wish.tokens / whole.tokens) + 1 }, () => text).join(' ');
  const stretched = await cutToTokens(longer, Math.min(wish.tokens, maxTokens));
  return { ...stretched, cut: wish.tokens > maxTokens };
}

/** The words of the last message that a user wrote; all of the input when it is plain text. */
export function questionIn(input: unknown): string {
  if (typeof input === 'string') return input;
  const last = objects(input)
    .filter(({ role }) => role === 'user')
    .at(-1);
  if (!last) return '';
  if (typeof last.content === 'string') return last.content;
  return objects(last.content)
    .map((part) => textOr(part.text, ''))
    .join(' ');
}

export function wholeNumber(value: unknown, otherwise: number): number {
  return Number.isSafeInteger(value) ? (value as number) : otherwise;
}

export function flag(value: unknown, name: string): boolean {
  return isJson(value) && (value as Json)[name] === true;
}
