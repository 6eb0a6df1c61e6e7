import type { Model } from '../catalog.ts';
import { gatewayErrors } from '../errors.ts';
import type { RequestBody } from '../request-body.ts';

const VERSION = '2023-06-01';

const version = /^\d{4}-\d{2}-\d{2}$/;
const beta = /^[\w.-]{1,64}$/;
const MOST_BETAS = 50;

/** Above this, Anthropic's older models take a beta and a dearer price. */
const ORDINARY_WINDOW = 200_000;

/**
 * Betas that are left out: what they bring is refused anyway, because it costs what the usage does not tell, or leads
 * into the operator's account.
 */
const leftOut = /^(advisor-tool|compact|fallback-credit|files-api|message-threads|server-side-fallback|user-profiles)-/;

/**
 * Of the client's headers what goes upstream: the version of the API, and its betas. A beta that is not for here is
 * left out, because clients name many that they may not need. Throws `invalid_request` (400) for what is no such header.
 */
export function clientHeaders({ header }: Pick<RequestBody, 'header'>, model: Model): Record<string, string> {
  const asked = header('anthropic-version') ?? VERSION;
  if (!version.test(asked)) refuse('anthropic-version', 'anthropic-version must be a date such as 2023-06-01.');
  const betas = betasIn(header('anthropic-beta')).filter((name) => isPassed(name, model));
  return { 'anthropic-version': asked, ...(betas.length > 0 && { 'anthropic-beta': betas.join(',') }) };
}

function betasIn(header = ''): string[] {
  const names = [...new Set(header.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length > MOST_BETAS || !names.every((name) => beta.test(name))) {
    refuse('anthropic-beta', `anthropic-beta must be a list of at most ${MOST_BETAS} names.`);
  }
  return names;
}

function isPassed(name: string, { contextTokens }: Model): boolean {
  if (name.startsWith('context-1m-')) return contextTokens !== null && contextTokens > ORDINARY_WINDOW;
  return !leftOut.test(name);
}

function refuse(param: string, message: string): never {
  throw gatewayErrors.invalid_request({ param }, message);
}

/** What a call of ours has, which no client made. */
export const ownHeaders: Readonly<Record<string, string>> = { 'anthropic-version': VERSION };
