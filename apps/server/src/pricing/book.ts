import type { Clock } from '@farebox/kit';
import type pg from 'pg';
import type { Logger } from 'pino';
import { ChangeListener, type Db } from '../database/index.ts';
import type { Rate } from './cost.ts';
import { type Price, readPrice } from './price.ts';
import type { PriceSetting } from './schemas.ts';
import { type KeptVersion, listGroups, versionsFrom } from './store.ts';
import { type PriceVersion, readVersion, versionAt } from './version.ts';

/** A model as config.yaml prices it. */
export interface ConfiguredPrice {
  id: string;
  price?: PriceSetting | undefined;
  cost?: PriceSetting | undefined;
}

/** What one customer pays for a model now, and what the operator pays for it. */
export interface Sale extends Rate {
  /** Never for customers. */
  readonly cost: Price | null;
}

/** What is said of one model, now and for later. */
export interface Listing {
  model: string;
  /** Who says what counts now. */
  source: 'config' | 'database' | 'none';
  price: Price | null;
  cost: Price | null;
  /** Null with the configuration. */
  validFrom: Date | null;
  /** What comes next. */
  next: PriceVersion | null;
}

interface BookDeps {
  db: Db;
  pool: pg.Pool;
  clock: Clock;
  log: Logger;
}

type Said = Pick<PriceVersion, 'price' | 'cost'>;

export const DEFAULT_GROUP = 'default';
const PLAIN = 1_000_000n;
const nothing: Said = { price: null, cost: null };
const deaf = 'not hearing of price changes: asking the database for prices until this is mended';

/**
 * The prices of this server: the configuration's, and over them the database's from their moments on; all in memory,
 * kept true by the database's own word, so that a call costs no query. A change made anywhere counts here within a
 * second; while changes cannot be heard, the prices are asked for before they are used.
 */
export class PriceBook {
  readonly #deps: BookDeps;
  readonly #configured: ReadonlyMap<string, Said>;
  readonly #listener: ChangeListener;
  #versions = new Map<string, PriceVersion[]>();
  #known = new Map<string, PriceVersion>();
  #groups = new Map<string, bigint>();
  #asOf = new Date(0);
  /** Rises with everything that was heard: what was asked before is not the truth after. */
  #changes = 1;
  #read = 0;
  #reading: Promise<void> | null = null;
  #closed = false;

  private constructor(deps: BookDeps, configured: readonly ConfiguredPrice[]) {
    this.#deps = deps;
    this.#configured = new Map(configured.map((model) => [model.id, saidOf(model)]));
    const gap = () => {
      this.#changes += 1;
    };
    const change = () => {
      gap();
      if (!this.#closed) void this.#readAnew();
    };
    this.#listener = new ChangeListener(
      { connection: deps.pool.options, channel: 'farebox_prices', name: 'farebox prices', log: deps.log, deaf },
      { change, gap },
    );
  }

  /** Reads all prices. Rejects when the database cannot be asked. */
  static async open(deps: BookDeps, configured: readonly ConfiguredPrice[]): Promise<PriceBook> {
    const book = new PriceBook(deps, configured);
    try {
      await book.#load();
      const unsold = (await book.listings()).filter(({ source }) => source === 'none').map(({ model }) => model);
      if (unsold.length > 0)
        deps.log.warn({ models: unsold.slice(0, 20) }, 'these models have no price: calls are refused');
      return book;
    } catch (error) {
      book.close();
      throw error;
    }
  }

  /** What this group pays for the model from now on; null when the model has no price. */
  async sale(model: string, group: string): Promise<Sale | null> {
    await this.#beTrue();
    const { price, cost } = this.#now(model);
    return price && { price, cost, ...this.#multiplierOf(group) };
  }

  /** Everything that is said of prices, by the model's name. */
  async listings(): Promise<Listing[]> {
    await this.#beTrue();
    const models = [...new Set([...this.#configured.keys(), ...this.#versions.keys()])].sort();
    return models.map((model) => this.#listing(model));
  }

  /** Reads again at once: who changed a price here sees it in the next answer. */
  async catchUp(): Promise<void> {
    this.#changes += 1;
    await this.#readAnew();
  }

  close(): void {
    this.#closed = true;
    this.#listener.close();
  }

  #listing(model: string): Listing {
    const at = this.#at();
    const said = versionAt(this.#versions.get(model) ?? [], at);
    const next = this.#versions.get(model)?.findLast(({ validFrom }) => validFrom > at) ?? null;
    const now = this.#now(model);
    const source = said?.price ? 'database' : now.price ? 'config' : 'none';
    return { model, source, ...now, validFrom: said?.price ? said.validFrom : null, next };
  }

  #now(model: string): Said {
    const said = versionAt(this.#versions.get(model) ?? [], this.#at());
    return said?.price ? { price: said.price, cost: said.cost } : (this.#configured.get(model) ?? nothing);
  }

  /** A group that is not there (yet) pays what everybody pays. */
  #multiplierOf(group: string): Pick<Rate, 'group' | 'multiplier'> {
    const multiplier = this.#groups.get(group);
    if (multiplier !== undefined) return { group, multiplier };
    return { group: DEFAULT_GROUP, multiplier: this.#groups.get(DEFAULT_GROUP) ?? PLAIN };
  }

  /** What was in force before was not read: time does not go back here. */
  #at(): Date {
    const now = this.#deps.clock.now();
    return now > this.#asOf ? now : this.#asOf;
  }

  async #beTrue(): Promise<void> {
    const heard = this.#listener.upToDate() || (await this.#listener.confirmed());
    if (!heard || this.#read !== this.#changes) await this.#readAnew();
  }

  /** A database that cannot be asked is no reason to forget the prices: without it no call is sold anyway. */
  async #readAnew(): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'prices could not be read; the last ones known count');
    }
  }

  /** Callers share a reading; it ends when nothing has changed since it began. */
  #load(): Promise<void> {
    this.#reading ??= this.#loadUntilTrue().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #loadUntilTrue(): Promise<void> {
    do {
      const before = this.#changes;
      const at = this.#deps.clock.now();
      const [rows, groups] = [await versionsFrom(this.#deps.db, at), await listGroups(this.#deps.db)];
      this.#keep(rows);
      this.#groups = new Map(groups.map(({ id, multiplier }) => [id, multiplier]));
      this.#asOf = at;
      this.#read = before;
    } while (this.#read !== this.#changes && !this.#closed);
  }

  #keep(rows: KeptVersion[]): void {
    const read = rows.flatMap((row) => this.#known.get(row.id) ?? this.#readRow(row));
    this.#known = new Map(read.map((version) => [version.id, version]));
    const versions = new Map<string, PriceVersion[]>();
    for (const version of read) versions.set(version.model, [...(versions.get(version.model) ?? []), version]);
    this.#versions = versions;
  }

  /** A row that cannot be read was written past us. It is left out, loudly. */
  #readRow(row: KeptVersion): PriceVersion[] {
    try {
      return [readVersion(row)];
    } catch (error) {
      this.#deps.log.error({ err: error, model: row.model, id: row.id }, 'a price in the database cannot be read');
      return [];
    }
  }
}

function saidOf({ price, cost }: ConfiguredPrice): Said {
  return { price: price ? readPrice(price) : null, cost: cost ? readPrice(cost) : null };
}
