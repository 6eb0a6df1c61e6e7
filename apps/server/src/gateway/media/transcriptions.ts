import type { EventSourceMessage } from 'eventsource-parser';
import type { Ask, Upstream } from '../ask.ts';
import type { Offer } from '../catalog.ts';
import { chatFailure } from '../chat-answer.ts';
import { countTokens } from '../count.ts';
import type { Dialect } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import { filesOf, withFields } from '../form-body.ts';
import { type Json, parseJson, textOr } from '../json.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';
import type { Sighting } from '../sighting.ts';
import type { Bounds } from '../usage.ts';
import { counts, flagIn, mediaAsk } from './media-ask.ts';
import { type SoundWish, soundLength } from './sound-length.ts';
import { transcriptReport, transcriptWhole } from './transcript-answer.ts';

/** Formats whose answers can say how long the sound was, by themselves or by the last line's end. */
const telling = new Set(['json', 'verbose_json', 'diarized_json', 'srt', 'vtt']);
const FORMAT_CHARS = 32;

const both = {
  feature: 'audio.transcriptions',
  pricedBy: [['second'], ['input', 'output']],
  body: 'form',
  readAsk: readTranscriptionAsk,
  readWhole: transcriptWhole,
  sighting: sightTranscript,
  deltaOf: (data: Json) => textOr(data.delta, ''),
  failure: chatFailure,
} as const;

export const transcriptions: Dialect = { ...both, path: '/audio/transcriptions' };

export const translations: Dialect = { ...both, path: '/audio/translations' };

/**
 * Reads `POST /v1/audio/transcriptions` and `…/translations`, a form with one file. The hold covers the longest that the
 * file can be. Throws `invalid_request`, and `unsupported_parameter` where nobody would tell how long it was.
 */
function readTranscriptionAsk({ json, form = [] }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const files = filesOf(form, ['file']);
  const [sent] = files;
  if (!sent || files.length > 1 || sent.file.size === 0) {
    throw gatewayErrors.invalid_request({ param: 'file' }, 'file must be one file with sound.');
  }
  const format = textOr(json.response_format, '') || 'json';
  const length = soundLength(sent.file.size, sent.head, rule);
  const sound = { ...length, format, tokensPerSecond: rule.audioTokensPerSecond };
  assertTells(sound, model, rule);
  const text = textOr(json.prompt, '');
  return mediaAsk({
    model,
    answer: flagIn(json, 'stream') ? 'events' : 'whole',
    bounds: soundBounds(sound, textBytes(json), model, rule),
    payload: (upstream: Upstream) => withFields(form, { model: upstream.model }),
    prompt: () => ({ text, messages: 0, images: 0 }),
    countInput: async () => (await countTokens(text)) + sound.mostSeconds * rule.audioTokensPerSecond,
    sound,
    ...(sound.seconds === null && { hearsOut: true }),
  });
}

function soundBounds(sound: SoundWish, bytes: number, { sale, ...model }: Offer, rule: EstimateRule): Bounds {
  const text = Math.ceil(bytes / rule.bytesPerToken) + rule.overheadTokens;
  const input = sound.mostSeconds * rule.audioTokensPerSecond + text;
  return {
    input: counts(sale, 'input', 'audioInput') ? Math.min(input, model.contextTokens ?? Number.POSITIVE_INFINITY) : 0,
    output: counts(sale, 'output') ? model.maxOutputTokens : 0,
    parts: { imageInput: 0, imageOutput: 0, audioOutput: 0 },
    ...(counts(sale, 'second') && { seconds: sound.mostSeconds }),
  };
}

function textBytes(json: Json): number {
  return Object.values(json).reduce<number>((sum, value) => sum + Buffer.byteLength(textOr(value, '')), 0);
}

/** Plain text says nothing of the sound it was made from. */
function assertTells({ format, seconds }: SoundWish, { sale }: Offer, rule: EstimateRule): void {
  if (format.length > FORMAT_CHARS) throw gatewayErrors.invalid_request({ param: 'response_format' });
  const { each } = sale.price;
  const byCall = each.second === undefined && each.input === undefined && each.output === undefined;
  if (telling.has(format) || seconds !== null || byCall || rule.unknownAudio === 'charge') return;
  const why = `response_format "${format}" does not tell how long the sound was: use json, or send a WAV file.`;
  throw gatewayErrors.unsupported_parameter({ param: 'response_format' }, why);
}

/** A reader of one stream of a transcript: its end has the usage. */
function sightTranscript({ sound }: Ask): (event: EventSourceMessage) => Sighting {
  return ({ event, data }) => {
    if (data === '[DONE]') return { kind: 'end' };
    const seen = parseJson(data);
    const type = event ?? textOr(seen?.type, '');
    if (type === 'error' || seen?.error) return { kind: 'failure' };
    if (type !== 'transcript.text.done') return { kind: 'pass', text: type === 'transcript.text.delta' };
    return { kind: 'end', usage: transcriptReport(seen ?? {}, '', sound) };
  };
}
