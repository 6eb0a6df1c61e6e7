export type { CreemHandle, Stray } from './handle.ts';
export type {
  Checkout as CreemCheckout,
  CreemEvent,
  Dispute as CreemDispute,
  Product as CreemProduct,
  Refund as CreemRefund,
  Subscription as CreemSubscription,
  Transaction as CreemTransaction,
} from './objects.ts';
export type { Payer } from './payments.ts';
export type { RefundWish } from './refunds.ts';
export { creemSignature, returnSignature, standardSignature } from './signature.ts';
export {
  type CreemOptions,
  type CreemSimulator,
  creemTestKeys,
  creemTopUpProduct,
  startCreemSimulator,
} from './simulator.ts';
export type { CreemSettings } from './world.ts';
