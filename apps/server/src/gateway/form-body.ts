import { gatewayErrors } from './errors.ts';
import type { Json } from './json.ts';

/** One part of a form: a text, or a file with its first bytes. */
export interface FormPart {
  name: string;
  value: string | File;
  head?: Buffer;
}

/** A file as a form brought it. */
export interface FormFile {
  file: File;
  head: Buffer;
}

/** Enough of a file to find out what it is. */
const HEAD_BYTES = 65_536;

/** Sixteen images, their mask and every field that OpenAI has are fewer. */
const MOST_PARTS = 64;

export function isForm(contentType: string): boolean {
  return /^multipart\/form-data\s*;/i.test(contentType);
}

/** Takes a form apart, in memory. Throws `invalid_request` (400) for one that is broken, or has too many parts. */
export async function parseForm(bytes: Buffer, contentType: string): Promise<FormPart[]> {
  const boundary = /boundary="?([^";,\s]{1,70})"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw broken();
  // Counted before it is parsed: a body of nothing but boundaries would take a long time.
  if (partsIn(bytes, Buffer.from(`--${boundary}`)) > MOST_PARTS) {
    throw gatewayErrors.invalid_request({}, `The form has more than ${MOST_PARTS} parts.`);
  }
  try {
    const headers = { 'content-type': contentType };
    const form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers }).formData();
    return await Promise.all([...form].map(([name, value]) => partOf(name, value as string | File)));
  } catch {
    throw broken();
  }
}

/** The fields that are text; of a name that comes twice, the last. */
export function textsOf(form: readonly FormPart[]): Json {
  return Object.fromEntries(form.flatMap(({ name, value }) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** The files under any of these names, in their order. */
export function filesOf(form: readonly FormPart[], names: readonly string[]): FormFile[] {
  return form.flatMap(({ name, value, head }) =>
    names.includes(name) && typeof value !== 'string' && head ? [{ file: value, head }] : [],
  );
}

/** The same form with other values for some fields; one that was not there is added. */
export function withFields(form: readonly FormPart[], fields: Readonly<Record<string, string>>): FormData {
  const next = new FormData();
  for (const { name, value } of form) if (!Object.hasOwn(fields, name)) next.append(name, value);
  for (const [name, value] of Object.entries(fields)) next.append(name, value);
  return next;
}

async function partOf(name: string, value: string | File): Promise<FormPart> {
  if (typeof value === 'string') return { name, value };
  return { name, value, head: Buffer.from(await value.slice(0, HEAD_BYTES).arrayBuffer()) };
}

function partsIn(bytes: Buffer, boundary: Buffer): number {
  let parts = -1;
  for (let at = bytes.indexOf(boundary); at !== -1; at = bytes.indexOf(boundary, at + boundary.length)) {
    parts += 1;
    if (parts > MOST_PARTS) break;
  }
  return parts;
}

function broken() {
  return gatewayErrors.invalid_request({}, 'The form cannot be read.');
}
