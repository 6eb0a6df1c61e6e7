import { setTimeout as pause } from 'node:timers/promises';
import type { Supervised } from './supervisor.ts';

/** Between attempts to start a server that can't start now (a full disk, no memory). */
const RETRY_MS = 1_000;

/** Starts a server again whenever it ends by itself, for as long as it takes; each time `tell` hears why. */
export function keepAlive(first: Supervised, launch: () => Promise<Supervised>, tell: (reason: string) => void) {
  let server = first;
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;

  async function relaunch(): Promise<void> {
    while (!isStopping()) {
      try {
        server = await launch();
        return;
      } catch (error) {
        tell((error as Error).message);
        await pause(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  async function guard(): Promise<void> {
    while (!isStopping()) {
      await server.exited;
      if (isStopping()) return;
      tell(lastComplaint(server.said()));
      await relaunch();
    }
  }

  const guarded = guard();
  return {
    /** Ends the server that runs, and the one that may just be starting. */
    async stop(graceMs: number): Promise<void> {
      stopping.abort();
      await server.stop(graceMs);
      await guarded;
      await server.stop(graceMs);
    },
  };
}

/** The last line that tells why; the log's prefix (time and process) is cut off. */
export function lastComplaint(log: string): string {
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|ERROR|error/.test(line));
  return (lines.at(-1) ?? 'it ended without a word').replace(/^.*?(?:FATAL|PANIC|ERROR):\s*/, '').trim();
}
