import { FareboxError } from '@farebox/kit';
import { ServerStopping } from '../admission.ts';
import { ClientGone } from '../upstream-refusal.ts';
import { CallTimeout } from '../watch.ts';

/**
 * Whose fault it is that a try failed:
 * `request` the client's own, which no other channel would mend; `key` is refused or its quota is used up;
 * `busy` the key has had its calls for now; `missing` the channel does not know the model; `channel` the rest;
 * `none` the client left, or this server stops.
 */
export type FaultKind = 'request' | 'key' | 'busy' | 'missing' | 'channel' | 'none';

export interface Fault {
  kind: FaultKind;
  /** What the upstream asked for, in milliseconds. */
  retryAfterMs: number | null;
}

const aboutTheKey =
  /quota|authentication|permission|billing|api_key|spend_limit|usage_limit|credit_balance|account|organization|project/;

/** `error` is what the try ended with, or why it was aborted. */
export function faultOf(error: unknown): Fault {
  const fault = (kind: FaultKind): Fault => ({ kind, retryAfterMs: retryAfterOf(error) });
  if (error instanceof ClientGone || error instanceof ServerStopping || isOwn(error)) return fault('none');
  // The call's whole time is up: that is nobody's turn any more, but it is the channel that used it.
  if (error instanceof CallTimeout || !(error instanceof FareboxError)) return fault('channel');
  const status = Number(error.details.upstreamStatus ?? 0);
  if ([401, 402, 403].includes(status)) return fault('key');
  if (error.status < 500) return fault('request');
  if (status < 500 && aboutTheKey.test(String(error.details.upstreamCode ?? ''))) return fault('key');
  if (status === 429) return fault('busy');
  return fault(status === 404 ? 'missing' : 'channel');
}

/** It is this server that has no room. */
function isOwn(error: unknown): boolean {
  return error instanceof FareboxError && error.code === 'overloaded';
}

function retryAfterOf(error: unknown): number | null {
  const seconds = error instanceof FareboxError ? error.details.upstreamRetryAfter : null;
  return typeof seconds === 'number' ? seconds * 1_000 : null;
}
