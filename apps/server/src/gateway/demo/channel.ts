import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Channel, UpstreamAnswer, UpstreamCall } from '../channel.ts';
import { type DemoChannelSetting, servedBy } from '../channels/settings.ts';
import { type Json, parseJson } from '../json.ts';
import { type DemoAnswer, type DemoQuestion, think } from './answer.ts';
import { chatBody, chatErrorEvent, chatEvents, readChatQuestion } from './chat.ts';
import { readResponsesQuestion, responseBody, responseEvents, responsesErrorEvent } from './responses.ts';

/**
 * An upstream inside this process, for trying and testing without a network. Its answers go through everything that
 * another upstream's go through: it hands over a status and bytes, and knows nothing of money.
 */
export function demoChannel(setting: DemoChannelSetting): Channel {
  return {
    name: setting.name,
    timeouts: setting.timeouts,
    onAbort: setting.onAbort,
    outputLimitField: 'max_completion_tokens',
    serves: servedBy(setting),
    send: (call) => send(call, setting.delayMs),
    close: async () => undefined,
  };
}

/** How the demo talks at one endpoint. */
interface Voice {
  read(body: Json): DemoQuestion;
  whole(answer: DemoAnswer, body: Json): Json;
  events(answer: DemoAnswer, body: Json): Iterable<string>;
  /** An error within a stream. */
  failure(): string;
}

const voices: Readonly<Record<string, Voice>> = {
  '/chat/completions': { read: readChatQuestion, whole: chatBody, events: chatEvents, failure: chatErrorEvent },
  '/responses': {
    read: readResponsesQuestion,
    whole: responseBody,
    events: responseEvents,
    failure: responsesErrorEvent,
  },
};

async function send(call: UpstreamCall, delayMs: number): Promise<UpstreamAnswer> {
  const voice = voices[call.path];
  if (!voice) return refusal(404);
  const body = typeof call.body === 'string' ? (parseJson(call.body) ?? {}) : {};
  const answer = await think(voice.read(body), call.wish, delayMs);
  await pause(answer.wish.wait, call.signal);
  if (answer.wish.failStatus !== null) return refusal(answer.wish.failStatus);
  if (call.answer === 'whole') return whole(answer, voice.whole(answer, body), call.signal);
  const events = voice.events(answer, body);
  return success('text/event-stream', streamOf(events, voice.failure(), answer, call.signal));
}

function success(contentType: string, body: AsyncIterable<Uint8Array>): UpstreamAnswer {
  return { status: 200, contentType, retryAfter: null, body };
}

function refusal(status: number): UpstreamAnswer {
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

function whole(answer: DemoAnswer, json: Json, signal: AbortSignal): UpstreamAnswer {
  const bytes = Buffer.from(JSON.stringify(json));
  const { delay, cutAfter, failAfter } = answer.wish;
  async function* body(): AsyncGenerator<Uint8Array> {
    await pause(delay, signal);
    const breaks = cutAfter !== null || failAfter !== null;
    yield breaks ? bytes.subarray(0, bytes.length / 2) : bytes;
    if (breaks) throw new Error('The demo broke off, as you wished.');
  }
  return success('application/json', body());
}

/** One event at a time; the pause leaves the process free to do other things, however short it is. */
async function* streamOf(
  events: Iterable<string>,
  failure: string,
  { wish }: DemoAnswer,
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

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await setTimeout(ms, undefined, { signal });
  else await setImmediate(undefined, { signal });
}
