/** What is to be brought to a shop. */
export interface Delivery {
  /** Names it in the log; the same for all copies and attempts. */
  id: string;
  /** A function is asked again for each attempt, like `headers`: some signatures stand in the address or the body. */
  url: string | (() => string);
  method: 'GET' | 'POST';
  headers: () => Record<string, string>;
  body: string | (() => string);
  /** Whether the answer ends the attempts; any 2xx when not given. */
  accepted?: (status: number, answer: string) => boolean;
}

/** What goes wrong on the way. All may be set while the courier runs; they hold for what is not under way yet. */
export interface Faults {
  /** Further copies of every delivery. Each has attempts of its own. */
  duplicates: number;
  /** How long every delivery waits before its first attempt. */
  delayMs: number;
  /** Deliveries overtake each other. */
  reorder: boolean;
  /** The share of attempts, 0 to 1, that never arrive. */
  dropRate: number;
  /** One digit of what is signed is changed on the way, the signature is not. */
  tamper: boolean;
  /** The same seed and the same order of sending give the same drops, order and changes. */
  seed: number;
}

export type Outcome = 'accepted' | 'refused' | 'unreachable' | 'dropped' | 'queue_full';

/** One try to bring one copy of a delivery. */
export interface Attempt {
  delivery: string;
  /** 0 is the original. */
  copy: number;
  /** 1 is the first. */
  attempt: number;
  /** Milliseconds since 1970. */
  at: number;
  outcome: Outcome;
  /** Of the shop's answer, null when there was none. */
  status: number | null;
  /** The beginning of the shop's answer, or why there was none. */
  answer: string;
  tampered: boolean;
}
