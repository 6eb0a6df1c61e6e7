export type { ApiCall } from './api.ts';
export type { PayOptions } from './checkout-pay.ts';
export type { StripeEvent } from './events.ts';
export type { StripeHandle } from './handle.ts';
export { signatureHeader } from './signature.ts';
export { type StripeOptions, type StripeSimulator, startStripeSimulator } from './simulator.ts';
export type { StrayPayment } from './stray.ts';
export type { Trouble } from './trouble.ts';
