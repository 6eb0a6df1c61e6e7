import { isIP } from 'node:net';
import { z } from 'zod';

const metadataHosts = new Set(['metadata.google.internal', 'metadata.goog', 'metadata', '100.100.100.200']);

/**
 * The base address of an upstream. Only http(s), no credentials, query or fragment, and never a link-local address:
 * that is where clouds keep their machines' secrets. Private ranges are allowed, because the operator who writes the
 * file decides what runs in the same network; nobody else can name an upstream.
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
  if (isForbidden(url.hostname)) return 'baseUrl must not be a link-local or cloud metadata address.';
  return null;
}

/** `hostname` as URL parsing left it: IPv4 in any notation is dotted by now, IPv6 is in brackets and lower case. */
function isForbidden(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '');
  if (metadataHosts.has(host)) return true;
  if (isIP(host) === 4) return host.startsWith('169.254.');
  if (isIP(host) !== 6) return false;
  return /^fe[89ab]/.test(host) || /^::ffff:a9fe:/.test(host) || host === 'fd00:ec2::254';
}
