import { Pool } from 'undici';
import type { Channel, UpstreamAnswer, UpstreamCall } from './channel.ts';
import type { HttpChannelSetting } from './settings.ts';

/** An OpenAI-compatible server, over its own pool of connections. Redirects are not followed. */
export function httpChannel(setting: HttpChannelSetting, apiKey: string | null): Channel {
  const base = new URL(setting.baseUrl);
  // Waiting is limited by the call's own timers, which tell the phases apart; undici's are off.
  const pool = new Pool(base.origin, {
    connections: setting.maxConnections,
    connect: { timeout: setting.timeouts.connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const path = base.pathname.replace(/\/$/, '');
  return {
    name: setting.name,
    timeouts: setting.timeouts,
    onAbort: setting.onAbort,
    outputLimitField: setting.outputLimitField,
    send: (call) => send(pool, path, headersOf(call, apiKey), call),
    close: () => pool.destroy(),
  };
}

async function send(pool: Pool, base: string, headers: Record<string, string>, call: UpstreamCall) {
  const { body, path, signal } = call;
  const answer = await pool.request({ method: 'POST', path: `${base}${path}`, headers, body, signal });
  return {
    status: answer.statusCode,
    contentType: first(answer.headers['content-type']) ?? '',
    retryAfter: first(answer.headers['retry-after']),
    body: answer.body,
  } satisfies UpstreamAnswer;
}

/** Nothing of the client's own headers goes on: they may hold its key, its cookies, its address. */
function headersOf(call: UpstreamCall, apiKey: string | null): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: call.stream ? 'text/event-stream' : 'application/json',
    'user-agent': 'farebox',
    ...(apiKey && { authorization: `Bearer ${apiKey}` }),
  };
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
