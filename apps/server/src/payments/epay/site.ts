import type { Clock } from '@farebox/kit';
import { paymentErrors } from '../errors.ts';
import { askProvider, unreachable } from '../provider-http.ts';
import type { EPaySettings } from '../provider-settings/types.ts';
import { type Fields, fieldsOfAnswer } from './fields.ts';
import { isGenuine, isRecent, signed } from './signature.ts';

/** An EPay site as one merchant sees it. */
export interface Site {
  settings: EPaySettings;
  /** Of this server: where notices go. */
  publicUrl: string;
  clock: Clock;
  /** For one question; 20 seconds when not said. */
  timeoutMs?: number | undefined;
}

export type SiteV1 = Site & { settings: Extract<EPaySettings, { version: 'v1' }> };
export type SiteV2 = Site & { settings: Extract<EPaySettings, { version: 'v2' }> };

export function isV1(site: Site): site is SiteV1 {
  return site.settings.version === 'v1';
}

/** What the site answered: its plain fields, and the whole text for what has lists in it. */
export interface SiteAnswer {
  fields: Fields;
  code: number;
  text: string;
}

type Values = Record<string, string | null>;

/** `api.php` by GET: the merchant's key is in the address, which therefore is in no error and no log. */
export function queryApi({ settings, ...site }: SiteV1, act: string, values: Values): Promise<SiteAnswer> {
  const fields = { act, pid: settings.pid, key: settings.key, ...values };
  return ask({ settings, ...site }, `api.php?${formOf(fields)}`, null);
}

/** `api.php` by POST, for what changes something. */
export function postApi({ settings, ...site }: SiteV1, act: string, values: Values): Promise<SiteAnswer> {
  const fields = { pid: settings.pid, key: settings.key, ...values };
  return ask({ settings, ...site }, `api.php?act=${act}`, formOf(fields));
}

/** A form with its signature, such as `mapi.php` takes. */
export function postSigned(site: Site, path: string, values: Values): Promise<SiteAnswer> {
  const fields = signed(site.settings, { pid: site.settings.pid, ...values }, site.clock.now());
  return ask(site, path, new URLSearchParams([...fields]).toString());
}

/**
 * A signed form to the newer interface. An answer that says yes (`code` 0) is believed only with the platform's
 * signature and a time that is near; one that says no needs none. Throws `provider_refused` for an unsigned yes.
 */
export async function postVerified(site: SiteV2, path: string, values: Values): Promise<SiteAnswer> {
  const answer = await postSigned(site, path, values);
  const believed = isGenuine(site.settings, answer.fields) && isRecent(answer.fields, site.clock.now());
  if (answer.code === 0 && !believed) {
    throw paymentErrors.provider_refused({ provider: 'epay', reason: 'its answer is not signed by the platform' });
  }
  return answer;
}

/** The site's own words for a no, which we pass on without the key it may have repeated. */
export function refusalOf(site: Site, { code, fields }: SiteAnswer): string {
  const secret = site.settings.version === 'v1' ? site.settings.key : site.settings.privateKey;
  const words = (fields.get('msg') ?? '').replaceAll(secret, '…').replace(/\p{Cc}/gu, ' ');
  return `${words.trim().slice(0, 200) || 'no reason given'} (code ${code})`;
}

export function refuse(site: Site, answer: SiteAnswer): never {
  throw paymentErrors.provider_refused({ provider: 'epay', reason: refusalOf(site, answer) });
}

async function ask({ settings, timeoutMs }: Site, path: string, body: string | null): Promise<SiteAnswer> {
  const { status, text } = await askProvider({
    provider: 'epay',
    url: `${settings.baseUrl}${path}`,
    method: body === null ? 'GET' : 'POST',
    ...(timeoutMs && { timeoutMs }),
    ...(body !== null && { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  });
  const fields = status === 200 ? fieldsOfAnswer(text) : null;
  const code = fields?.get('code') ?? '';
  if (!fields || !/^-?\d{1,9}$/.test(code)) return unreachable('epay', `its answer (${status}) cannot be read`);
  return { fields, code: Number(code), text };
}

function formOf(values: Values): string {
  const given = Object.entries(values).filter((field): field is [string, string] => Boolean(field[1]));
  return new URLSearchParams(given).toString();
}
