import type { EventSourceMessage } from 'eventsource-parser';
import type { Ask, Upstream } from '../ask.ts';
import type { Offer } from '../catalog.ts';
import { chatFailure } from '../chat-answer.ts';
import type { Dialect } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import { type Json, parseJson, textOr } from '../json.ts';
import { speechReport } from '../reported.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';
import type { Sighting } from '../sighting.ts';
import { counts, mediaAsk, textIn, untold } from './media-ask.ts';

const MOST_CHARACTERS = 4_096;
const HEAD_CHARS = 256;

export const speech: Dialect = {
  feature: 'audio.speech',
  path: '/audio/speech',
  pricedBy: [['characters'], ['input', 'output'], ['input', 'audioOutput']],
  readAsk: readSpeechAsk,
  readWhole: () => ({ usage: null, state: 'broken', text: () => '' }),
  sighting: sightSpeech,
  deltaOf: () => '',
  failure: chatFailure,
  indivisible: true,
};

/**
 * Reads `POST /v1/audio/speech`. The characters are known before the call, so that they are what is charged; tokens only
 * where the answer can report them, in a stream of events. Throws `invalid_request` and `unsupported_parameter`.
 */
function readSpeechAsk({ json: body, bytes }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const text = textIn(body, 'input');
  const most = model.maxCharacters ?? MOST_CHARACTERS;
  const characters = charactersIn(text);
  if (characters > most) throw tooLong('input', most);
  if (charactersIn(textOr(body.instructions, '')) > MOST_CHARACTERS) throw tooLong('instructions', MOST_CHARACTERS);
  const events = body.stream_format === 'sse';
  const { sale } = model;
  const { each } = sale.price;
  if (!events && each.characters === undefined && each.request === undefined) throw needsEvents();
  const inTokens = Math.ceil(bytes / rule.bytesPerToken) + rule.overheadTokens;
  const instructions = textOr(body.instructions, '');
  return mediaAsk({
    model,
    answer: events ? 'events' : 'bytes',
    bounds: {
      input: events && counts(sale, 'input') ? inTokens : 0,
      output: events && counts(sale, 'output', 'audioOutput') ? model.maxOutputTokens : 0,
      ...(counts(sale, 'characters') && { characters }),
    },
    payload: (upstream: Upstream) => JSON.stringify({ ...body, model: upstream.model }),
    prompt: () => ({ text: `${instructions}\n${text}`, messages: 1, images: 0 }),
    speech: { tokens: characters * rule.speechTokensPerCharacter },
  });
}

/** A reader of one stream of speech: it ends with what was used. */
function sightSpeech({ speech: own }: Ask): (event: EventSourceMessage) => Sighting {
  const output = { tokens: own?.tokens ?? 0, part: 'audioOutput' } as const;
  const soFar = { ...untold, own: { output } };
  return ({ event, data }) => {
    if (data === '[DONE]') return { kind: 'end', usage: soFar };
    const type = event ?? typeOf(data);
    if (type === 'speech.audio.delta') return { kind: 'pass', text: false, soFar };
    const seen: Json = parseJson(data) ?? {};
    if (type === 'error' || seen.error) return { kind: 'failure' };
    if (type !== 'speech.audio.done') return { kind: 'pass', text: false };
    return { kind: 'end', usage: { ...untold, ...speechReport(seen), own: { output } } };
  };
}

function typeOf(data: string): string {
  return /"type"\s*:\s*"([\w.]+)"/.exec(data.slice(0, HEAD_CHARS))?.[1] ?? textOr(parseJson(data)?.type, '');
}

/** As people count them: an emoji is one. */
function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function tooLong(param: string, most: number) {
  return gatewayErrors.invalid_request({ param }, `${param} can have at most ${most} characters.`);
}

function needsEvents() {
  const why = 'This model is priced by tokens, which only stream_format "sse" reports.';
  return gatewayErrors.unsupported_parameter({ param: 'stream_format' }, why);
}
