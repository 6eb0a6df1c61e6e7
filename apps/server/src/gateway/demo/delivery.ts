import { setImmediate, setTimeout } from 'node:timers/promises';
import type { UpstreamAnswer } from '../channel.ts';
import type { Wish } from './wish.ts';

/** An answer of this kind. */
export function success(contentType: string, body: AsyncIterable<Uint8Array>): UpstreamAnswer {
  return { status: 200, contentType, retryAfter: null, body };
}

/** A refusal that was wished for. */
export function refusal(status: number): UpstreamAnswer {
  const error = {
    message: 'The demo refused, as you wished.',
    type: 'demo_error',
    param: null,
    code: `demo_${status}`,
  };
  const body = (async function* () {
    yield Buffer.from(JSON.stringify({ error }));
  })();
  return { status, contentType: 'application/json', retryAfter: '1', body };
}

/** An answer in one piece, or half of it. */
export function whole(
  text: string,
  { delay, cutAfter, failAfter }: Wish,
  signal: AbortSignal,
  type = 'application/json',
): UpstreamAnswer {
  const bytes = Buffer.from(text);
  async function* body(): AsyncGenerator<Uint8Array> {
    await pause(delay, signal);
    const breaks = cutAfter !== null || failAfter !== null;
    yield breaks ? bytes.subarray(0, bytes.length / 2) : bytes;
    if (breaks) throw new Error('The demo broke off, as you wished.');
  }
  return success(type, body());
}

/** One event at a time; the pause leaves the process free to do other things, however short it is. */
export async function* streamOf(
  events: Iterable<string | Uint8Array>,
  failure: string,
  wish: Wish,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for (const event of events) {
    if (sent === wish.cutAfter) throw new Error('The demo broke off, as you wished.');
    if (sent === wish.failAfter) {
      yield Buffer.from(failure);
      return;
    }
    if (sent > 0) await pause(wish.delay, signal);
    yield Buffer.from(event);
    sent += 1;
  }
}

/** Waits so long, or until it is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await setTimeout(ms, undefined, { signal });
  else await setImmediate(undefined, { signal });
}
