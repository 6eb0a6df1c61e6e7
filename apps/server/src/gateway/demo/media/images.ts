import { countTokens } from '../../count.ts';
import { type Json, textOr } from '../../json.ts';
import { distort } from '../wish.ts';
import { type Asked, eventOf, type Made, numbersFrom } from './made.ts';
import { bandsPng } from './png.ts';

/** Output tokens of a square image, as OpenAI's first image model had them. */
const squareTokens: Readonly<Record<string, number>> = { low: 272, medium: 1_056, high: 4_160 };
const MOST_TOKENS = 6_240;
const SQUARE = 1_024;
const MOST_SIDE = 4_096;
const SOURCE_TOKENS = 323;
const SKETCH_TOKENS = 100;

/** A real image of the size that was asked for, in colours of the prompt's own. */
export async function draw(asked: Asked, event: 'image_generation' | 'image_edit'): Promise<Made> {
  const { body, wish } = asked;
  const look = lookOf(body);
  const [n, sketches] = [whole(body.n, 1), whole(body.partial_images, 0)];
  const input = await inputOf(asked);
  const usageFor = (images: number, partials: number) => {
    const output = images * tokensOf(look) + partials * SKETCH_TOKENS;
    const { text, image } = input;
    const usage = {
      input_tokens: text + image,
      input_tokens_details: { text_tokens: text, image_tokens: image },
      output_tokens: output,
      total_tokens: text + image + output,
    };
    return distort(usage, ['input_tokens', 'output_tokens'], wish.usage);
  };
  const images = Array.from({ length: n }, (_, at) => pngFor(textOr(body.prompt, ''), at, look));
  const told = {
    background: 'opaque',
    output_format: 'png',
    quality: look.quality,
    size: `${look.width}x${look.height}`,
  };
  const created = Math.floor(Date.now() / 1_000);
  if (body.stream === true || body.stream === 'true') {
    return { events: eventsOf(images, { sketches, event, head: { ...told, created_at: created }, usageFor }) };
  }
  const usage = usageFor(n, 0);
  return { json: { created, data: images.map((b64_json) => ({ b64_json })), ...told, ...(usage && { usage }) } };
}

interface Telling {
  sketches: number;
  event: string;
  head: Json;
  usageFor(images: number, sketches: number): Json | null;
}

function* eventsOf(images: string[], { sketches, event, head, usageFor }: Telling): Generator<string> {
  for (const b64_json of images) {
    for (let index = 0; index < sketches; index += 1) {
      yield eventOf(`${event}.partial_image`, { b64_json, ...head, partial_image_index: index });
    }
    const usage = usageFor(1, sketches);
    yield eventOf(`${event}.completed`, { b64_json, ...head, ...(usage && { usage }) });
  }
}

interface Look {
  width: number;
  height: number;
  quality: string;
}

function lookOf({ size, quality }: Json): Look {
  const [width, height] = /^(\d{1,4})x(\d{1,4})$/.exec(textOr(size, ''))?.slice(1).map(Number) ?? [];
  const side = (length: number | undefined) => Math.min(Math.max(length ?? SQUARE, 1), MOST_SIDE);
  const known = textOr(quality, '') in squareTokens;
  return { width: side(width), height: side(height), quality: known ? (quality as string) : 'low' };
}

function tokensOf({ width, height, quality }: Look): number {
  const squares = (width * height) / SQUARE ** 2;
  return Math.min(MOST_TOKENS, Math.max(1, Math.round((squareTokens[quality] ?? 0) * squares)));
}

async function inputOf({ body, form }: Asked): Promise<{ text: number; image: number }> {
  const sent = form ? [...form.values()].filter((value) => typeof value !== 'string').length : 0;
  const linked = Array.isArray(body.images) ? body.images.length : 0;
  return { text: await countTokens(textOr(body.prompt, '')), image: (sent + linked) * SOURCE_TOKENS };
}

function pngFor(prompt: string, at: number, { width, height }: Look): string {
  const numbers = numbersFrom(`${prompt}/${at}`);
  const color = () => Array.from({ length: 3 }, () => Math.floor((numbers.next().value as number) * 256));
  const colors = [color(), color()] as unknown as Parameters<typeof bandsPng>[2];
  return bandsPng(width, height, colors).toString('base64');
}

function whole(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isSafeInteger(number) ? number : otherwise;
}
