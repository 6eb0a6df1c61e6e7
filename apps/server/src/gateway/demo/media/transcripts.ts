import { countTokens } from '../../count.ts';
import { type Json, textOr } from '../../json.ts';
import { wavSeconds } from '../../media/sound-length.ts';
import { type Asked, eventOf, type Made } from './made.ts';

const HEAD_BYTES = 65_536;
/** What a second of sound is taken to have that is no WAV: 64 kbit. */
const USUAL_BYTES = 8_000;
const TOKENS_PER_SECOND = 10;

/** Always the same words, whatever the sound says; its length is real where it is a WAV. */
export async function transcribe({ body, form, wish }: Asked): Promise<Made> {
  const seconds = await secondsOf(form?.get('file'));
  const text = `This is the demo. It heard ${seconds} seconds of sound and did not listen.`;
  const missing = wish.usage === 'missing';
  if (body.stream === 'true') return { events: eventsOf(text, missing ? null : await tokensFor(text, seconds)) };
  const usage = missing ? {} : { usage: { type: 'duration', seconds } };
  const segment = { id: 0, start: 0, end: seconds, text };
  switch (textOr(body.response_format, 'json')) {
    case 'text':
      return { text: `${text}\n` };
    case 'srt':
      return { text: `1\n00:00:00,000 --> ${clock(seconds, ',')}\n${text}\n\n` };
    case 'vtt':
      return { text: `WEBVTT\n\n00:00:00.000 --> ${clock(seconds, '.')}\n${text}\n\n` };
    case 'verbose_json':
      return {
        json: {
          task: 'transcribe',
          language: 'english',
          duration: seconds,
          text,
          segments: [verbose(segment)],
          ...usage,
        },
      };
    case 'diarized_json': {
      const spoken = { ...segment, id: 'seg_0', type: 'transcript.text.segment', speaker: 'A' };
      return { json: { task: 'transcribe', duration: seconds, text, segments: [spoken], ...usage } };
    }
    default:
      return { json: { text, ...usage } };
  }
}

async function secondsOf(file: unknown): Promise<number> {
  if (!(file instanceof Blob)) return 1;
  const head = Buffer.from(await file.slice(0, HEAD_BYTES).arrayBuffer());
  return wavSeconds(head, file.size) ?? Math.max(1, Math.ceil(file.size / USUAL_BYTES));
}

async function tokensFor(text: string, seconds: number): Promise<Json> {
  const [input, output] = [seconds * TOKENS_PER_SECOND, await countTokens(text)];
  const parts = { text_tokens: 0, audio_tokens: input };
  const total_tokens = input + output;
  return { type: 'tokens', input_tokens: input, input_token_details: parts, output_tokens: output, total_tokens };
}

function* eventsOf(text: string, usage: Json | null): Generator<string> {
  for (const delta of text.split(/(?<= )/)) yield eventOf('transcript.text.delta', { delta });
  yield eventOf('transcript.text.done', { text, ...(usage && { usage }) });
}

function verbose(segment: { id: number; start: number; end: number; text: string }): Json {
  const measured = { avg_logprob: -0.1, compression_ratio: 1, no_speech_prob: 0 };
  return { ...segment, seek: 0, tokens: [], temperature: 0, ...measured };
}

function clock(seconds: number, point: string): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}${point}000`;
}
