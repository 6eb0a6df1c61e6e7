export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A whole number from `from` to `to`, both included. */
export function between(from: number, to: number): number {
  return from + Math.floor(Math.random() * (to - from + 1));
}

export function chance(share: number): boolean {
  return Math.random() < share;
}

export function oneOf<T>(all: readonly T[]): T {
  return all[between(0, all.length - 1)] as T;
}

/** Asks until there is an answer other than null; null when there is none in time. */
export async function until<T>(withinMs: number, ask: () => Promise<T | null>): Promise<T | null> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer !== null || performance.now() > deadline) return answer;
    await pause(50);
  }
}
