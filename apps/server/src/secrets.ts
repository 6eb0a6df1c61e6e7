import { hkdfSync } from 'node:crypto';

/**
 * A secret for one purpose, made from the server's own (HKDF-SHA256, RFC 5869): whoever learns one of them learns
 * neither the others nor their source. 32 bytes as hex.
 */
export function deriveSecret(source: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', source, 'farebox', purpose, 32)).toString('hex');
}
