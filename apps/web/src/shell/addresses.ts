/** A search parameter as text; empty when it is not there. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Where to go after signing in. */
export function nextSearch(search: Record<string, unknown>): { next?: string } {
  return typeof search.next === 'string' ? { next: search.next } : {};
}

/** Only addresses of our own: `//evil.example` and `/\evil.example` lead elsewhere. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}
