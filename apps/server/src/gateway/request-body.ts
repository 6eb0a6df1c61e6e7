import type { Context } from 'hono';
import type { Env } from '../http/router.ts';
import { gatewayErrors } from './errors.ts';
import { type Json, parseJson } from './json.ts';

/** A request, read. */
export interface RequestBody {
  /** The JSON object; of a form, its fields that are text. */
  json: Json;
  /** The body's size as it came. */
  bytes: number;
  /** A client's header by its name in small letters. */
  header(name: string): string | undefined;
}

/** Reads the body up to `maxBytes`. Throws `body_too_large` (413) and `invalid_json` (400). */
export async function readBody(c: Context<Env>, maxBytes: number): Promise<RequestBody> {
  const length = c.req.header('content-length');
  // The HTTP parser holds a body to the length it announced; only one without must be counted while it comes.
  if (Number(length ?? 0) > maxBytes) throw gatewayErrors.body_too_large({ maxBytes });
  const text = length === undefined ? await countedText(c.req.raw, maxBytes) : await c.req.raw.text();
  const json = parseJson(text);
  if (!json) throw gatewayErrors.invalid_json();
  return { json, bytes: Buffer.byteLength(text), header: (name) => c.req.header(name) };
}

async function countedText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw gatewayErrors.body_too_large({ maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
