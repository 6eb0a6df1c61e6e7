import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fromWoff } from './woff.ts';

const require = createRequire(import.meta.url);
const noto = '@fontsource/noto-sans-sc';

/** Asked first for what Helvetica has not: the minus sign and the like, then Chinese. */
const usual = ['latin', 'chinese-simplified'];

/** Font files that one document may open: a text of everything in Unicode must not open a hundred. */
const MAX_FILES = 12;

/** What WinAnsi, the encoding of PDF's own Helvetica, has beyond Latin-1. */
const winAnsi = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** Whether PDF's own Helvetica can write this character. */
export function helveticaHas(character: string): boolean {
  const code = character.codePointAt(0) as number;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa1 && code <= 0xff && code !== 0xad) || winAnsi.has(character);
}

/** Name of a part of Noto Sans SC → the ranges of characters in it. */
type Parts = Map<string, [from: number, to: number][]>;
let parts: Promise<Parts> | null = null;

/**
 * The parts of Noto Sans SC that may have this character, the usual ones first. Which part has what is read on first
 * use.
 */
export async function partsWith(character: string): Promise<string[]> {
  parts ??= readParts();
  const code = character.codePointAt(0) as number;
  const others = [...(await parts)].filter(([, ranges]) => ranges.some(([from, to]) => code >= from && code <= to));
  return [...usual, ...others.map(([name]) => name).filter((name) => !usual.includes(name))];
}

/** The bytes of a part, as a font that pdfkit reads fast. */
export async function readPart(name: string): Promise<Buffer> {
  return fromWoff(await readFile(require.resolve(`${noto}/files/noto-sans-sc-${name}-400-normal.woff`)));
}

/** Whether a document that has opened so many files may open another. */
export function mayOpen(opened: number): boolean {
  return opened < MAX_FILES;
}

async function readParts(): Promise<Parts> {
  const told = JSON.parse(await readFile(require.resolve(`${noto}/unicode.json`), 'utf8')) as Record<string, string>;
  const named = Object.entries(told).map(([key, ranges]): [string, [number, number][]] => {
    return [key.replace(/[[\]]/g, ''), ranges.split(',').map(rangeOf)];
  });
  return new Map(named);
}

/** `U+4e00-4e02` or `U+4e00`. */
function rangeOf(text: string): [number, number] {
  const [from = '', to = from] = text.replace('U+', '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
