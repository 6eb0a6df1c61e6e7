export { openQuotas, type QuotaGate } from './gate.ts';
export type { Pass } from './pass.ts';
export { quotasRoutes } from './routes.ts';
export { rateHeaderNames, rateHeaders } from './standing.ts';
