import { countTokens } from '../../count.ts';
import type { Json } from '../../json.ts';
import { distort } from '../wish.ts';
import { type Asked, type Made, numbersFrom } from './made.ts';

const DIMENSIONS = 256;
const MOST_DIMENSIONS = 4_096;

/** Vectors of length one, the same for the same text. They know nothing of what a text means. */
export async function embed({ body, model, wish }: Asked): Promise<Made> {
  const inputs = inputsIn(body.input);
  const wanted = Number.isSafeInteger(body.dimensions) ? (body.dimensions as number) : DIMENSIONS;
  const dimensions = Math.min(Math.max(wanted, 1), MOST_DIMENSIONS);
  const encode = body.encoding_format === 'base64' ? inBase64 : (vector: number[]) => vector;
  const data = inputs.map((input, index) => {
    const embedding = encode(vectorOf(typeof input === 'string' ? input : input.join(','), dimensions));
    return { object: 'embedding', index, embedding };
  });
  const tokens = await tokensOf(inputs);
  const usage = distort({ prompt_tokens: tokens, total_tokens: tokens }, ['prompt_tokens', 'total_tokens'], wish.usage);
  return { json: { object: 'list', data, model, ...(usage && { usage }) } satisfies Json };
}

type Input = string | number[];

function inputsIn(input: unknown): Input[] {
  if (typeof input === 'string') return [input];
  const list = Array.isArray(input) ? (input as (Input | number)[]) : [];
  return typeof list[0] === 'number' ? [list as number[]] : (list as Input[]);
}

async function tokensOf(inputs: Input[]): Promise<number> {
  let tokens = 0;
  for (const input of inputs) tokens += typeof input === 'string' ? await countTokens(input) : input.length;
  return tokens;
}

function vectorOf(seed: string, dimensions: number): number[] {
  const numbers = numbersFrom(seed);
  const vector = Array.from({ length: dimensions }, () => (numbers.next().value as number) * 2 - 1);
  const length = Math.sqrt(vector.reduce((sum, part) => sum + part * part, 0)) || 1;
  return vector.map((part) => part / length);
}

function inBase64(vector: number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString('base64');
}
