export { ChangeListener } from './change-listener.ts';
export { connectServer, SEARCH_PATH, SERVER_ROLE, typed } from './connect.ts';
export { DatabaseError } from './errors.ts';
export { migrate } from './migrate.ts';
export { migrationsFolder, readMigrations } from './migration-files.ts';
export { pendingMigrations } from './migrations.ts';
export type { Db, Tables, Transaction } from './types.ts';
