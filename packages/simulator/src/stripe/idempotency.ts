import { StripeProblem } from './problem.ts';

export interface ApiAnswer {
  status: number;
  body: object;
}

interface Kept {
  fingerprint: string;
  /** Null while the call is being answered. */
  answer: ApiAnswer | null;
}

const KEYS_MAX = 10_000;

/** The first answer to each `Idempotency-Key`. Beyond 10,000 the oldest is forgotten, as Stripe does after a day. */
export class IdempotencyKeys {
  readonly #kept = new Map<string, Kept>();

  /** The answer to repeat, or null: then this call goes on and ends with `keep` or `forget`. */
  begin(key: string, fingerprint: string): ApiAnswer | null {
    if (key.length > 255) {
      throw new StripeProblem(400, {
        type: 'idempotency_error',
        message: 'Idempotency keys have up to 255 characters.',
      });
    }
    const kept = this.#kept.get(key);
    if (!kept) {
      const [oldest] = this.#kept.keys();
      if (this.#kept.size >= KEYS_MAX && oldest !== undefined) this.#kept.delete(oldest);
      this.#kept.set(key, { fingerprint, answer: null });
      return null;
    }
    if (kept.fingerprint !== fingerprint) {
      const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
      throw new StripeProblem(400, { type: 'idempotency_error', message });
    }
    if (kept.answer) return kept.answer;
    const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`;
    throw new StripeProblem(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
  }

  /** Keeps what was done, a decline (402) and a failure (500) too; not what was refused before anything happened. */
  keep(key: string, answer: ApiAnswer): void {
    const kept = this.#kept.get(key);
    const executed = answer.status < 400 || answer.status === 402 || answer.status === 500;
    if (kept && executed) kept.answer = answer;
    else this.#kept.delete(key);
  }
}
