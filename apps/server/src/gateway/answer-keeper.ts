import type { Attempt } from './channels/attempt.ts';
import type { Json } from './json.ts';
import type { StreamReader } from './stream-reader.ts';

/** Keeps the answer of one call beyond the call. */
export interface AnswerKeeper {
  /** True once the answer is made on without the call: whoever sees its end settles it, not the call. */
  readonly outlives: boolean;
  /**
   * An answer that is not streamed is here; it goes to the client afterwards. Throws `overloaded` (503) for one that would
   * outlive its call and cannot be kept: nobody would settle it.
   */
  keep(attempt: Attempt, answer: Json): Promise<void>;
  /** A piece of a stream was read, and goes to the client afterwards. Throws as `keep` does. */
  look(attempt: Attempt, reader: StreamReader): Promise<void>;
}
