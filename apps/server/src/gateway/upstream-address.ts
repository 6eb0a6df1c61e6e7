import { z } from 'zod';
import { hostFault } from '../http/guarded-connect.ts';

/**
 * The base address of an upstream. Only http(s), no credentials, query or fragment, and never a link-local or metadata
 * address: that is where clouds keep their machines' secrets. Whether private networks are allowed is another question
 * (`allowPrivate` of the channel); names are judged when they are resolved, at every connection.
 */
export const upstreamAddress = z.string().transform((text, context) => {
  const fault = faultOf(text);
  if (fault === null) return text.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});

function faultOf(text: string): string | null {
  if (!URL.canParse(text)) return 'baseUrl must be an address such as "https://api.example.com/v1".';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'baseUrl must begin with https:// or http://.';
  if (url.username || url.password) return 'baseUrl must not hold credentials; use apiKey or apiKeyEnv.';
  if (url.search || url.hash) return 'baseUrl must not have a query or a fragment.';
  if (hostFault(url.hostname, true)) return 'baseUrl must not be a link-local or cloud metadata address.';
  return null;
}
