import type { MeteredCall } from '../call.ts';
import type { Attempt } from './attempt.ts';

/**
 * Has a call answered by the first channel and key that can. `ask` is given one try after another, until one of them
 * gives what it must before anything is promised to the client. Throws what the client is to be told: why the last one
 * failed, or `upstream_unavailable` when nobody else is left. The call's hold stays as it is all the while.
 */
export async function inTurn<T>(call: MeteredCall, ask: (attempt: Attempt) => Promise<T>): Promise<T> {
  for (;;) {
    const attempt = call.nextTry();
    try {
      const answer = await ask(attempt);
      call.turns.keep(attempt);
      return answer;
    } catch (error) {
      const reason = attempt.reasonOf(error);
      const fault = attempt.failed(error);
      if (!call.turns.mayGoOn(fault, attempt)) throw reason;
      call.noteRetry(reason);
    }
  }
}
