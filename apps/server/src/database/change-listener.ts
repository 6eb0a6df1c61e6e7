import pg from 'pg';
import type { Logger } from 'pino';

/** A confirmation is asked for at most this often, and only while somebody wants to know. */
const PING_MS = 200;
/** For how long a confirmation counts. Below one second: that is within which a change must be seen. */
const TRUST_MS = 800;
/** A connection that has not answered for so long is given up. */
const DEAD_MS = 3_000;
const RETRY_MS = { first: 100, most: 5_000 };

export interface Changes {
  /** One change, as the trigger tells it. */
  change(payload: string): void;
  /** Changes may have been missed: nothing that was known before is known any more. */
  gap(): void;
}

export interface ListenOptions {
  /** The connection's settings, as a pool has them. */
  connection: pg.ClientConfig;
  channel: string;
  /** Its name among the server's connections. */
  name: string;
  log: Logger;
  /** What is logged when nothing is heard: what that means for callers. */
  deaf: string;
}

/**
 * Listens for changes on a connection of its own. PostgreSQL delivers what was committed before a statement no later
 * than that statement's answer; so an answered ping proves that everything older has arrived, and a connection that is
 * stuck, stopped or cut off stops being believed by itself. Opens the connection again for ever.
 */
export class ChangeListener {
  readonly #options: ListenOptions;
  readonly #changes: Changes;
  #client: pg.Client | null = null;
  #confirmedAt = Number.NEGATIVE_INFINITY;
  /** When the question was asked that is not answered yet; null = none is. */
  #askedAt: number | null = null;
  /** Resolves when it is answered, or will not be. */
  #answer: Promise<void> = Promise.resolve();
  #pingedAt = Number.NEGATIVE_INFINITY;
  #pauseMs = RETRY_MS.first;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ListenOptions, changes: Changes) {
    this.#options = options;
    this.#changes = changes;
    this.#open();
  }

  /** True when every change up to less than a second ago has been told. */
  upToDate(): boolean {
    const now = performance.now();
    if (this.#client && this.#askedAt !== null && now - this.#askedAt > DEAD_MS) this.#lose(this.#client);
    if (this.#client && this.#askedAt === null && now - this.#pingedAt > PING_MS) this.#ping(this.#client, now);
    return now - this.#confirmedAt < TRUST_MS;
  }

  /** Waits for a confirmation if need be, as long as one counts; false = nothing can be heard now. */
  async confirmed(): Promise<boolean> {
    if (this.upToDate()) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, TRUST_MS);
    });
    await Promise.race([this.#answer, late]).finally(() => clearTimeout(timer));
    return this.upToDate();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    if (this.#client) this.#lose(this.#client);
  }

  #open(): void {
    const { connection, channel, name } = this.#options;
    const opened = new pg.Client({ ...connection, application_name: name });
    this.#client = opened;
    this.#askedAt = performance.now();
    opened.on('notification', ({ payload }) => this.#changes.change(payload ?? ''));
    opened.on('error', () => this.#lose(opened));
    opened.on('end', () => this.#lose(opened));
    this.#answer = opened
      .connect()
      .then(() => opened.query(`listen ${pg.escapeIdentifier(channel)}`))
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
    this.#answer = client.query('select 1').then(
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
    const { log, deaf } = this.#options;
    log.warn({ pauseMs }, deaf);
    this.#retry = setTimeout(() => this.#open(), pauseMs).unref();
    this.#pauseMs = Math.min(this.#pauseMs * 2, RETRY_MS.most);
  }
}
