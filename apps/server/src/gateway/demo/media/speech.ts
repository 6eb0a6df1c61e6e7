import { countTokens } from '../../count.ts';
import { textOr } from '../../json.ts';
import { distort } from '../wish.ts';
import { type Asked, eventOf, type Made, numbersFrom } from './made.ts';

const RATE = 8_000;
const BYTES_PER_SAMPLE = 2;
const SECONDS_PER_CHARACTER = 0.05;
const PIECE_SAMPLES = RATE / 4;
const VOLUME = 6_000;
const TOKENS_PER_SECOND = 20;

/** A tone for each word, in a voice of the text's own: a WAV, or bare samples for `pcm`. */
export async function speak({ body, wish }: Asked): Promise<Made> {
  const text = textOr(body.input, '');
  const samples = Math.max(PIECE_SAMPLES, Math.ceil([...text].length * SECONDS_PER_CHARACTER * RATE));
  const bare = body.response_format === 'pcm';
  const pieces = () => soundOf(text, samples, bare);
  if (body.stream_format !== 'sse') return { sound: pieces(), type: bare ? 'audio/pcm' : 'audio/wav' };
  const input = await countTokens(text);
  const output = Math.ceil((samples / RATE) * TOKENS_PER_SECOND);
  const usage = { input_tokens: input, output_tokens: output, total_tokens: input + output };
  const told = distort(usage, ['input_tokens', 'output_tokens'], wish.usage);
  return { events: eventsOf(pieces(), told) };
}

function* eventsOf(pieces: Iterable<Buffer>, usage: object | null): Generator<string> {
  for (const piece of pieces) yield eventOf('speech.audio.delta', { audio: piece.toString('base64') });
  yield eventOf('speech.audio.done', { ...(usage && { usage }) });
}

function* soundOf(text: string, samples: number, bare: boolean): Generator<Buffer> {
  const numbers = numbersFrom(text);
  if (!bare) yield wavHead(samples * BYTES_PER_SAMPLE);
  for (let at = 0; at < samples; at += PIECE_SAMPLES) {
    const hertz = 180 + Math.floor((numbers.next().value as number) * 240);
    yield tone(hertz, Math.min(PIECE_SAMPLES, samples - at));
  }
}

function tone(hertz: number, samples: number): Buffer {
  const bytes = Buffer.alloc(samples * BYTES_PER_SAMPLE);
  for (let at = 0; at < samples; at += 1) {
    bytes.writeInt16LE(Math.round(VOLUME * Math.sin((2 * Math.PI * hertz * at) / RATE)), at * BYTES_PER_SAMPLE);
  }
  return bytes;
}

function wavHead(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * BYTES_PER_SAMPLE, 28);
  head.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  head.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return head;
}
