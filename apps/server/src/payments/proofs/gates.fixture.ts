import pg from 'pg';

/** What a test locks so that a server stands still before it. */
export interface Lock {
  query: string;
  values?: unknown[];
}

/** A connection that holds a lock, or waits for one. */
interface Gate {
  pid: number;
  held: Promise<unknown>;
  open(): Promise<void>;
}

/** Something that stands still before a lock. */
export interface StandStill {
  /** The connection that holds the way shut. */
  pid(): number;
  /** Lets it go on to another lock. That is asked for before the first is given up, so that nothing slips through. */
  goOn(lock: Lock): Promise<void>;
  open(): Promise<void>;
}

const WITHIN_MS = 15_000;

export const lockOf = {
  order: (id: string): Lock => ({
    query: 'select from farebox.orders where id = $1 for no key update',
    values: [id],
  }),
  account: (id: string): Lock => ({
    query: 'select from ledger.account where id = $1 for no key update',
    values: [id],
  }),
  /** Callbacks that name it, by a text that stands in their bytes. */
  inbox: (text: string): Lock => ({
    query: `select from farebox.provider_events where position(convert_to($1, 'UTF8') in raw) > 0 for no key update`,
    values: [text],
  }),
  step: (orderId: string): Lock => ({
    query: 'select from farebox.clawbacks where order_id = $1 for no key update',
    values: [orderId],
  }),
  /** No order is written for the person. */
  ordersOf: (userId: string): Lock => ({
    query: `select pg_advisory_xact_lock(hashtextextended('farebox.orders:' || $1, 0))`,
    values: [userId],
  }),
  /** Nobody writes into it; whoever is not to stand still must be through. */
  table: (name: string): Lock => ({ query: `lock table ${name} in share mode` }),
};

/**
 * Lets something happen and holds it up at one lock after the other, until it stands still at the last one; at the same
 * row twice, too.
 */
export async function standStill(url: string, locks: readonly Lock[], act: () => unknown): Promise<StandStill> {
  const [first, ...others] = locks as [Lock, ...Lock[]];
  let gate = await shut(url, first);
  await gate.held;
  await act();
  await whenWaitedFor(url, gate);
  const stood: StandStill = {
    pid: () => gate.pid,
    open: () => gate.open(),
    async goOn(lock) {
      const next = await shut(url, lock);
      await heldOrWaiting(url, next);
      await gate.open();
      await next.held;
      await whenWaitedFor(url, next);
      gate = next;
    },
  };
  for (const lock of others) await stood.goOn(lock);
  return stood;
}

/** Ends what a dead process has left waiting, without letting it pass; who stood behind it comes next. */
export async function dropWaiting(url: string, stood: readonly StandStill[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = `select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pg_blocking_pids(pid) && $1::int[]`;
  const gates = stood.map(({ pid }) => pid());
  while ((await client.query(query, [gates])).rowCount);
  await client.end();
}

async function shut(url: string, { query, values }: Lock): Promise<Gate> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await client.query('begin');
  const held = client.query(query, values);
  return { pid: rows[0]?.pid ?? 0, held, open: () => client.end() };
}

function whenWaitedFor(url: string, { pid }: Gate): Promise<void> {
  return when(url, 'select from pg_stat_activity where $1 = any (pg_blocking_pids(pid)) limit 1', pid);
}

/** It has the lock, or stands in the row of those who want it. */
async function heldOrWaiting(url: string, { pid, held }: Gate): Promise<void> {
  let has = false;
  held.then(
    () => {
      has = true;
    },
    () => undefined,
  );
  const waits = `select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`;
  await when(url, waits, pid, () => has);
}

async function when(url: string, query: string, pid: number, already = () => false): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const deadline = Date.now() + WITHIN_MS; Date.now() < deadline; ) {
      if (already() || (await client.query(query, [pid])).rowCount) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    await client.end();
  }
  throw new Error('nobody came to the gate');
}
