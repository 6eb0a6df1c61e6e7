import type { FareboxError } from '@farebox/kit';
import { quotaErrors } from './errors.ts';
import type { Limited } from './plan.ts';

/** One limit that does not let a call in. */
export interface Blocked {
  limited: Limited;
  kind: 'requests' | 'tokens' | 'concurrency';
  limit: number;
  used: number;
  /** Until there is room; null = nobody knows. */
  waitMs: number | null;
}

/** Where nobody knows how long a call under way will take. */
const ASK_AGAIN_MS = 1_000;

/** `rate_limit_exceeded` for the limit that will be in the way for longest. */
export function refusalOf(blocked: readonly Blocked[], now: Date): FareboxError {
  const worst = blocked.reduce((one, other) => ((other.waitMs ?? 0) > (one.waitMs ?? 0) ? other : one));
  const { limited, kind, limit, used, waitMs } = worst;
  const retryAfterMs = Math.ceil(waitMs ?? ASK_AGAIN_MS);
  const resetsAt = waitMs === null ? null : new Date(now.getTime() + retryAfterMs).toISOString();
  const { subject, model } = limited;
  const remaining = Math.max(0, limit - used);
  return quotaErrors.rate_limit_exceeded(
    { limit: { subject, ...(model && { model }), kind, limit, used, remaining, resetsAt }, retryAfterMs },
    sentence(worst, retryAfterMs),
  );
}

const kinds = {
  requests: 'requests within a minute',
  tokens: 'tokens within a minute',
  concurrency: 'calls at once',
};

function sentence({ limited, kind, limit, used }: Blocked, retryAfterMs: number): string {
  const who = limited.subject === 'key' ? 'This key' : 'Your account';
  const what = limited.subject === 'model' ? ` to ${limited.model}` : '';
  const when = kind === 'concurrency' ? 'when one has ended' : `in ${Math.ceil(retryAfterMs / 1000)} s`;
  return `Rate limit reached: ${who} is limited to ${limit} ${kinds[kind]}${what}; ${used} used. Try again ${when}.`;
}
