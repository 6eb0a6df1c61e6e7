import type { Ask, Upstream } from '../ask.ts';
import type { Offer } from '../catalog.ts';
import { chatFailure } from '../chat-answer.ts';
import type { Dialect } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import { filesOf, withFields } from '../form-body.ts';
import { type Json, objects, textOr } from '../json.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';
import type { Bounds } from '../usage.ts';
import { imagesWhole, sightImages } from './image-answer.ts';
import { type ImageWish, imageWish, kindOf, tokensOf } from './image-kind.ts';
import { counts, flagIn, mediaAsk, textIn } from './media-ask.ts';

/** As many as OpenAI takes. */
const MOST_SOURCES = 16;

/** Other names for `n`, of other servers: with one, more images would be made than are paid for. */
const otherCounts = ['batch_size', 'num_images', 'num_outputs', 'samples'];

const both = {
  pricedBy: [['images'], ['input', 'output'], ['input', 'imageOutput']],
  readWhole: imagesWhole,
  sighting: sightImages,
  deltaOf: () => '',
  failure: chatFailure,
  indivisible: true,
} as const;

export const imageGenerations: Dialect = {
  ...both,
  feature: 'images.generations',
  path: '/images/generations',
  readAsk: readGenerationAsk,
};

export const imageEdits: Dialect = {
  ...both,
  feature: 'images.edits',
  path: '/images/edits',
  body: 'either',
  readAsk: readEditAsk,
};

/** Reads `POST /v1/images/generations`. Throws `invalid_request` and `unsupported_parameter`. */
function readGenerationAsk({ json, bytes }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const payload = (upstream: Upstream) => JSON.stringify({ ...json, model: upstream.model });
  return imageAsk({ json, textBytes: bytes, sources: 0, payload }, model, rule);
}

/** Reads `POST /v1/images/edits`, a form with the images or JSON with their addresses. Throws the same. */
function readEditAsk({ json, form, bytes }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  if (!form) {
    const { count, inline } = linkedSources(json);
    const payload = (upstream: Upstream) => JSON.stringify({ ...json, model: upstream.model });
    return imageAsk({ json, textBytes: bytes - inline, sources: count, payload }, model, rule);
  }
  const sources = filesOf(form, ['image', 'image[]']).length;
  const masks = filesOf(form, ['mask']).length;
  assertSources(sources, masks, 'image');
  const textBytes = Buffer.byteLength(textOr(json.prompt, ''));
  const payload = (upstream: Upstream) => withFields(form, { model: upstream.model });
  return imageAsk({ json, textBytes, sources: sources + masks, payload }, model, rule);
}

/** What a request for images has, however it came. */
interface ImageRequest {
  json: Json;
  /** Of what the model reads as text. */
  textBytes: number;
  /** Images in the input. */
  sources: number;
  payload: Ask['payload'];
}

function imageAsk({ json, textBytes, sources, payload }: ImageRequest, model: Offer, rule: EstimateRule): Ask {
  const images = imageWish(json);
  const text = textIn(json, 'prompt');
  const stream = flagIn(json, 'stream');
  refuseOtherCounts(json);
  return mediaAsk({
    model,
    answer: stream ? 'events' : 'whole',
    bounds: imageBounds({ images, textBytes, sources }, model, rule),
    payload,
    prompt: () => ({ text, messages: 1, images: sources }),
    images: { ...images, partialTokens: rule.partialImageTokens },
  });
}

interface Sizes {
  images: Pick<ImageWish, 'size' | 'quality' | 'n' | 'partials'>;
  textBytes: number;
  sources: number;
}

/** The most that images can cost: those that were asked for, as the dearest they can be; and so with their tokens. */
function imageBounds({ images, textBytes, sources }: Sizes, model: Offer, rule: EstimateRule): Bounds {
  const { sale, contextTokens } = model;
  const { n, partials } = images;
  const text = Math.ceil(textBytes / rule.bytesPerToken) + rule.overheadTokens;
  const input = Math.min(text + sources * rule.editImageTokens, contextTokens ?? Number.POSITIVE_INFINITY);
  const output = n * (tokensOf(images, model) + partials * rule.partialImageTokens);
  const each = [sale.price.images, sale.cost?.images ?? {}].some((figures) => Object.keys(figures).length > 0);
  return {
    input: counts(sale, 'input', 'cachedInput', 'imageInput') ? input : 0,
    output: counts(sale, 'output', 'imageOutput') ? output : 0,
    parts: { audioInput: 0, audioOutput: 0, ...(sources === 0 && { imageInput: 0 }) },
    ...(each && { images: { [kindOf(images, sale.price)]: n } }),
  };
}

function linkedSources(json: Json): { count: number; inline: number } {
  const images = objects(json.images);
  const masks = objects([json.mask]);
  assertSources(images.length, masks.length, 'images');
  const all = [...images, ...masks];
  if (all.some(({ file_id }) => (file_id ?? null) !== null)) {
    // Files are kept by the upstream for the operator: whoever knows an id would read another customer's.
    throw gatewayErrors.unsupported_parameter({ param: 'file_id' }, 'Send images as image_url, or in a form.');
  }
  const inline = all.reduce((sum, { image_url }) => sum + textOr(image_url, '').length, 0);
  return { count: all.length, inline };
}

function assertSources(images: number, masks: number, param: string): void {
  if (images < 1 || images > MOST_SOURCES) {
    throw gatewayErrors.invalid_request({ param }, `${param} must be 1 to ${MOST_SOURCES} images.`);
  }
  if (masks > 1) throw gatewayErrors.invalid_request({ param: 'mask' }, 'There can be one mask.');
}

function refuseOtherCounts(json: Json): void {
  const param = otherCounts.find((name) => (json[name] ?? null) !== null);
  if (param) throw gatewayErrors.unsupported_parameter({ param }, `Say how many images with n, not ${param}.`);
}
