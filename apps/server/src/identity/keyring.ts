import type { Deps } from '../context.ts';
import { ChangeListener } from '../database/index.ts';
import { KeyCache, type KeyHolder } from './key-cache.ts';
import { hashKey, isKey } from './key-format.ts';
import { holderOf } from './key-holder.ts';
import { findHolder } from './key-store.ts';
import { createKeyUses } from './key-uses.ts';

export interface Keyring {
  /**
   * Who presents this key; null when it is malformed, unknown, expired, revoked, or its owner is disabled.
   * `beforeAsking` is called when the database must be asked, and what it throws is thrown.
   */
  find(presentedKey: string, beforeAsking?: () => void): Promise<KeyHolder | null>;
  /** Writes the last uses that are still waiting and hangs up. */
  close(): Promise<void>;
}

const deaf = 'not hearing of key changes: asking the database for every key until this is mended';

/**
 * The keys of this server: in memory, kept true by the database's own word. A known key costs no query. A key
 * revoked anywhere is refused here within a second; when changes can't be heard, the memory is not used at all and
 * every key is asked for.
 */
export function createKeyring({ pool, db, clock, log }: Pick<Deps, 'pool' | 'db' | 'clock' | 'log'>): Keyring {
  const cache = new KeyCache();
  const uses = createKeyUses(db, clock, log);
  const asked = new Map<string, Promise<KeyHolder | null>>();
  const listener = new ChangeListener(
    { connection: pool.options, channel: 'farebox_keys', name: 'farebox keys', log, deaf },
    { gap: () => cache.clear(), change: forget },
  );

  function forget(payload: string): void {
    const [what, id = ''] = payload.split(':');
    if (what === 'key') cache.forgetKey(id);
    else if (what === 'user') cache.forgetUser(id);
    else cache.forgetStrangers();
  }

  /** Callers of one key share a query. The answer is kept only if nothing changed while it was on its way. */
  function ask(hash: Buffer, name: string): Promise<KeyHolder | null> {
    const running = asked.get(name);
    if (running) return running;
    const before = cache.changes;
    const answer = findHolder(db, hash)
      .then((row) => {
        const holder = row && holderOf(row);
        const stillTrue = listener.upToDate() && cache.changes === before;
        if (stillTrue && holder) cache.put(name, holder);
        else if (stillTrue) cache.putStranger(name);
        return holder;
      })
      .finally(() => asked.delete(name));
    asked.set(name, answer);
    return answer;
  }

  return {
    async find(presentedKey, beforeAsking) {
      if (!isKey(presentedKey)) return null;
      const hash = hashKey(presentedKey);
      const name = hash.toString('base64');
      const known = listener.upToDate() ? cache.get(name) : undefined;
      if (known === undefined) beforeAsking?.();
      const holder = known === undefined ? await ask(hash, name) : known;
      if (!holder || (holder.expiresAt && holder.expiresAt <= clock.now())) return null;
      uses.note(holder.keyId);
      return holder;
    },
    async close() {
      listener.close();
      await uses.close();
    },
  };
}
