/** One unit of work: a hold, and a capture of part of it. */
export interface Pair {
  accountId: string;
  held: bigint;
  captured: bigint;
}

export interface Rival {
  name: string;
  pair(pair: Pair): Promise<void>;
  close(): Promise<void>;
}

export const KEY = '00000000-0000-7000-8000-00000000beef';
