import { usageErrors } from './errors.ts';

/** A place among the few that may run at once. */
export interface Slots {
  /** Takes a place and answers how to give it back (once). Throws `too_many_exports` (503). */
  take(accountId: string): () => void;
}

/** At most `count` at once, and one for each account, in this process. */
export function createSlots(count: number): Slots {
  const taken = new Set<string>();
  return {
    take(accountId) {
      if (taken.has(accountId) || taken.size >= count) throw usageErrors.too_many_exports({ retryAfter: 5 });
      taken.add(accountId);
      return () => {
        taken.delete(accountId);
      };
    },
  };
}
