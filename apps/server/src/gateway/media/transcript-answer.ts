import type { Ask } from '../ask.ts';
import { isJson, type Json, textOr } from '../json.ts';
import { transcriptionReport } from '../reported.ts';
import type { RawAnswer, WholeAnswer } from '../sighting.ts';
import type { ReportedUsage } from '../usage.ts';
import { untold } from './media-ask.ts';
import { type SoundWish, subtitleSeconds } from './sound-length.ts';

/** Reads a transcript, as JSON or as text. */
export function transcriptWhole(answer: Json, { body }: RawAnswer, { sound }: Ask): WholeAnswer {
  const asJson = (sound?.format ?? 'json').endsWith('json');
  const said = asJson ? textOr(answer.text, '') : body.toString('utf8');
  const complete = asJson ? typeof answer.text === 'string' : !isJson(answer.error);
  return {
    usage: transcriptReport(answer, said, sound),
    state: complete && !isJson(answer.error) ? 'complete' : 'broken',
    text: () => said,
  };
}

/**
 * What a transcript says that it used. Where it does not, how long the sound was: by what the answer says beside, by the
 * end of the last subtitle, or by the file's own header; where nobody knows, all that was held for.
 */
export function transcriptReport(answer: Json, text: string, sound: SoundWish | undefined): ReportedUsage {
  const report = transcriptionReport(answer);
  const seconds = report?.seconds ?? answer.duration ?? lengthOf(text, sound);
  const known = typeof seconds === 'number' && seconds >= 0;
  const own = {
    input: { tokens: (sound?.mostSeconds ?? 0) * (sound?.tokensPerSecond ?? 0), part: 'audioInput' },
  } as const;
  if (!known) return { ...untold, ...report, own };
  const tokens = Math.ceil(seconds * (sound?.tokensPerSecond ?? 0));
  const counted = { input: tokens, audioInput: tokens, cachedInput: undefined, output: undefined, raw: null };
  if (!report) return { ...counted, seconds };
  return report.input === undefined ? { ...counted, seconds, raw: report.raw } : { ...report, own, seconds };
}

function lengthOf(text: string, sound: SoundWish | undefined): number | null {
  if (sound?.seconds != null) return sound.seconds;
  return sound?.format === 'srt' || sound?.format === 'vtt' ? subtitleSeconds(text) : null;
}
