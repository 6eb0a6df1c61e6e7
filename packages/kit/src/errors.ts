/** What every refusal of ours carries: a stable code, the HTTP status it maps to, a sentence, and evidence. */
export class FareboxError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(code: string, status: number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'FareboxError';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export interface ErrorEntry {
  status: number;
  message: string;
}

/**
 * Turns a domain's table of refusals into functions that make them:
 * `const errors = defineErrors({ key_not_found: { status: 404, message: 'No such key.' } })`, then
 * `throw errors.key_not_found({ id })`. `message` overrides the table's sentence where the case needs its own.
 */
export function defineErrors<Table extends Record<string, ErrorEntry>>(table: Table) {
  const make = (code: string, entry: ErrorEntry) => (details?: Record<string, unknown>, message?: string) =>
    new FareboxError(code, entry.status, message ?? entry.message, details);
  return Object.fromEntries(Object.entries(table).map(([code, entry]) => [code, make(code, entry)])) as {
    [Code in keyof Table]: (details?: Record<string, unknown>, message?: string) => FareboxError;
  };
}

/** What the system refused to do with a file, in its words: "permission denied: /srv/data"; null for other errors. */
export function fileRefusal(error: unknown): string | null {
  const { code, syscall, path, message } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  const [, words = code] = /^\w+: ([^,]+)/.exec(message) ?? [];
  return path === undefined ? words : `${words}: ${path}`;
}
