export type { Asker } from './audited.ts';
export { figuresOf } from './figures.ts';
export { grantByOperator } from './grants.ts';
export { accountsRoutes } from './routes.ts';
export { type DayOfUse, useByDay } from './store.ts';
