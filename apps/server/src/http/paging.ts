import { isId } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { edgeErrors } from './errors.ts';

/** The size of a page: 1 to 100, 20 when not said. */
export const limit = z.coerce.number().int().min(1).max(100).default(20);

/** The two query parameters of every list. */
export const pageQuery = z.object({ limit, cursor: z.string().max(512).optional() });

/** A place in a list as its caller sees it: opaque text. The value is what the list is sorted by. */
export function writeCursor(value: string | bigint): string {
  return Buffer.from(JSON.stringify([String(value)])).toString('base64url');
}

/** The value of a cursor as `read` understands it; null for no cursor. Throws `invalid_request` (400) for one not ours. */
export function readCursor<Value>(cursor: string | undefined, read: (value: string) => Value | null): Value | null {
  if (!cursor) return null;
  const values = decode(cursor);
  const [value] = Array.isArray(values) && values.length === 1 ? values : [];
  const place = typeof value === 'string' ? read(value) : null;
  if (place === null) throw edgeErrors.invalid_request({ param: 'cursor' }, 'The cursor is not one of ours.');
  return place;
}

/** For lists that are sorted by id. */
export function readIdCursor(cursor: string | undefined): string | null {
  return readCursor(cursor, (value) => (isId(value) ? value : null));
}

/** A page of a list that is sorted by id, of one row more than it shows when there are more. */
export function pageById<Row extends { id: string }>(rows: Row[], limit: number) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { page, nextCursor: last ? writeCursor(last.id) : null };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
