/**
 * A new UUIDv7 (RFC 9562, 5.7), the id of one attempt. Made from `getRandomValues`, because `randomUUID` is
 * missing on pages served over plain http.
 */
export function attemptId(): string {
  const bytes = new DataView(crypto.getRandomValues(new Uint8Array(16)).buffer);
  const random = BigInt(bytes.getUint16(6) & 0x0fff);
  bytes.setBigUint64(0, (BigInt(Date.now()) << 16n) | 0x7000n | random);
  bytes.setUint8(8, (bytes.getUint8(8) & 0x3f) | 0x80);
  const hex = [0, 8].map((at) => bytes.getBigUint64(at).toString(16).padStart(16, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
