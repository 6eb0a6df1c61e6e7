export { consumeDiscount, releaseDiscount, reserveDiscount } from './discount-uses.ts';
export { quoteDiscount } from './quotes.ts';
export { promotionsRoutes } from './routes.ts';
