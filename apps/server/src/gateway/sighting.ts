import type { Json } from './json.ts';
import type { ReportedUsage } from './usage.ts';

/** What one event of an upstream's stream means for the relay. */
export type Sighting =
  /**
   * Goes to the client as it is; `text` = it carries output; `tool` = the upstream ran it; `partial` = the usage is that
   * of an answer which has only begun; `soFar` = what is used of an answer that is one thing, should nothing follow.
   */
  | { kind: 'pass'; text: boolean; usage?: ReportedUsage; partial?: true; tool?: string | null; soFar?: ReportedUsage }
  /** Only the usage; hidden from a client that did not ask for it. */
  | { kind: 'usage'; usage: ReportedUsage }
  /** The answer is complete. `instead` replaces the event's data; `answer` is all of it, where the event has it. */
  | { kind: 'end'; usage?: ReportedUsage | null; failed?: boolean; instead?: string; answer?: Json }
  /** The upstream's own error: the client gets ours. */
  | { kind: 'failure' };

/** The bytes of an answer that is not streamed. */
export interface RawAnswer {
  body: Buffer;
  contentType: string;
}

/** What an answer that is not streamed tells. */
export interface WholeAnswer {
  usage: ReportedUsage | null;
  /** `refused`: the upstream said why, and it concerns the client; `broken`: it could not answer. */
  state: 'complete' | 'refused' | 'broken';
  /** The output, to be counted when the usage is missing. */
  text(): string;
}
