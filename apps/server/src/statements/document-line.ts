import { statementErrors } from './errors.ts';

/** Documents made at once: each keeps a core busy. */
const AT_ONCE = 2;

/** Requests that may wait for their turn. */
const WAITING = 20;

/** Where documents wait to be made. */
export interface DocumentLine {
  /** Makes it when its turn comes. Throws `too_many_documents` (503) when too many wait already. */
  take<Document>(make: () => Promise<Document>): Promise<Document>;
}

/** Two documents at a time in this process, in the order in which they were asked for. */
export function createDocumentLine(): DocumentLine {
  let running = 0;
  const waiting: (() => void)[] = [];
  const turn = async (): Promise<void> => {
    if (running < AT_ONCE) {
      running += 1;
      return;
    }
    if (waiting.length >= WAITING) throw statementErrors.too_many_documents({ retryAfter: 5 });
    // Whoever finishes hands its place over, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return {
    async take(make) {
      await turn();
      try {
        return await make();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
