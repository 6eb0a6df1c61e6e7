import type { EventSourceMessage } from 'eventsource-parser';
import { tokenFigure } from '../../pricing/index.ts';
import type { Ask } from '../ask.ts';
import { isJson, type Json, parseJson, textOr } from '../json.ts';
import { imagesReport } from '../reported.ts';
import type { RawAnswer, Sighting, WholeAnswer } from '../sighting.ts';
import type { ReportedUsage } from '../usage.ts';
import { type ImageWish, kindMade, tokensMade } from './image-kind.ts';
import { untold } from './media-ask.ts';

const nothingAsked: ImageWish = { size: 'auto', quality: 'auto', n: 1, partials: 0, partialTokens: 0 };

/** Where an event's JSON says of what type it is, unless it says so behind the image. */
const HEAD_CHARS = 256;
const ERROR_CHARS = 16_384;

/** Reads an answer with images: tokens where it reports them, and how many images of which kind. */
export function imagesWhole(answer: Json, _raw: RawAnswer, ask: Ask): WholeAnswer {
  const made = Array.isArray(answer.data) ? answer.data.length : 0;
  const complete = Array.isArray(answer.data) && !isJson(answer.error);
  const usage = { ...reportOf(answer, ask), ...ownOutput(made * tokensIn(answer, ask)) };
  return { usage, state: complete ? 'complete' : 'broken', text: () => '' };
}

/**
 * A reader of one stream of images. Its end is the last of them that is complete. After a first sketch it tells what all
 * of them are: nobody gets a nearly finished image for nothing.
 */
export function sightImages(ask: Ask): (event: EventSourceMessage) => Sighting {
  const { n, partialTokens } = ask.images ?? nothingAsked;
  let [done, sketches] = [0, 0];
  let usage: ReportedUsage | null = null;
  const soFar = (seen: Json): ReportedUsage => ({
    ...untold,
    images: { [kindIn(seen, ask)]: n },
    ...ownOutput(n * tokensIn(seen, ask) + sketches * partialTokens),
  });
  return ({ event, data }) => {
    if (data === '[DONE]') return { kind: 'end' };
    const type = event ?? typeOf(data);
    if (type === 'error') return { kind: 'failure' };
    const seen = /partial_image$|completed$/.test(type) ? parseJson(data) : null;
    if (!seen) return isError(data) ? { kind: 'failure' } : { kind: 'pass', text: false };
    if (type.endsWith('partial_image')) {
      sketches += 1;
      return { kind: 'pass', text: false, soFar: soFar(seen) };
    }
    if (done >= n) return { kind: 'pass', text: false };
    done += 1;
    usage = {
      ...sumOf(usage, reportOf(seen, ask)),
      ...ownOutput(done * tokensIn(seen, ask) + sketches * partialTokens),
    };
    return done >= n ? { kind: 'end', usage } : { kind: 'pass', text: false, usage, soFar: soFar(seen) };
  };
}

/** What is not said to be text is image, where text that comes out has no price of its own. */
function reportOf(answer: Json, ask: Ask): ReportedUsage {
  const report = imagesReport(answer, kindIn(answer, ask));
  return tokenFigure(ask.model.sale.price, 'output') === null ? { ...report, imageOutput: report.output } : report;
}

/** Our own count of tokens that are images. */
function ownOutput(tokens: number): Pick<ReportedUsage, 'own'> {
  return { own: { output: { tokens, part: 'imageOutput' } } };
}

function kindIn(answer: Json, { images, model }: Ask): string {
  return kindMade(images ?? nothingAsked, answer, model.sale.price);
}

function tokensIn(answer: Json, { images, model }: Ask): number {
  return tokensMade(images ?? nothingAsked, answer, model);
}

/** Each image of a stream tells its own tokens. */
function sumOf(before: ReportedUsage | null, next: ReportedUsage): ReportedUsage {
  if (!before) return next;
  const sum = (a: unknown, b: unknown) => (typeof a === 'number' && typeof b === 'number' ? a + b : (b ?? a));
  const tokens = (['input', 'cachedInput', 'imageInput', 'output', 'imageOutput'] as const).map((field) => [
    field,
    sum(before[field], next[field]),
  ]);
  const images: Record<string, unknown> = { ...before.images };
  for (const [kind, count] of Object.entries(next.images ?? {})) images[kind] = sum(images[kind], count);
  return { ...next, ...Object.fromEntries(tokens), images };
}

/** One is short, and an image is not. */
function isError(data: string): boolean {
  return data.length < ERROR_CHARS && Boolean(parseJson(data)?.error);
}

function typeOf(data: string): string {
  const found = /"type"\s*:\s*"([\w.]+)"/.exec(data.slice(0, HEAD_CHARS))?.[1];
  return found ?? textOr(parseJson(data)?.type, '');
}
