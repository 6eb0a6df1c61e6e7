export type { Asker } from './audited.ts';
export { balanceAfter, figuresOf } from './figures.ts';
export { grantByOperator } from './grants.ts';
export { accountsRoutes } from './routes.ts';
export { type DayOfUse, type Outcome, postOne, useByDay } from './store.ts';
