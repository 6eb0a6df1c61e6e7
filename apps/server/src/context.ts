import type { Clock } from '@farebox/kit';
import type { Ledger } from '@farebox/ledger';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Db } from './database/index.ts';
import type { Metrics } from './metrics.ts';
import type { Work } from './work.ts';

/** What every domain works with, made once at start and passed on explicitly. */
export interface Deps {
  config: Config;
  /** As `service_role`, search path `farebox`. */
  pool: pg.Pool;
  /** The same pool, with the tables' types. */
  db: Db;
  ledger: Ledger;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  work: Work;
}
