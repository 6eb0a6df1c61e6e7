import type { Ledger } from './ledger.ts';

const AT_ONCE = 200;

/**
 * Sweeps every `everyMs`, in turns of at most 200 accounts, until stopped. Several processes may: each skips the
 * accounts another works on. A failure is told to `onError` and the next turn tries again.
 */
export function startSweeper(
  ledger: Ledger,
  everyMs: number,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let stopped = false;
  let running: Promise<void> | null = null;

  async function turn(): Promise<void> {
    try {
      while (!stopped && (await ledger.sweep(AT_ONCE)) === AT_ONCE);
    } catch (error) {
      onError(error);
    }
  }

  const timer = setInterval(() => {
    running ??= turn().finally(() => {
      running = null;
    });
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
