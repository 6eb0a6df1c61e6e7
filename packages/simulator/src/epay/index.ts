export type { Said } from './callback.ts';
export type { EPayHandle } from './handle.ts';
export type { MerchantInput } from './merchant.ts';
export type { Order as EPayOrder, Refund as EPayRefund } from './order.ts';
export type { Quirks as EPayQuirks } from './quirks.ts';
export {
  md5Signature,
  type Params as EPayParams,
  privateKeyOf,
  publicKeyText,
  rsaHolds,
  rsaSignature,
  stringToSign,
} from './signature.ts';
export { type EPayOptions, type EPaySimulator, startEPaySimulator, testMerchants } from './simulator.ts';
