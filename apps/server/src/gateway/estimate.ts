import { type Json, objects } from './json.ts';
import type { EstimateRule } from './settings.ts';

/** What of a request's input cannot be told from the length of its text. */
export interface Survey {
  images: number;
  /** Bytes of the body that are images in base64: no text. */
  imageBytes: number;
  /** The upstream adds input that we do not see: an earlier response, a stored prompt, a file. */
  history: boolean;
  /** Tokens of an earlier answer that the upstream adds, where their number is known. */
  earlier?: number;
  /** There is sound in it. */
  audio?: true;
}

/**
 * The most input tokens a request can have: its bytes by the rule, plus what the upstream wraps around it, plus a
 * fixed figure for each image; where the upstream adds what we do not see, the model's whole window. Never more
 * than the window, when that is known, because the upstream refuses what does not fit.
 */
export function inputBound(bytes: number, survey: Survey, contextTokens: number | null, rule: EstimateRule): number {
  const text = Math.ceil((bytes - survey.imageBytes) / rule.bytesPerToken);
  const history = survey.history ? (contextTokens ?? rule.historyTokens) : (survey.earlier ?? 0);
  const bound = text + rule.overheadTokens + survey.images * rule.imageTokens + history;
  return contextTokens === null ? bound : Math.min(bound, contextTokens);
}

/**
 * The same for a request whose upstream may run tools `calls` times: after each call the model reads everything again,
 * with what the tools brought so far.
 */
export function inputBoundWithTools(bound: number, calls: number, window: number | null, rule: EstimateRule): number {
  let sum = 0;
  for (let call = 0; call <= calls; call += 1)
    sum += Math.min(bound + call * rule.toolTokens, window ?? Number.POSITIVE_INFINITY);
  return sum;
}

/** Looks through the parts of messages or input items. Plain text needs no look: its bytes tell enough. */
export function survey(items: unknown): Survey {
  const found: Survey = { images: 0, imageBytes: 0, history: false };
  for (const item of objects(items)) {
    if (item.type === 'item_reference') found.history = true;
    for (const part of [...objects(item.content), ...objects(item.output)]) lookAt(part, found);
  }
  return found;
}

function lookAt(part: Json, found: Survey): void {
  if (part.type === 'image_url' || part.type === 'input_image') {
    found.images += 1;
    found.imageBytes += inlineBytes(part.image_url);
  } else if (part.type === 'input_audio') {
    found.audio = true;
  } else if (part.type === 'file' || part.type === 'input_file') {
    found.history = true;
  }
}

/** `image_url` is text in one dialect and an object with `url` in the other. */
function inlineBytes(image: unknown): number {
  const url = typeof image === 'string' ? image : (image as Json | null | undefined)?.url;
  return typeof url === 'string' && url.startsWith('data:') ? url.length : 0;
}
