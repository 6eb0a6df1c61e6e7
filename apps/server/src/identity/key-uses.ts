import type { Clock } from '@farebox/kit';
import type { Logger } from 'pino';
import type { Db } from '../database/index.ts';
import { writeLastUsed } from './key-store.ts';

/** A key's last use is written at most this often: precise enough for people, cheap enough for every request. */
const PER_KEY_MS = 60_000;
const FLUSH_MS = 5_000;
/** Keys remembered as written lately; one forgotten too early is only written once more. */
const MAX_REMEMBERED = 50_000;

export interface KeyUses {
  note(keyId: string): void;
  /** Writes what is still waiting. */
  close(): Promise<void>;
}

/** Keeps `last_used_at` in batches, off the path of the requests. What a crash loses is a minute of that column. */
export function createKeyUses(db: Db, clock: Clock, log: Logger): KeyUses {
  const notedAt = new Map<string, number>();
  let waiting = new Map<string, Date>();
  let timer: NodeJS.Timeout | undefined;
  let written: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    timer = undefined;
    const batch = waiting;
    waiting = new Map();
    if (batch.size > 0) {
      const write = () => writeLastUsed(db, batch);
      written = written.then(write).catch((error) => log.warn({ err: error }, 'last use of keys not written'));
    }
    return written;
  }

  return {
    note(keyId) {
      const now = clock.now().getTime();
      if (now - (notedAt.get(keyId) ?? Number.NEGATIVE_INFINITY) < PER_KEY_MS) return;
      notedAt.delete(keyId);
      if (notedAt.size >= MAX_REMEMBERED) notedAt.delete(notedAt.keys().next().value as string);
      notedAt.set(keyId, now);
      waiting.set(keyId, new Date(now));
      timer ??= setTimeout(flush, FLUSH_MS).unref();
    },
    close() {
      clearTimeout(timer);
      return flush();
    },
  };
}
