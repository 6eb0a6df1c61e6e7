import { Pool, FormData as UndiciForm } from 'undici';
import { guardedConnect } from '../http/guarded-connect.ts';
import type { AnswerKind, Channel, UpstreamAnswer, UpstreamCall } from './channel.ts';
import { withOwnHeaders } from './channels/own-headers.ts';
import { type HttpChannelSetting, servedBy } from './channels/settings.ts';

/** Where a call goes on a server, and how a key is shown there. */
export interface Wire {
  pathOf(call: UpstreamCall): string;
  keyHeader(key: string, call: UpstreamCall): Record<string, string>;
  /** Of the client's headers those for this server; all of them when absent. */
  passes?(headers: UpstreamCall['headers']): UpstreamCall['headers'];
}

/**
 * A server of models over HTTP, over its own pool of connections. Redirects are not followed. `allowPrivate`: it may be
 * on this machine or in a private network.
 */
export function httpChannel(setting: HttpChannelSetting, wire: Wire, allowPrivate: boolean): Channel {
  const { name, timeouts, onAbort, outputLimitField } = setting;
  // Waiting is limited by the call's own timers, which tell the phases apart; undici's are off.
  const pool = new Pool(new URL(setting.baseUrl).origin, {
    connections: setting.maxConnections,
    connect: guardedConnect({ timeoutMs: timeouts.connectMs, allowPrivate }),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    name,
    timeouts,
    onAbort,
    outputLimitField,
    serves: servedBy(setting),
    send: (call) => send(pool, wire.pathOf(call), headersOf(call, wire, setting.headers), call),
    close: () => pool.destroy(),
  };
}

async function send(pool: Pool, path: string, headers: Record<string, string>, call: UpstreamCall) {
  const { method, body, signal } = call;
  const answer = await pool.request({ method, path, headers, body: bodyOf(body), signal });
  return {
    status: answer.statusCode,
    contentType: first(answer.headers['content-type']) ?? '',
    retryAfter: first(answer.headers['retry-after']),
    body: answer.body,
  } satisfies UpstreamAnswer;
}

/** The pool knows forms of its own kind alone. */
function bodyOf(body: UpstreamCall['body']): string | UndiciForm | null {
  if (!(body instanceof FormData)) return body;
  const form = new UndiciForm();
  for (const [name, value] of body) form.append(name, value as string);
  return form;
}

const accepted: Record<AnswerKind, string> = {
  whole: 'application/json',
  events: 'text/event-stream',
  bytes: '*/*',
};

/** A form says by itself what its parts are divided by. */
function headersOf(call: UpstreamCall, wire: Wire, own: Record<string, string>): Record<string, string> {
  const { answer, body, headers, key } = call;
  const ours = {
    ...(wire.passes?.(headers) ?? headers),
    ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    accept: accepted[answer],
    'user-agent': 'farebox',
    ...(key !== null && wire.keyHeader(key, call)),
  };
  return withOwnHeaders(ours, own);
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
