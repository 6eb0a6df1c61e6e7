import type { Clock } from '@farebox/kit';
import type { z } from 'zod';
import { paymentErrors } from '../errors.ts';
import { type Answer, askProvider, unreachable } from '../provider-http.ts';
import type { CreemSettings } from '../provider-settings/types.ts';

/** Creem as one shop sees it. */
export interface Shop {
  settings: CreemSettings;
  clock: Clock;
  /** For one question; 20 seconds when not said. */
  timeoutMs?: number | undefined;
}

export type Query = Record<string, string>;

/** Asks for something. Throws `provider_unreachable` and `provider_refused` (502). */
export async function get<Schema extends z.ZodType>(
  shop: Shop,
  path: string,
  query: Query,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const found = await find(shop, path, query, schema);
  return found ?? refuse(shop, 404, '');
}

/** Likewise; null when there is no such thing. */
export async function find<Schema extends z.ZodType>(
  shop: Shop,
  path: string,
  query: Query,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  const search = new URLSearchParams(query).toString();
  const answer = await ask(shop, search ? `${path}?${search}` : path, null);
  return answer.status === 404 ? null : read(shop, answer, schema);
}

/** Changes something: once, since Creem knows no idempotency key. Throws as `get` does. */
export async function post<Schema extends z.ZodType>(
  shop: Shop,
  path: string,
  body: object,
  schema: Schema,
): Promise<z.infer<Schema>> {
  return read(shop, await ask(shop, path, JSON.stringify(body)), schema);
}

function ask({ settings, timeoutMs }: Shop, path: string, body: string | null): Promise<Answer> {
  return askProvider({
    provider: 'creem',
    url: `${settings.baseUrl}${path}`,
    method: body === null ? 'GET' : 'POST',
    headers: { 'x-api-key': settings.apiKey, ...(body !== null && { 'content-type': 'application/json' }) },
    ...(body !== null && { body }),
    ...(timeoutMs && { timeoutMs }),
  });
}

/** A no of theirs is theirs (4xx); anything else that cannot be read leaves open what became of the question. */
function read<Schema extends z.ZodType>(shop: Shop, { status, text }: Answer, schema: Schema): z.infer<Schema> {
  if (status >= 400 && status < 500) return refuse(shop, status, text);
  const parsed = status < 300 ? schema.safeParse(parseJson(text)) : null;
  return parsed?.success ? parsed.data : unreachable('creem', `its answer (${status}) cannot be read`);
}

/** With Creem's own words, without the key that they may repeat. */
function refuse({ settings }: Shop, status: number, text: string): never {
  const json = parseJson(text);
  const said = typeof json === 'object' && json !== null && 'message' in json ? json.message : '';
  const words = [said]
    .flat()
    .join('; ')
    .replaceAll(settings.apiKey, '…')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 200);
  throw paymentErrors.provider_refused({ provider: 'creem', status, reason: words || 'no reason given' });
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
