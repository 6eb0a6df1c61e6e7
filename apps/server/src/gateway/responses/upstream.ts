import type { UpstreamAnswer, UpstreamCall } from '../channel.ts';
import { gatewayErrors } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import { type Json, parseJson } from '../json.ts';
import { refusalFor, refusalIn } from '../upstream-refusal.ts';
import { Watch } from '../watch.ts';
import { bytesOf } from '../whole.ts';
import type { StoredResponse } from './stored.ts';

/** The longest that a question about a stored response may take. */
const LONGEST_MS = 30_000;

type Question = Pick<UpstreamCall, 'method' | 'path'>;

/** Where an upstream keeps a response. */
export function addressOf({ id }: Pick<StoredResponse, 'id'>): string {
  return `/responses/${encodeURIComponent(id)}`;
}

/**
 * Asks the channel that made a response about it, with the key that made it. Throws `response_out_of_reach` when that
 * channel is gone, `response_not_found` when it does not know the response (404), and what other refusals are.
 */
export async function askMaker(
  { switchboard }: Gateway,
  { channel, channelKey, model }: StoredResponse,
  { method, path }: Question,
  { answer, signal }: Pick<UpstreamCall, 'answer' | 'signal'>,
): Promise<UpstreamAnswer> {
  const seat = switchboard.seatOf({ channel, key: channelKey });
  if (!seat) throw gatewayErrors.response_out_of_reach();
  const call = { method, path, model, key: seat.key.secret, body: null, headers: {}, answer, wish: null, signal };
  const answered = await seat.state.channel.send(call);
  if (answered.status >= 200 && answered.status < 300) return answered;
  if (answered.status === 404) throw gatewayErrors.response_not_found();
  throw await refusalIn(answered);
}

export interface Told {
  body: Buffer;
  /** Empty when the body is no JSON object. */
  json: Json;
}

/** The same for an answer that is not streamed, read whole. Throws what a client may be told. */
export async function hear(
  gateway: Gateway,
  response: StoredResponse,
  question: Question,
  { controller = new AbortController(), ms = LONGEST_MS }: { controller?: AbortController; ms?: number } = {},
): Promise<Told> {
  const { signal } = controller;
  const watch = new Watch(controller, ms);
  try {
    const answer = await askMaker(gateway, response, question, { answer: 'whole', signal });
    const body = await bytesOf(answer, gateway.settings.limits.answerBytes);
    return { body, json: parseJson(body.toString('utf8')) ?? {} };
  } catch (error) {
    throw refusalFor(error, signal);
  } finally {
    watch.stop();
  }
}

/** Tells an upstream to stop, for what must not run on. That it cannot be reached is no reason to fail. */
export async function cancelUpstream(gateway: Gateway, response: StoredResponse): Promise<void> {
  await hear(gateway, response, { method: 'POST', path: `${addressOf(response)}/cancel` }).catch((error: unknown) => {
    gateway.deps.log.warn({ err: error, receipt: response.holdId }, 'a response could not be cancelled');
  });
}
