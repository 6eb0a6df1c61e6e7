import { type ConnectOptions, clientConfig } from '@farebox/kit';
import pg from 'pg';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** A connection that says nothing for so long is taken for lost: a network may swallow packets without a word. */
const SILENCE_MS = 60_000;

/** One connection that is made again when it broke. */
export interface Link {
  /** The connection; tries until there is one, or until `wanted` says after a failure that nobody waits any more. */
  get(wanted: () => boolean): Promise<pg.Client | null>;
  /** This connection is not to be used again. */
  drop(client: pg.Client): void;
  readonly current: pg.Client | null;
  close(): Promise<void>;
}

export function createLink(options: ConnectOptions): Link {
  let current: pg.Client | null = null;
  let connecting: Promise<pg.Client | null> | null = null;

  function forget(lost: pg.Client): void {
    if (current === lost) current = null;
  }

  async function connect(wanted: () => boolean): Promise<pg.Client | null> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      current = await open(options, forget);
      if (current) return current;
      await new Promise((resume) => setTimeout(resume, pause));
      if (!wanted()) return null;
    }
  }

  return {
    get current() {
      return current;
    },
    get: async (wanted) => {
      if (current) return current;
      connecting ??= connect(wanted).finally(() => {
        connecting = null;
      });
      return connecting;
    },
    drop: (client) => {
      forget(client);
      client.end().catch(() => undefined);
    },
    close: async () => {
      await current?.end();
      current = null;
    },
  };
}

async function open(options: ConnectOptions, onEnd: (client: pg.Client) => void): Promise<pg.Client | null> {
  const client = new pg.Client({ ...clientConfig(options), query_timeout: SILENCE_MS });
  client.on('error', () => onEnd(client));
  client.on('end', () => onEnd(client));
  try {
    await client.connect();
    return client;
  } catch {
    client.end().catch(() => undefined);
    return null;
  }
}
