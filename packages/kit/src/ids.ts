import { createHash, randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(16 * 256);
let used = pool.length;
let lastMs = 0;
let counter = 0;

/** Eight random bytes at a time from a pool: one call to the system per 256 ids. */
function takeRandom(): number {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return used - 16;
}

function format(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * A new UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, a 12-bit counter that keeps ids of one
 * millisecond in order within this process, and 62 random bits.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  const at = takeRandom();
  const time = lastMs.toString(16).padStart(12, '0');
  const variant = ((pool[at] as number) & 0x3f) | 0x80;
  const tail = variant.toString(16) + pool.toString('hex', at + 1, at + 8);
  return format(`${time}7${counter.toString(16).padStart(3, '0')}${tail}`);
}

/** The id a caller's own key stands for: the same parts always give the same UUID (version 8, RFC 9562, 5.8). */
export function derivedId(...parts: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  return stamp(hash);
}

/**
 * An id derived from another one that stays beside it in an index: the first 48 bits (the time of a
 * UUIDv7) are kept, the rest is a hash of id and purpose.
 */
export function siblingId(id: string, purpose: string): string {
  const hash = createHash('sha256').update(`${id} ${purpose}`).digest('hex').slice(0, 20);
  return stamp(id.replaceAll('-', '').slice(0, 12) + hash);
}

function stamp(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return format(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(18)}`);
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case UUID of any version. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && uuidShape.test(value);
}
