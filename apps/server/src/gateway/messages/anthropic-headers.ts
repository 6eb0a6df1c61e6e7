import type { MiddlewareHandler } from 'hono';
import type { Env } from '../../http/router.ts';
import { rateHeaderNames } from '../../quotas/index.ts';

/** For pages that ask: the headers they may read. */
export const anthropicHeaderNames = [
  'request-id',
  'x-farebox-estimated',
  ...rateHeaderNames.map((name) => anthropicName(name) as string),
];

/** Puts the id of the request, and the limits that the answer tells in OpenAI's headers, into Anthropic's. */
export const anthropicHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const { headers } = c.res;
  c.header('request-id', c.get('requestId'));
  for (const [name, value] of [...headers]) {
    const theirs = anthropicName(name);
    if (theirs) c.header(theirs, theirs.endsWith('-reset') ? momentAfter(value) : value);
  }
};

/** `anthropic-ratelimit-requests-limit` for `x-ratelimit-limit-requests`; null for another header. */
function anthropicName(name: string): string | null {
  const [, what, kind] = /^x-ratelimit-(limit|remaining|reset)-(requests|tokens)$/.exec(name) ?? [];
  return what ? `anthropic-ratelimit-${kind}-${what}` : null;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `1m30s` from now, as a moment in RFC 3339. */
function momentAfter(duration: string): string {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|[smh])/g)];
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit as string] ?? 0), 0);
  return new Date(Date.now() + ms).toISOString();
}
