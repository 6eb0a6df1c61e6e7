import type { Context } from 'hono';
import type { Env } from '../http/router.ts';
import { isListed, type KeyHolder } from '../identity/index.ts';
import { type Pass, rateHeaders } from '../quotas/index.ts';
import type { Ask } from './ask.ts';
import { gatewayErrors } from './errors.ts';
import type { Gateway } from './gateway.ts';

/** Throws `address_not_allowed` (403) when the key may not be used from where this comes. */
export function assertAddress(c: Context<Env>, { limits }: KeyHolder): void {
  if (!limits?.addresses) return;
  const address = c.get('address');
  if (isListed(limits.addresses, address)) return;
  const from = address ?? 'an unknown address';
  throw gatewayErrors.address_not_allowed({ address }, `This key may not be used from ${from}.`);
}

/** A model that the key may not call is not there for it. */
export function mayCall({ limits }: KeyHolder, model: string): boolean {
  return !limits?.models || limits.models.has(model);
}

/**
 * Counts the call against the limits of its key, person and model: its input as estimated and its output as limited, until
 * it is settled with what it used. Throws `rate_limit_exceeded` (429); null when nothing limits it.
 */
export function enterQuota(c: Context<Env>, gateway: Gateway, holder: KeyHolder, ask: Ask): Pass | null {
  const { bounds, model } = ask;
  const { quotas } = gateway.quota;
  try {
    return quotas.enter(holder, model.id, bounds.input + bounds.output);
  } finally {
    tellStanding(c, gateway, holder, model.id);
  }
}

/** The `x-ratelimit-*` headers of whoever is limited. */
export function tellStanding(c: Context<Env>, { quota }: Gateway, holder: KeyHolder, model: string | null): void {
  const standing = quota.quotas.standing(holder, model);
  if (standing) for (const [name, value] of rateHeaders(standing)) c.header(name, value);
}
