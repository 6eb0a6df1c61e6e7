/** Where a caller reads the time, so that a test can move it. The ledger's own time is the database's. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
