import pg from 'pg';
import type { Logger } from 'pino';

/** A confirmation is asked for at most this often, and only while somebody wants to know. */
const PING_MS = 200;
/** For how long a confirmation counts. Below one second: that is within which a revoked key must be refused. */
const TRUST_MS = 800;
/** A connection that has not answered for so long is given up. */
const DEAD_MS = 3_000;
const RETRY_MS = { first: 100, most: 5_000 };

export interface KeyChanges {
  /** One change, as the trigger tells it: `new`, `key:<id>` or `user:<id>`. */
  change(payload: string): void;
  /** Changes may have been missed: nothing that was known before is known any more. */
  gap(): void;
}

/**
 * Listens for changes of keys on a connection of its own. PostgreSQL delivers what was committed before a statement
 * no later than that statement's answer; so an answered ping proves that everything older has arrived, and a
 * connection that is stuck, stopped or cut off stops being believed by itself. Opens the connection again for ever.
 */
export class KeyListener {
  readonly #options: pg.ClientConfig;
  readonly #changes: KeyChanges;
  readonly #log: Logger;
  #client: pg.Client | null = null;
  #confirmedAt = Number.NEGATIVE_INFINITY;
  /** When the question was asked that is not answered yet; null = none is. */
  #askedAt: number | null = null;
  #pingedAt = Number.NEGATIVE_INFINITY;
  #pauseMs = RETRY_MS.first;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: pg.ClientConfig, changes: KeyChanges, log: Logger) {
    this.#options = { ...options, application_name: 'farebox keys' };
    this.#changes = changes;
    this.#log = log;
    this.#open();
  }

  /** True when every change up to less than a second ago has been told. */
  upToDate(): boolean {
    const now = performance.now();
    if (this.#client && this.#askedAt !== null && now - this.#askedAt > DEAD_MS) this.#lose(this.#client);
    if (this.#client && this.#askedAt === null && now - this.#pingedAt > PING_MS) this.#ping(this.#client, now);
    return now - this.#confirmedAt < TRUST_MS;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    if (this.#client) this.#lose(this.#client);
  }

  #open(): void {
    const opened = new pg.Client(this.#options);
    this.#client = opened;
    this.#askedAt = performance.now();
    opened.on('notification', ({ payload }) => this.#changes.change(payload ?? ''));
    opened.on('error', () => this.#lose(opened));
    opened.on('end', () => this.#lose(opened));
    opened
      .connect()
      .then(() => opened.query('listen farebox_keys'))
      .then(() => this.#begin(opened))
      .catch(() => this.#lose(opened));
  }

  /** What happened before this connection listened was told to nobody. */
  #begin(client: pg.Client): void {
    if (client !== this.#client) return;
    this.#changes.gap();
    this.#pauseMs = RETRY_MS.first;
    this.#confirm(client, performance.now());
  }

  #ping(client: pg.Client, now: number): void {
    this.#askedAt = now;
    this.#pingedAt = now;
    client.query('select 1').then(
      () => this.#confirm(client, now),
      () => this.#lose(client),
    );
  }

  #confirm(client: pg.Client, asOf: number): void {
    if (client !== this.#client) return;
    this.#askedAt = null;
    this.#confirmedAt = asOf;
  }

  #lose(client: pg.Client): void {
    if (client !== this.#client) return;
    this.#client = null;
    this.#askedAt = null;
    this.#confirmedAt = Number.NEGATIVE_INFINITY;
    this.#changes.gap();
    client.end().catch(() => undefined);
    if (!this.#closed) this.#openLater();
  }

  #openLater(): void {
    const pauseMs = this.#pauseMs * (0.5 + Math.random() / 2);
    this.#log.warn({ pauseMs }, 'not hearing of key changes: asking the database for every key until this is mended');
    this.#retry = setTimeout(() => this.#open(), pauseMs).unref();
    this.#pauseMs = Math.min(this.#pauseMs * 2, RETRY_MS.most);
  }
}
