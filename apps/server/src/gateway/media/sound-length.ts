import type { EstimateRule } from '../settings.ts';

/** Sound that is to be written down. */
export interface SoundWish {
  /** How the text is to come. */
  format: string;
  /** Of the file, where it says so itself; null where nobody here knows. */
  seconds: number | null;
  /** The most that it can last. */
  mostSeconds: number;
  /** What a second is in tokens, at most. */
  tokensPerSecond: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const CHUNK_HEAD = 8;

/** How long a file of sound is, or can be at most: exactly of a WAV, by the fewest bytes of a second of all others. */
export function soundLength(
  bytes: number,
  head: Buffer,
  rule: EstimateRule,
): Pick<SoundWish, 'seconds' | 'mostSeconds'> {
  const exact = wavSeconds(head, bytes);
  return { seconds: exact, mostSeconds: exact ?? Math.max(1, Math.ceil(bytes / rule.audioBytesPerSecond)) };
}

/**
 * The seconds of a WAV file with plain samples, rounded up; null for anything else. They follow from the rate that it is
 * played at and all bytes behind its header: what else the header says of its length is its author's word.
 */
export function wavSeconds(head: Buffer, bytes: number): number | null {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return null;
  let perSecond = 0;
  for (let at = 12; at + CHUNK_HEAD <= head.length; ) {
    const [name, size] = [head.toString('latin1', at, at + 4), head.readUInt32LE(at + 4)];
    const from = at + CHUNK_HEAD;
    if (name === 'fmt ') perSecond = bytesPerSecond(head, from);
    if (name === 'data') return perSecond > 0 ? Math.max(1, Math.ceil((bytes - from) / perSecond)) : null;
    at = from + size + (size % 2);
  }
  return null;
}

function bytesPerSecond(head: Buffer, at: number): number {
  if (at + 16 > head.length) return 0;
  const [format, channels] = [head.readUInt16LE(at), head.readUInt16LE(at + 2)];
  const [rate, block, bits] = [head.readUInt32LE(at + 4), head.readUInt16LE(at + 12), head.readUInt16LE(at + 14)];
  const plain = format === PCM || format === FLOAT || format === EXTENSIBLE;
  return plain && block === channels * Math.ceil(bits / 8) ? rate * block : 0;
}

/** When the last line of subtitles (SRT, WebVTT) ends, in whole seconds, at least one. */
export function subtitleSeconds(text: string): number {
  const ends = [...text.matchAll(/-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{3})/g)];
  const seconds = ends.map(([, hours = '0', minutes, whole, milli]) => {
    return Number(hours) * 3_600 + Number(minutes) * 60 + Number(whole) + Number(milli) / 1_000;
  });
  return Math.max(1, Math.ceil(seconds.reduce((most, end) => Math.max(most, end), 0)));
}
