import { keyedFigure, type Price } from '../../pricing/index.ts';
import type { Model } from '../catalog.ts';
import { gatewayErrors } from '../errors.ts';
import type { Json } from '../json.ts';
import { numberIn } from './media-ask.ts';

const AUTO = 'auto';
/** Stands for a size or quality that no table knows. */
const UNKNOWN = 'other';
const MOST_IMAGES = 10;
const MOST_PARTIALS = 3;

/** What images a client wants; what it leaves to the upstream is `auto`. */
export interface ImageWish {
  size: string;
  quality: string;
  n: number;
  /** Sketches of each image, in a stream, and what each is in tokens. */
  partials: number;
  partialTokens: number;
}

type Look = Pick<ImageWish, 'size' | 'quality'>;

/** What images a body of JSON or the fields of a form want. Throws `invalid_request`. */
export function imageWish(body: Json): Omit<ImageWish, 'partialTokens'> {
  return {
    size: wordIn(body, 'size') ?? AUTO,
    quality: wordIn(body, 'quality') ?? AUTO,
    n: numberIn(body, 'n', 1, MOST_IMAGES) ?? 1,
    partials: numberIn(body, 'partial_images', 0, MOST_PARTIALS) ?? 0,
  };
}

/** The kind, as prices name it, that images which look so are charged as: where something is open, the dearest. */
export function kindOf(look: Look, { images }: Price): string {
  const dearest = Object.values(images).reduce((most, figure) => (figure > most ? figure : most), 0n);
  return mostOf(look, images, (kind) => keyedFigure(images, kind) ?? dearest);
}

/** The most output tokens of one image that looks so. */
export function tokensOf(look: Look, { imageTokens = {}, maxOutputTokens }: Model): number {
  const figure = (kind: string) => keyed(imageTokens, kind) ?? maxOutputTokens;
  return figure(mostOf(look, imageTokens, figure));
}

/** The kind that images of an answer are charged as: what was left open is as the answer says. */
export function kindMade(wish: Look, answer: Json, price: Price): string {
  return kindOf(isSaid(wish, price.images) ? wish : lookOf(wish, answer), price);
}

/** The most output tokens of one image of an answer. */
export function tokensMade(wish: Look, answer: Json, model: Model): number {
  return tokensOf(isSaid(wish, model.imageTokens ?? {}) ? wish : lookOf(wish, answer), model);
}

function lookOf(wish: Look, answer: Json): Look {
  const of = (name: keyof Look) => (wish[name] === AUTO ? (wordOr(answer[name]) ?? AUTO) : wish[name]);
  return { size: of('size'), quality: of('quality') };
}

/** Whether a table has a figure for exactly this, `auto` included. */
function isSaid({ size, quality }: Look, table: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(table, `${size}/${quality}`) || (size === AUTO && Object.hasOwn(table, AUTO));
}

/** Among the kinds that an image can be, the one with the highest figure. Who has one for `auto` has said it. */
function mostOf<Figure>(
  look: Look,
  table: Readonly<Record<string, Figure>>,
  figureOf: (kind: string) => Figure,
): string {
  const said = `${look.size}/${look.quality}`;
  if (isSaid(look, table)) return said;
  const [sizes, qualities] = [known(table, 0, look.size), known(table, 1, look.quality)];
  const kinds = sizes.flatMap((size) => qualities.map((quality) => `${size}/${quality}`));
  return kinds.reduce((most, kind) => (figureOf(kind) > figureOf(most) ? kind : most), said);
}

/** The sizes or qualities that a table knows, when which of them is open. */
function known(table: Readonly<Record<string, unknown>>, at: 0 | 1, word: string): string[] {
  if (word !== AUTO) return [word];
  return [...new Set(Object.keys(table).map((key) => key.split('/')[at] ?? AUTO)), AUTO, UNKNOWN];
}

function keyed(table: Readonly<Record<string, number>>, kind: string): number | null {
  const own = (key: string) => (Object.hasOwn(table, key) ? (table[key] as number) : null);
  return own(kind) ?? own(kind.split('/')[0] as string) ?? own('*');
}

function wordIn(body: Json, param: keyof Look): string | null {
  const value = body[param] ?? null;
  if (value === null || value === '') return null;
  const word = wordOr(value);
  if (word === null) throw gatewayErrors.invalid_request({ param }, `${param} must be a word such as "auto".`);
  return word;
}

function wordOr(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.:-]{1,32}$/.test(value) ? value : null;
}
