import type { Channel, UpstreamAnswer, UpstreamCall } from '../channel.ts';
import { type DemoChannelSetting, servedBy } from '../channels/settings.ts';
import { type Json, parseJson } from '../json.ts';
import { type DemoAnswer, type DemoQuestion, think } from './answer.ts';
import { chatBody, chatErrorEvent, chatEvents, readChatQuestion } from './chat.ts';
import { pause, refusal, streamOf, success, whole } from './delivery.ts';
import { KeptResponses } from './kept-responses.ts';
import { makeMedia, studios } from './media/index.ts';
import { messageBody, messageEvents, messagesErrorEvent, readMessagesQuestion } from './messages.ts';
import {
  compactedBody,
  readResponsesQuestion,
  responseBody,
  responseEvents,
  responsesErrorEvent,
} from './responses.ts';

/**
 * An upstream inside this process, for trying and testing without a network. Its answers go through everything that
 * another upstream's go through: it hands over a status and bytes, and knows nothing of money.
 */
export function demoChannel(setting: DemoChannelSetting): Channel {
  const kept = new KeptResponses();
  const voices = { ...plainVoices, ...responsesVoices(kept) };
  return {
    name: setting.name,
    timeouts: setting.timeouts,
    onAbort: setting.onAbort,
    outputLimitField: 'max_completion_tokens',
    serves: servedBy(setting),
    send: (call) =>
      kept.isAddress(call.path) && !voices[call.path] ? told(kept, call) : send(call, voices, setting.delayMs),
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

const plainVoices: Readonly<Record<string, Voice>> = {
  '/chat/completions': { read: readChatQuestion, whole: chatBody, events: chatEvents, failure: chatErrorEvent },
  '/messages': {
    read: readMessagesQuestion,
    whole: messageBody,
    events: messageEvents,
    failure: messagesErrorEvent,
  },
};

/** At the addresses of responses it remembers what it said. */
function responsesVoices(kept: KeptResponses): Readonly<Record<string, Voice>> {
  const read = (body: Json) => readResponsesQuestion(body, kept.tokensOf(body.previous_response_id));
  const voice = { read, failure: responsesErrorEvent };
  return {
    '/responses': {
      ...voice,
      whole: (answer, body) => {
        const response = kept.begin(answer, body);
        return body.background === true ? response.base : responseBody(response);
      },
      events: (answer, body) => responseEvents(kept.begin(answer, body)),
    },
    '/responses/compact': { ...voice, whole: compactedBody, events: () => [] },
    '/responses/input_tokens': {
      ...voice,
      whole: ({ inputTokens }) => ({ object: 'response.input_tokens', input_tokens: inputTokens }),
      events: () => [],
    },
  };
}

async function told(kept: KeptResponses, { method, path, signal }: UpstreamCall): Promise<UpstreamAnswer> {
  await pause(0, signal);
  const answer = kept.tell(method, path);
  if (!answer) return refusal(404);
  if ('events' in answer) {
    return success('text/event-stream', streamOf(answer.events, responsesErrorEvent(), answer.answer.wish, signal));
  }
  return success('application/json', oneOf(Buffer.from(JSON.stringify(answer.json))));
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function send(
  call: UpstreamCall,
  voices: Readonly<Record<string, Voice>>,
  delayMs: number,
): Promise<UpstreamAnswer> {
  const studio = studios[call.path];
  if (studio) return makeMedia(studio, call, delayMs);
  const voice = voices[call.path];
  if (!voice) return refusal(404);
  const body = typeof call.body === 'string' ? (parseJson(call.body) ?? {}) : {};
  const answer = await think(voice.read(body), call.wish, delayMs);
  await pause(answer.wish.wait, call.signal);
  if (answer.wish.failStatus !== null) return refusal(answer.wish.failStatus);
  if (call.answer === 'whole') return whole(JSON.stringify(voice.whole(answer, body)), answer.wish, call.signal);
  const events = voice.events(answer, body);
  return success('text/event-stream', streamOf(events, voice.failure(), answer.wish, call.signal));
}
