const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Why requests with a provider's keys must not go there, or null. EPay's key travels in a query string, so nothing
 * but https will do; http reaches this machine alone, and in production not even that.
 */
export function addressProblem(text: string, production: boolean): string | null {
  if (!URL.canParse(text)) return 'must be an address such as "https://pay.example.com"';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.username || url.password) return 'must not hold credentials';
  if (/[?#]/.test(text)) return 'must not have a query or a fragment';
  if (url.protocol === 'https:') return null;
  if (production) return 'must begin with https:// in production';
  return loopback.test(url.hostname) ? null : 'must begin with https://, or name this machine';
}

/** For Stripe, whose client takes an origin and no path. */
export function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).pathname === '/';
}
