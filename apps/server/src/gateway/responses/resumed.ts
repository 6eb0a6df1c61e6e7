import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { UpstreamAnswer } from '../channel.ts';
import { gatewayErrors } from '../errors.ts';
import { EventBuffer } from '../event-buffer.ts';
import type { Gateway } from '../gateway.ts';
import type { Json } from '../json.ts';
import { ClientGone, refusalFor } from '../upstream-refusal.ts';
import { Watch } from '../watch.ts';
import { responsesFailure, sightResponses } from './answer.ts';
import type { StoredResponse } from './stored.ts';
import { askMaker } from './upstream.ts';

interface Resumption {
  gateway: Gateway;
  response: StoredResponse;
  /** With its query. */
  path: string;
  /** Aborts it; the door and the clocks use it. */
  controller: AbortController;
  /** Told of the whole response when its last event came, before that goes to the client. */
  ended(answer: Json): Promise<void>;
}

/**
 * Takes up the events of a response again, at the client's pace. It costs nothing, and nothing hangs on its end: the
 * response goes on without it. Throws what the client is to be told, as long as nothing was promised.
 */
export async function resumed(resumption: Resumption, over: () => void): Promise<ReadableStream<Uint8Array>> {
  const { gateway, response, path, controller } = resumption;
  const { timeouts } = gateway.switchboard.seatOf({ channel: response.channel, key: response.channelKey })?.state
    .channel ?? {
    timeouts: null,
  };
  if (!timeouts) throw gatewayErrors.response_out_of_reach();
  const watch = new Watch(controller, timeouts.totalMs);
  watch.waitFor('first_byte', timeouts.firstByteMs);
  try {
    const { signal } = controller;
    const answer = await askMaker(gateway, response, { method: 'GET', path }, { answer: 'events', signal });
    watch.rest();
    const pieces = passed(answer, resumption, { watch, idleMs: timeouts.idleMs });
    return streamOf(pieces, controller, () => {
      watch.stop();
      over();
    });
  } catch (error) {
    watch.stop();
    throw refusalFor(error, controller.signal);
  }
}

/** Whole events, unchanged but for the upstream's own errors. */
async function* passed(
  { body, contentType }: UpstreamAnswer,
  { gateway, ended, controller }: Resumption,
  { watch, idleMs }: { watch: Watch; idleMs: number },
): AsyncGenerator<Uint8Array> {
  const buffer = new EventBuffer(gateway.settings.limits.eventBytes);
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  let lastData = '';
  try {
    if (!contentType.toLowerCase().startsWith('text/event-stream')) throw gatewayErrors.upstream_error();
    watch.waitFor('idle', idleMs);
    for await (const chunk of body) {
      watch.rest();
      const whole = buffer.push(chunk);
      events = [];
      if (whole) parser.feed(whole.toString('utf8'));
      const seen = events.map((event) => ({ event, sight: sightResponses(event) }));
      if (seen.some(({ sight }) => sight.kind === 'failure')) throw gatewayErrors.upstream_error();
      lastData = events.at(-1)?.data ?? lastData;
      const end = seen.find(({ sight }) => sight.kind === 'end');
      if (end?.sight.kind === 'end' && end.sight.answer) await ended(end.sight.answer);
      const changed = seen.some(({ sight }) => sight.kind === 'end' && sight.instead !== undefined);
      if (whole) yield changed ? written(seen) : whole;
      if (end) return;
      watch.waitFor('idle', idleMs);
    }
  } catch (error) {
    if (controller.signal.reason instanceof ClientGone) return;
    const { code } = refusalFor(error, controller.signal);
    yield Buffer.from(responsesFailure('The stream broke off; the response itself goes on.', code, lastData));
  }
}

function written(seen: { event: EventSourceMessage; sight: ReturnType<typeof sightResponses> }[]): Uint8Array {
  const lines = seen.map(({ event, sight }) => {
    const data = sight.kind === 'end' ? (sight.instead ?? event.data) : event.data;
    return `${event.event ? `event: ${event.event}\n` : ''}data: ${data}\n\n`;
  });
  return Buffer.from(lines.join(''));
}

function streamOf(
  pieces: AsyncGenerator<Uint8Array>,
  controller: AbortController,
  over: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(out) {
        const { done, value } = await pieces.next();
        if (!done) return out.enqueue(value);
        over();
        controller.abort();
        out.close();
      },
      async cancel() {
        controller.abort(new ClientGone());
        over();
        await pieces.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
