import { Pool } from 'undici';
import { guardedConnect } from '../http/guarded-connect.ts';
import type { Channel, UpstreamAnswer, UpstreamCall } from './channel.ts';
import { withOwnHeaders } from './channels/own-headers.ts';
import type { HttpChannelSetting } from './channels/settings.ts';

/** Where a call goes on a server, and how a key is shown there. */
export interface Wire {
  pathOf(call: UpstreamCall): string;
  keyHeader(key: string): Record<string, string>;
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
    send: (call) => send(pool, wire.pathOf(call), headersOf(call, wire, setting.headers), call),
    close: () => pool.destroy(),
  };
}

async function send(pool: Pool, path: string, headers: Record<string, string>, { body, signal }: UpstreamCall) {
  const answer = await pool.request({ method: 'POST', path, headers, body, signal });
  return {
    status: answer.statusCode,
    contentType: first(answer.headers['content-type']) ?? '',
    retryAfter: first(answer.headers['retry-after']),
    body: answer.body,
  } satisfies UpstreamAnswer;
}

function headersOf({ stream, key }: UpstreamCall, wire: Wire, own: Record<string, string>): Record<string, string> {
  const ours = {
    'content-type': 'application/json',
    accept: stream ? 'text/event-stream' : 'application/json',
    'user-agent': 'farebox',
    ...(key !== null && wire.keyHeader(key)),
  };
  return withOwnHeaders(ours, own);
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
