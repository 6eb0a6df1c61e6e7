import { createHash } from 'node:crypto';
import type { Json } from '../../json.ts';
import type { Wish } from '../wish.ts';

/** A request for media as the demo gets it. */
export interface Asked {
  body: Json;
  /** With the files; null of JSON. */
  form: FormData | null;
  model: string;
  wish: Wish;
}

/** What was made of it. */
export type Made =
  | { json: Json }
  | { text: string }
  | { events: Iterable<string> }
  | { sound: Iterable<Uint8Array>; type: string };

export type Studio = (asked: Asked) => Promise<Made> | Made;

/** One event of a stream, named by its type. */
export function eventOf(type: string, fields: Json): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

/** Numbers from 0 to 1 without end, the same for the same seed. */
export function* numbersFrom(seed: string): Generator<number> {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0) || 1;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield (state >>> 0) / 0xffff_ffff;
  }
}
