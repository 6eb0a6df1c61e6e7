/** How fast something may be called; null = as fast as can be. */
export interface Rates {
  /** Requests within a minute. */
  rpm: number | null;
  /** Tokens within a minute, input and output together. */
  tpm: number | null;
  /** Calls under way at once. */
  concurrency: number | null;
}

/** What a person has of their own: a rate that is missing is the configuration's, 0 is none. */
export interface OwnRates extends Partial<Record<keyof Rates, number>> {
  /** By model. */
  models?: Readonly<Record<string, Partial<Record<keyof Rates, number>>>>;
}
