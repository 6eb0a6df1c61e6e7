import { FareboxError, parseCredits } from '@farebox/kit';
import type { Ask } from './ask.ts';
import { type CallRequest, MeteredCall } from './call.ts';
import { boundOf } from './charge.ts';

/** A shorter answer is of no use to anybody; OpenAI takes no lower limit for a response either. */
const SHORTEST_TOKENS = 16;

/** Other calls spend meanwhile: what was affordable when it was told may be too much when it is held. */
const TRIES = 3;

/**
 * Opens a call whose client rather has a shorter answer than none (`x-farebox-clamp: true`): where the balance, or a spend
 * limit, covers less than its output limit, the limit is lowered to what they cover. The lowered limit is held for and
 * sent upstream. Throws what `MeteredCall.open` does, when not even the shortest answer is covered, or the endpoint
 * has no limit to lower.
 */
export async function openClamped(request: CallRequest): Promise<MeteredCall> {
  let { ask } = request;
  for (let tries = 1; ; tries += 1) {
    try {
      return await MeteredCall.open({ ...request, ask });
    } catch (error) {
      const lower = tries < TRIES ? lowered(ask, creditsLeft(error)) : null;
      if (!lower) throw error;
      ask = lower;
    }
  }
}

/** Micro-credits that a refusal says are there; null for any other error. */
function creditsLeft(error: unknown): bigint | null {
  if (!(error instanceof FareboxError)) return null;
  const { available, remaining } = error.details;
  if (error.code === 'insufficient_credits') return parseCredits(String(available));
  return error.code === 'budget_exceeded' ? parseCredits(String(remaining)) : null;
}

/** The same request with the highest output limit that so much covers; null when there is none. */
function lowered({ outputLimit }: Ask, credits: bigint | null): Ask | null {
  if (!outputLimit || credits === null) return null;
  const covered = (tokens: number) => boundOf(outputLimit.lowered(tokens)) <= credits;
  let [fits, tooMuch] = [0, outputLimit.tokens];
  while (tooMuch - fits > 1) {
    const between = Math.floor((fits + tooMuch) / 2);
    if (covered(between)) fits = between;
    else tooMuch = between;
  }
  return fits >= Math.min(SHORTEST_TOKENS, outputLimit.tokens)
    ? { ...outputLimit.lowered(fits), clampedTo: fits }
    : null;
}
