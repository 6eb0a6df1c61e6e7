import type { CallRequest } from './call.ts';

/**
 * Bytes of stream that one output token may take (twenty alternatives with log-probabilities are about 3 KB): an
 * upstream that sends more than this for its limit ignores the limit, and is cut off.
 */
const BYTES_PER_TOKEN = 4_096;
const SPARE_BYTES = 65_536;

/** Events of a stream of images or sound that are as large as a whole answer may be: three sketches and the image. */
const LARGE_EVENTS = 4;

/** The most bytes that the stream of a call may have. */
export function mostBytesOf({ dialect, ask, gateway }: CallRequest): number {
  // What is not paid by the token has no limit in tokens.
  if (dialect.indivisible || ask.bounds.output === 0) return LARGE_EVENTS * gateway.settings.limits.answerBytes;
  if (ask.model.hostedTools) return Number.POSITIVE_INFINITY;
  return SPARE_BYTES + ask.bounds.output * BYTES_PER_TOKEN;
}
