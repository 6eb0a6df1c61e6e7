import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Env } from '../http/router.ts';
import type { Maker } from './ask.ts';
import { gatewayErrors } from './errors.ts';
import { type FormPart, isForm, parseForm, textsOf } from './form-body.ts';
import { type Json, parseJson } from './json.ts';

/** A request, read. */
export interface RequestBody {
  /** The JSON object; of a form, its fields that are text. */
  json: Json;
  /** A form's parts, files too, as they came; absent of JSON. */
  form?: readonly FormPart[];
  /** What makes two requests the same, files included; `json` when absent. */
  identity?: Json;
  /** The body's size as it came. */
  bytes: number;
  /** A client's header by its name in small letters. */
  header(name: string): string | undefined;
  /** The earlier answers of the same account that it goes on from; they are looked up before it is read. */
  earlier?: Earlier;
}

/** Earlier answers that a request goes on from. */
export interface Earlier {
  maker: Maker;
  /** All tokens of their last calls, which are the most that they bring into the input; null when it is not known. */
  tokens: number | null;
  /** The part of them that is not reasoning, and so is input again. */
  carried: number;
}

/** How an endpoint's requests come. */
export type BodyKind = 'json' | 'form' | 'either';

export interface BodyLimits {
  bodyBytes: number;
  formBytes: number;
}

/**
 * Reads the body up to `bodyBytes`, a form up to `formBytes`. Throws `body_too_large` (413), `invalid_json` and
 * `invalid_request` (400).
 */
export async function readBody(c: Context<Env>, limits: BodyLimits, kind: BodyKind = 'json'): Promise<RequestBody> {
  const type = c.req.header('content-type') ?? '';
  const header = (name: string) => c.req.header(name);
  if (kind !== 'json' && isForm(type)) return readForm(await bytesOf(c, limits.formBytes), type, header);
  if (kind === 'form') throw gatewayErrors.invalid_request({}, 'Send this request as multipart/form-data.');
  const bytes = await bytesOf(c, limits.bodyBytes);
  const json = parseJson(bytes.toString('utf8'));
  if (!json) throw gatewayErrors.invalid_json();
  return { json, bytes: bytes.length, header };
}

async function readForm(bytes: Buffer, type: string, header: RequestBody['header']): Promise<RequestBody> {
  const form = await parseForm(bytes, type);
  const json = textsOf(form);
  // A name for the bytes is only needed where a request may be asked for again.
  const again = header('idempotency-key') !== undefined;
  const identity = again && { identity: { ...json, '': hashesOf(form, await contentsOf(form)) } };
  return { json, form, ...identity, bytes: bytes.length, header };
}

async function contentsOf(form: readonly FormPart[]): Promise<Buffer[]> {
  const read = async (value: string | File) =>
    typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
  return Promise.all(form.map(({ value }) => read(value)));
}

function hashesOf(form: readonly FormPart[], contents: readonly Buffer[]): string[] {
  return form.map(
    ({ name }, at) =>
      `${name} ${createHash('sha256')
        .update(contents[at] as Buffer)
        .digest('base64')}`,
  );
}

async function bytesOf(c: Context<Env>, maxBytes: number): Promise<Buffer> {
  const length = c.req.header('content-length');
  // The HTTP parser holds a body to the length it announced; only one without must be counted while it comes.
  if (Number(length ?? 0) > maxBytes) throw gatewayErrors.body_too_large({ maxBytes });
  return length === undefined ? counted(c.req.raw, maxBytes) : Buffer.from(await c.req.raw.arrayBuffer());
}

async function counted(request: Request, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw gatewayErrors.body_too_large({ maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
