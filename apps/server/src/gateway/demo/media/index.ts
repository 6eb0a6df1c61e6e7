import type { UpstreamAnswer, UpstreamCall } from '../../channel.ts';
import { chatFailure } from '../../chat-answer.ts';
import { type Json, parseJson, textOr } from '../../json.ts';
import { pause, refusal, streamOf, success, whole } from '../delivery.ts';
import { readWish } from '../wish.ts';
import { embed } from './embeddings.ts';
import { draw } from './images.ts';
import type { Studio } from './made.ts';
import { moderate } from './moderations.ts';
import { speak } from './speech.ts';
import { transcribe } from './transcripts.ts';

/** What makes media in the demo, by the path that asks for it. */
export const studios: Readonly<Record<string, Studio>> = {
  '/embeddings': embed,
  '/images/generations': (asked) => draw(asked, 'image_generation'),
  '/images/edits': (asked) => draw(asked, 'image_edit'),
  '/audio/speech': speak,
  '/audio/transcriptions': transcribe,
  '/audio/translations': transcribe,
  '/moderations': moderate,
};

/** Makes what was asked for, and delivers it as was wished for. */
export async function makeMedia(studio: Studio, call: UpstreamCall, delayMs: number): Promise<UpstreamAnswer> {
  const { body: sent, signal } = call;
  const body = typeof sent === 'string' ? (parseJson(sent) ?? {}) : sent ? textsIn(sent) : {};
  const wish = readWish(call.wish, textOr(body.prompt, textOr(body.input, '')), delayMs);
  await pause(wish.wait, signal);
  if (wish.failStatus !== null) return refusal(wish.failStatus);
  const made = await studio({ body, form: sent instanceof FormData ? sent : null, model: call.model, wish });
  if ('json' in made) return whole(JSON.stringify(made.json), wish, signal);
  if ('text' in made) return whole(made.text, wish, signal, 'text/plain; charset=utf-8');
  if ('sound' in made) return success(made.type, streamOf(made.sound, '', wish, signal));
  const failure = chatFailure('The demo failed, as you wished.', 'demo_failure');
  return success('text/event-stream', streamOf(made.events, failure, wish, signal));
}

function textsIn(form: FormData): Json {
  return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
}
