import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Tables } from '../tables.gen.ts';

export type { Tables };

/** Queries with the tables' types: the pool's, or a transaction's. */
export type Db = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;
