export { DEFAULT_GROUP, PriceBook, type Sale } from './book.ts';
export { costBound, costOf, isPriced, type PricedBy, type UsageBounds } from './cost.ts';
export { groupOf } from './groups.ts';
export {
  type FlatUnit,
  keyedFigure,
  type Price,
  priceText,
  readPrice,
  tokenFigure,
  type WrittenPrice,
} from './price.ts';
export { rateText } from './rate-text.ts';
export { Figures } from './route-schemas.ts';
export { pricingRoutes } from './routes.ts';
export { type PriceSetting, priceSetting } from './schemas.ts';
export {
  inputParts,
  MAX_QUANTITY,
  outputParts,
  type PartUnit,
  partField,
  type UsageRecord,
} from './units.ts';
export { writtenPrice } from './version.ts';
