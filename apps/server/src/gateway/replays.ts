import { createHash } from 'node:crypto';
import { ledgerErrors } from '@farebox/ledger';
import type { Context } from 'hono';
import { operationId } from '../http/idempotency.ts';
import type { Env } from '../http/router.ts';
import { gatewayErrors } from './errors.ts';
import type { Json } from './json.ts';

/** An answer that can be given again. */
export interface Kept {
  body: Uint8Array;
  headers: Readonly<Record<string, string>>;
}

export interface ReplayLimits {
  answers: number;
  /** Of all bodies together, and of the largest that is kept at all. */
  bytes: number;
  answerBytes: number;
  keepMs: number;
}

const defaults: ReplayLimits = { answers: 10_000, bytes: 33_554_432, answerBytes: 1_048_576, keepMs: 600_000 };

interface Entry {
  fingerprint: string;
  /** Null while the call runs. */
  kept: Kept | null;
  until: number;
}

/**
 * Whole answers by `Idempotency-Key`, so that a client whose connection broke after its answer was charged gets that
 * very answer when it asks again. Bounded, and of this process alone: what is forgotten here is asked and charged anew,
 * as a request without a key is.
 */
export class Replays {
  readonly #entries = new Map<string, Entry>();
  readonly #limits: ReplayLimits;
  #bytes = 0;

  constructor(limits: ReplayLimits = defaults) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The answer that this id has; null when there is none, and then the id is taken: `keep` or `free` must follow.
   * Throws `call_in_progress` (409) while the first call runs, and `idempotency_mismatch` (409) for another request.
   */
  begin(id: string, request: Json): Kept | null {
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64');
    const known = this.#entries.get(id);
    if (known && (known.kept === null || known.until > performance.now())) {
      if (known.fingerprint !== fingerprint) throw ledgerErrors.idempotency_mismatch();
      if (!known.kept) throw gatewayErrors.call_in_progress({ retryAfter: 1 });
      return known.kept;
    }
    this.#forget(id);
    this.#entries.set(id, { fingerprint, kept: null, until: 0 });
    return null;
  }

  /** The call was answered so, and charged. */
  keep(id: string, kept: Kept): void {
    const entry = this.#entries.get(id);
    this.#forget(id);
    if (!entry || kept.body.length > this.#limits.answerBytes) return;
    this.#entries.set(id, { ...entry, kept, until: performance.now() + this.#limits.keepMs });
    this.#bytes += kept.body.length;
    this.#makeRoom();
  }

  /** After a call that left no answer to keep: the next one with this id is a new one. */
  free(id: string): void {
    if (this.#entries.get(id)?.kept === null) this.#forget(id);
  }

  #forget(id: string): void {
    this.#bytes -= this.#entries.get(id)?.kept?.body.length ?? 0;
    this.#entries.delete(id);
  }

  /** Forgets the oldest answers; calls that run are as many as the door lets in. */
  #makeRoom(): void {
    const { answers, bytes } = this.#limits;
    for (const [id, { kept }] of this.#entries) {
      if (this.#entries.size <= answers && this.#bytes <= bytes) return;
      if (kept) this.#forget(id);
    }
  }
}

/** What is told of an answer beside its body. */
const keptHeaders = [
  'content-type',
  'x-farebox-receipt',
  'x-farebox-charge',
  'x-farebox-background',
  'x-farebox-clamped',
];

/**
 * Answers a request once: with an `Idempotency-Key`, a whole answer that was charged is given again to whoever sends the
 * same key, the same request and the same account's key. Throws what `Replays.begin` and `answer` do.
 */
export async function once(
  c: Context<Env>,
  { replays, scope, request }: { replays: Replays; scope: readonly string[]; request: Json },
  answer: () => Promise<Response>,
): Promise<Response> {
  if (c.req.header('idempotency-key') === undefined) return answer();
  const id = operationId(c, ...scope);
  const known = replays.begin(id, request);
  if (known) return replayed(c, known);
  try {
    const response = await answer();
    if (isWhole(response)) replays.keep(id, await keptOf(response));
    return response;
  } finally {
    replays.free(id);
  }
}

function isWhole({ headers }: Response): boolean {
  const done = headers.has('x-farebox-charge') || headers.has('x-farebox-background');
  return done && (headers.get('content-type') ?? '').startsWith('application/json');
}

async function keptOf(response: Response): Promise<Kept> {
  const told = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return { body: new Uint8Array(await response.clone().arrayBuffer()), headers: Object.fromEntries(told) };
}

/** Gives an answer again, as it was. */
function replayed(c: Context<Env>, { body, headers }: Kept): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  c.header('idempotency-replayed', 'true');
  return c.body(body as Uint8Array<ArrayBuffer>);
}
