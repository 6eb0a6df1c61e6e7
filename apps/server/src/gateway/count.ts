import { setImmediate } from 'node:timers/promises';

/** Text beyond this is not tokenised: its tokens are taken at the rate of what came before. */
const COUNTED_CHARS = 32_768;

/**
 * Long runs without a break (Chinese without stops, emoji, "aaaa…") cost a tokenizer quadratic time: seconds for what
 * anybody may send. In pieces of this size the worst is some milliseconds; a piece that cuts a word in two adds at most
 * one token.
 */
const PIECE_CHARS = 1_024;

/** Between so many pieces other requests get their turn. */
const PIECES_A_TURN = 4;

/** User text may hold `<|endoftext|>`: it is text like any other, not an error. */
const plainText = { disallowedSpecial: new Set<string>() };

/** The tokenizer takes about 110 MB: it is loaded by the first call that needs it, and a server without one never does. */
const tokenizer = () => import('gpt-tokenizer/encoding/o200k_base');

/** Tokens of a text by o200k_base (exact up to 32,768 characters, at the same rate beyond). */
export async function countTokens(text: string): Promise<number> {
  if (text === '') return 0;
  const { countTokens: count } = await tokenizer();
  const measured = text.slice(0, COUNTED_CHARS);
  let tokens = 0;
  let turn = 0;
  for (const piece of pieces(measured)) {
    if (++turn % PIECES_A_TURN === 0) await setImmediate();
    tokens += count(piece, plainText);
  }
  return Math.ceil((tokens * text.length) / measured.length);
}

/** A text cut down to a number of tokens. */
export interface Cut {
  /** The text token by token; a character that spans several tokens stays whole. */
  parts: string[];
  tokens: number;
  /** There was more. */
  cut: boolean;
}

/** The first `max` tokens of a text. */
export async function cutToTokens(text: string, max: number): Promise<Cut> {
  const { encode, decode } = await tokenizer();
  const all = encode(text, plainText);
  const parts: string[] = [];
  let open: number[] = [];
  for (const token of all.slice(0, max)) {
    open.push(token);
    const part = decode(open);
    if (part.endsWith('\ufffd')) continue;
    parts.push(part);
    open = [];
  }
  return { parts, tokens: Math.min(max, all.length), cut: all.length > max };
}

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const to = cutAt(text, from);
    yield text.slice(from, to);
    from = to;
  }
}

/** Before the last blank of the piece, where a token begins anyway; never within a character. */
function cutAt(text: string, from: number): number {
  const end = from + PIECE_CHARS;
  if (end >= text.length) return text.length;
  const blank = text.lastIndexOf(' ', end);
  if (blank > from) return blank;
  return isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
