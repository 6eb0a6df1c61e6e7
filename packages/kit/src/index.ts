export { type Clock, systemClock } from './clock.ts';
export { type ConnectOptions, clientConfig, connect, transaction } from './db.ts';
export { defineErrors, type ErrorEntry, FareboxError, fileRefusal } from './errors.ts';
export { derivedId, isId, newId, siblingId } from './ids.ts';
export {
  divideUp,
  formatCredits,
  formatMoney,
  MAX_AMOUNT,
  MICRO_PER_CREDIT,
  type MinorUnits,
  parseCredits,
  parseMoney,
} from './money.ts';
