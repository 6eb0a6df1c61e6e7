import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveSecret } from './secrets.ts';

// Secrets at rest: what a reader of the database must not learn. AES-256-GCM (NIST SP 800-38D). The bytes are
// format (1), key id (1), nonce (12), tag (16), ciphertext.

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 2 + NONCE_BYTES + TAG_BYTES;

/** FAREBOX_SECRET, which seals, and the one before it, which still opens what it sealed. */
export interface SealingSecrets {
  farebox: string;
  previous?: string | undefined;
}

/** Why something sealed stays shut, in a sentence that says what to do and tells nothing of what is inside. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/**
 * Seals a text under FAREBOX_SECRET. `context` names its place, such as `provider_settings/stripe/secretKey`: moved
 * to another place it does not open. The same text never gives the same bytes twice.
 */
export function seal({ farebox }: SealingSecrets, plaintext: string, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(farebox), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT, keyIdOf(farebox)), nonce, cipher.getAuthTag(), ciphertext]);
}

/** What was sealed for this place, with today's secret or the one before. Throws `SealError`. */
export function open(secrets: SealingSecrets, sealed: Buffer, context: string): string {
  const wrong = new SealError(`What is stored as ${context} is not something this server sealed: enter it again.`);
  if (sealed.length < HEAD_BYTES || sealed[0] !== FORMAT) throw wrong;
  const candidates = [secrets.farebox, secrets.previous].filter((secret) => secret !== undefined);
  const known = candidates.filter((secret) => keyIdOf(secret) === sealed[1]);
  if (known.length === 0) {
    throw new SealError(
      `What is stored as ${context} was sealed under another FAREBOX_SECRET: set FAREBOX_PREVIOUS_SECRET to that one, or enter it again.`,
    );
  }
  for (const secret of known) {
    const text = decrypted(secret, sealed, context);
    if (text !== null) return text;
  }
  throw new SealError(`What is stored as ${context} was changed or moved after it was sealed: enter it again.`);
}

/** Null when the tag does not fit: another key, another place, or changed bytes. */
function decrypted(secret: string, sealed: Buffer, context: string): string | null {
  const nonce = sealed.subarray(2, 2 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(2 + NONCE_BYTES, HEAD_BYTES));
  const text = decipher.update(sealed.subarray(HEAD_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(deriveSecret(secret, 'sealed'), 'hex');
}

/** Tells secrets apart without telling them: one byte that is made for this alone. */
function keyIdOf(secret: string): number {
  return Number.parseInt(deriveSecret(secret, 'sealed-key-id').slice(0, 2), 16);
}
