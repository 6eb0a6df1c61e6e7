import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const LEAST_BITS = 1024;

/** The base64 between PEM lines, or the text itself; a `\n` written out, as in one-line variables, is a line's end. */
function derOf(text: string): Buffer | null {
  const base64 = text
    .replace(/-----(BEGIN|END) [A-Z ]+-----/g, '')
    .replace(/\\[nr]/g, '')
    .replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
}

/** An RSA private key, as PEM or as the bare base64 that EPay sites hand out → base64 of its PKCS#8; null when it is none. */
export function privateKeyIn(text: string): string | null {
  const key = derOf(text);
  if (!key) return null;
  const read = first(
    () => createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
    () => createPrivateKey({ key, format: 'der', type: 'pkcs1' }),
  );
  return read && strong(read) ? read.export({ format: 'der', type: 'pkcs8' }).toString('base64') : null;
}

/** An RSA public key likewise → base64 of its SPKI; null when it is none. */
export function publicKeyIn(text: string): string | null {
  const key = derOf(text);
  if (!key) return null;
  const read = first(
    () => createPublicKey({ key, format: 'der', type: 'spki' }),
    () => createPublicKey({ key, format: 'der', type: 'pkcs1' }),
  );
  return read && strong(read) ? read.export({ format: 'der', type: 'spki' }).toString('base64') : null;
}

function strong(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS;
}

function first(...ways: (() => KeyObject)[]): KeyObject | null {
  for (const way of ways) {
    try {
      return way();
    } catch {
      // Not of this form.
    }
  }
  return null;
}
