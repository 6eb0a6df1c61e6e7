import type { Plan } from './plan.ts';

/** One token of o200k_base wherever it stands, so that what was delivered can be counted by eye. */
const WORD = ' go';

/** Tokens that the first line of a prompt and the message around it take, roughly: the filler makes up the rest. */
const LINE_TOKENS = 40;

/** What a call tells the upstream about itself, in the first line of its prompt: headers do not pass. */
export type Order = Pick<Plan, 'n' | 'input' | 'output' | 'leaving' | 'fault'>;

export function words(count: number): string {
  return WORD.repeat(count);
}

export function countWords(text: string): number {
  return text.split(WORD).length - 1;
}

/** A prompt of about as many tokens as the trace says. */
export function promptOf({ n, input, output, leaving, fault }: Order): string {
  const order: Order = { n, input, output, leaving, fault };
  return `${JSON.stringify(order)}\n${words(Math.max(0, input - LINE_TOKENS))}`;
}

/** Reads what `promptOf` wrote. */
export function orderIn(prompt: string): Order {
  return JSON.parse(prompt.slice(0, prompt.indexOf('\n'))) as Order;
}
