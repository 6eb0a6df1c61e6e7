import type { Courier, Delivery } from '@farebox/simulator';

/** A callback that was not brought yet. */
export interface KeptCallback {
  delivery: Delivery;
  /** Brings it to a server, as often as one likes; whether it was accepted. */
  bring(ask: Ask, method?: 'GET' | 'POST'): Promise<boolean>;
}

/** Asks a server, over HTTP or by its app. */
export type Ask = (path: string, init: RequestInit) => Response | Promise<Response>;

/** A courier that brings nothing by itself: the test does, where, when and in which order it likes. */
export interface KeptCallbacks extends Courier {
  readonly kept: KeptCallback[];
  /** What came since the last time. */
  take(): KeptCallback[];
}

export function keptCallbacks(): KeptCallbacks {
  const kept: KeptCallback[] = [];
  let taken = 0;
  const nothing = async () => undefined;
  return {
    ...{ kept, faults: { duplicates: 0, delayMs: 0, reorder: false, dropRate: 0, tamper: false, seed: 1 }, log: [] },
    ...{ hold: () => undefined, release: () => undefined, flush: nothing, close: nothing },
    send: (delivery) => kept.push({ delivery, bring: (ask, method) => bring(delivery, ask, method) }),
    take() {
      const since = kept.slice(taken);
      taken = kept.length;
      return since;
    },
  };
}

const fresh = (value: string | (() => string)) => (typeof value === 'string' ? value : value());

/** `method`: what is signed in a query may come as a form, and the other way round. */
async function bring(delivery: Delivery, ask: Ask, method = delivery.method): Promise<boolean> {
  const { pathname, search } = new URL(fresh(delivery.url));
  const content = delivery.method === 'POST' ? fresh(delivery.body) : search.slice(1);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const headers = { ...delivery.headers(), ...(method !== delivery.method && method === 'POST' ? form : {}) };
  const query = method === 'GET' ? `?${content}` : '';
  const answer = await ask(`${pathname}${query}`, {
    ...{ method, headers, redirect: 'manual' },
    ...(method === 'POST' && { body: content }),
  });
  const text = await answer.text();
  return delivery.accepted?.(answer.status, text) ?? answer.ok;
}
