import type { Offer } from './catalog.ts';
import { inputBound, inputBoundWithTools, type Survey } from './estimate.ts';
import type { EstimateRule } from './settings.ts';
import type { Bounds } from './usage.ts';

/** What of a request for text bounds its cost. */
export interface TextRequest {
  /** Of the body. */
  bytes: number;
  found: Survey;
  /** Tokens, over all choices together. */
  output: number;
  toolCalls: Bounds['toolCalls'] | undefined;
  tier: string | undefined;
}

/**
 * The most that a request for text can use. It can have sound or images in its input only where it brings some, and none
 * in its output.
 */
export function textBounds(
  { bytes, found, output, toolCalls, tier }: TextRequest,
  model: Offer,
  rule: EstimateRule,
): Bounds {
  const { contextTokens } = model;
  const once = inputBound(bytes, found, contextTokens, rule);
  const unseen = found.history || found.earlier !== undefined;
  return {
    input: toolCalls ? inputBoundWithTools(once, toolCalls.most, contextTokens, rule) : once,
    output,
    parts: {
      ...(!found.audio && !unseen && { audioInput: 0 }),
      ...(found.images === 0 && !unseen && { imageInput: 0 }),
      audioOutput: 0,
      imageOutput: 0,
    },
    ...(toolCalls && { toolCalls }),
    ...(tier !== undefined && { tier }),
  };
}
