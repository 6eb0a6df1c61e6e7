export { mockpayRoutes } from './mockpay-routes.ts';
export { providerNames } from './providers.ts';
export { paymentsRoutes } from './routes.ts';
export { paymentsTasks } from './tasks.ts';
