/** Headers that make one HTTP message what it is: the connection writes them, nobody else. */
const reserved = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const token = /^[\w!#$%&'*+.^`|~-]{1,128}$/;
const value = /^[\x20-\x7e\t]{0,4096}$/;

/** What is wrong with an operator's own headers, as a sentence; null when nothing is. */
export function headersFault(headers: Record<string, string>): string | null {
  for (const [name, content] of Object.entries(headers)) {
    if (!token.test(name)) return 'A header has a name that HTTP does not allow.';
    if (reserved.has(name.toLowerCase())) return `The header ${name} is not for a channel to set.`;
    if (!value.test(content)) return `The header ${name} holds more than visible ASCII, or is too long.`;
  }
  return null;
}

/**
 * The headers of a call: the channel's own, then the operator's over them. Nothing of the client's goes on: its headers
 * may hold its key, its cookies, its address.
 */
export function withOwnHeaders(ours: Record<string, string>, own: Record<string, string>): Record<string, string> {
  const lower = Object.entries(own).map(([name, content]) => [name.toLowerCase(), content]);
  return { ...ours, ...Object.fromEntries(lower) };
}
