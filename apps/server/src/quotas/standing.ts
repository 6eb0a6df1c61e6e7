import type { Counter } from './counter.ts';
import type { Limited } from './plan.ts';

/** How far it is to one limit. */
export interface Distance {
  limit: number;
  remaining: number;
  /** Until nothing counts any more. */
  resetMs: number;
}

/** Of all limits the nearest of its kind; null where nothing of that kind is limited. */
export interface Standing {
  requests: Distance | null;
  tokens: Distance | null;
}

/** Where these subjects stand now; `find` knows what was counted. */
export function standingOf(
  limited: readonly Limited[],
  find: (name: string) => Counter | undefined,
  ms: number,
): Standing {
  const standing: Standing = { requests: null, tokens: null };
  for (const { name, rates } of limited) {
    const counter = find(name);
    const { rpm, tpm } = rates;
    if (rpm !== null) standing.requests = nearer(standing.requests, distance('requests', rpm, counter, ms));
    if (tpm !== null) standing.tokens = nearer(standing.tokens, distance('tokens', tpm, counter, ms));
  }
  return standing;
}

function distance(kind: 'requests' | 'tokens', limit: number, counter: Counter | undefined, ms: number): Distance {
  if (!counter) return { limit, remaining: limit, resetMs: 0 };
  const used = kind === 'requests' ? counter.requestsAt(ms) : counter.tokensAt(ms);
  return { limit, remaining: Math.max(0, limit - used), resetMs: counter.msUntil(kind, ms, 0) };
}

function nearer(one: Distance | null, other: Distance): Distance {
  if (!one) return other;
  return other.remaining < one.remaining || (other.remaining === one.remaining && other.limit < one.limit)
    ? other
    : one;
}

/** The headers of OpenAI's API that tell this. */
export function rateHeaders({ requests, tokens }: Standing): [string, string][] {
  return [...headersOf('requests', requests), ...headersOf('tokens', tokens)];
}

/** For pages that ask: the headers they may read. */
export const rateHeaderNames = ['requests', 'tokens'].flatMap((kind) =>
  ['limit', 'remaining', 'reset'].map((what) => `x-ratelimit-${what}-${kind}`),
);

function headersOf(kind: string, distance: Distance | null): [string, string][] {
  if (!distance) return [];
  return [
    [`x-ratelimit-limit-${kind}`, String(distance.limit)],
    [`x-ratelimit-remaining-${kind}`, String(distance.remaining)],
    [`x-ratelimit-reset-${kind}`, durationText(distance.resetMs)],
  ];
}

/** `0s`, `1s`, `6m0s`: as OpenAI writes it, in whole seconds, none too few. */
export function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
