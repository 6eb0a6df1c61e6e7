export { attachPostgres } from './attach.ts';
export { PostgresError } from './errors.ts';
export { type RunningPostgres, type StartOptions, startPostgres } from './start.ts';
