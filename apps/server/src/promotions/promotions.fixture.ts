import { type Clock, connect, newId } from '@farebox/kit';
import { setClock } from '@farebox/ledger';
import type pg from 'pg';

interface Server {
  app: { request(path: string, init?: RequestInit): Response | Promise<Response> };
  databaseUrl: string;
}

/** A clock that a test moves on. */
export interface MovingClock extends Clock {
  moveOn(ms: number): void;
}

export function movingClock(): MovingClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    moveOn(ms) {
      ahead += ms;
    },
  };
}

export const DAY_MS = 86_400_000;

/** What a test does past the API: as the database's owner. */
export interface Owner {
  rows<Row = Record<string, unknown>>(query: string, values?: unknown[]): Promise<Row[]>;
  /** People with an account and no credits, as many as asked for. */
  people(count: number): Promise<string[]>;
  setLedgerClock(at: Date | null): Promise<void>;
  pool: pg.Pool;
  end(): Promise<void>;
}

export function ownerOf({ databaseUrl }: Server): Owner {
  const pool = connect({ url: databaseUrl, max: 3 });
  return {
    pool,
    rows: async (query, values = []) => (await pool.query(query, values)).rows,
    async people(count) {
      const { rows } = await pool.query<{ id: string }>(
        `insert into farebox.users (name, email) select 'Ada', $1 || n || '@example.com' from generate_series(1, $2) n
         returning id`,
        [newId(), count],
      );
      return rows.map(({ id }) => id);
    },
    setLedgerClock: (at) => setClock(pool, at),
    end: () => pool.end(),
  };
}

export interface MadeBatch {
  batch: { id: string; [field: string]: unknown };
  codes: string[];
}

export interface MadeDiscount {
  id: string;
  code: string;
}

/** A batch as an admin makes it: one code of ten credits unless said otherwise. */
export function makeBatch(server: Server, cookie: string, wanted: object = {}): Promise<MadeBatch> {
  return made(server, cookie, '/api/admin/redemption-codes', { name: 'A batch', count: 1, credits: '10', ...wanted });
}

/** A discount as an admin makes it: ten percent off anything unless said otherwise. */
export function makeDiscount(server: Server, cookie: string, wanted: object = {}): Promise<MadeDiscount> {
  const code = `T-${newId().slice(-12).toUpperCase()}`;
  const terms = 'kind' in wanted ? wanted : { kind: 'percent', percent: '10', ...wanted };
  return made(server, cookie, '/api/admin/discounts', { code, ...terms });
}

async function made<Made>({ app }: Server, cookie: string, path: string, wanted: object): Promise<Made> {
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const answer = await app.request(path, { method: 'POST', headers, body: JSON.stringify(wanted) });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Made;
}

/** How an answer of many ended, and how many did: `{"ok": 1, "code_used": 49}`. */
export async function tally(tries: Promise<unknown>[]): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  for (const settled of await Promise.allSettled(tries)) {
    const end = settled.status === 'fulfilled' ? 'ok' : (settled.reason as { code: string }).code;
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}
