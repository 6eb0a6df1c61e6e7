import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

export type Params = Record<string, string>;

/**
 * What EPay signs: every parameter but `sign`, `sign_type` and the empty ones, by key in byte order, as `k=v&k=v`
 * with the values as they are, not URL-encoded.
 */
export function stringToSign(params: Params): string {
  return Object.entries(params)
    .filter(([key, value]) => key !== 'sign' && key !== 'sign_type' && value !== '')
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

/** The signature of the older interface: lower-case hex MD5 with the merchant's key right behind the string. */
export function md5Signature(params: Params, key: string): string {
  return createHash('md5')
    .update(stringToSign(params) + key)
    .digest('hex');
}

export function withMd5(params: Params, key: string): Params {
  return { ...params, sign: md5Signature(params, key), sign_type: 'MD5' };
}

/** The signature of the newer interface: base64 of RSASSA-PKCS1-v1_5 with SHA-256. */
export function rsaSignature(params: Params, privateKey: KeyObject): string {
  return sign('sha256', Buffer.from(stringToSign(params)), privateKey).toString('base64');
}

export function withRsa(params: Params, privateKey: KeyObject): Params {
  return { ...params, sign: rsaSignature(params, privateKey), sign_type: 'RSA' };
}

export function rsaHolds(params: Params, publicKey: KeyObject): boolean {
  return verify('sha256', Buffer.from(stringToSign(params)), publicKey, Buffer.from(params.sign ?? '', 'base64'));
}

/** A private key as platforms hand it out: base64 of PKCS#8 DER, without PEM lines. */
export function privateKeyOf(base64: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' });
}

/** The public half in the same style: base64 of SPKI DER. */
export function publicKeyText(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
}
