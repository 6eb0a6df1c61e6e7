import { createPublicKey, type KeyObject } from 'node:crypto';
import { privateKeyOf } from './signature.ts';

/** A merchant of the simulated platform. */
export interface MerchantInput {
  /** Digits. */
  pid: string;
  /** Of the older interface: 32 characters. */
  key: string;
  /** Of the newer interface, base64 of PKCS#8. Without it the merchant cannot use that one. */
  privateKey?: string;
}

export interface Merchant {
  pid: string;
  key: string;
  /** What the platform verifies the merchant's requests with. */
  publicKey: KeyObject | null;
}

export function merchantOf({ pid, key, privateKey }: MerchantInput): Merchant {
  return { pid, key, publicKey: privateKey ? createPublicKey(privateKeyOf(privateKey)) : null };
}
