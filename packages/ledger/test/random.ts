/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): { below(limit: number): number; shuffle<T>(things: T[]): T[] } {
  let state = seed;
  function below(limit: number): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
  return {
    below,
    shuffle: (things) =>
      things
        .map((thing) => ({ thing, at: below(1 << 30) }))
        .sort((one, other) => one.at - other.at)
        .map(({ thing }) => thing),
  };
}
