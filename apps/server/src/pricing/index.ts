export { costBound, costOf, type Price, priceText } from './price.ts';
export { priceSetting } from './schemas.ts';
export { type PriceTable, priceTable } from './table.ts';
