import { createHash } from 'node:crypto';
import { type Json, objects, textOr } from './json.ts';

/** Enough of a message to tell conversations apart, so that long ones cost nothing. */
const MESSAGE_CHARS = 2_000;
const MOST_MESSAGES = 4;

/**
 * What the calls of one conversation have in common: the client's own cache key where it has one, else how it began,
 * up to the first thing the user said; hashed, so that it is short and tells nothing.
 */
export function affinityOf(cacheKey: unknown, messages: readonly Json[]): string {
  const named = typeof cacheKey === 'string' && cacheKey !== '' ? `key ${cacheKey}` : null;
  return createHash('sha256')
    .update(named ?? `start ${beginningOf(messages)}`)
    .digest('base64url')
    .slice(0, 22);
}

function beginningOf(messages: readonly Json[]): string {
  const firstOfUser = messages.findIndex(({ role }) => role === 'user');
  const count = Math.min(firstOfUser < 0 ? MOST_MESSAGES : firstOfUser + 1, MOST_MESSAGES);
  return JSON.stringify(messages.slice(0, count).map((message) => [message.role, textOf(message.content)]));
}

function textOf(content: unknown): string {
  const parts = objects(content).map(({ text }) => textOr(text, ''));
  return (typeof content === 'string' ? content : parts.join(' ')).slice(0, MESSAGE_CHARS);
}
