import type { Clock } from '@farebox/kit';
import type { Counter } from './counter.ts';
import { Counters } from './counters.ts';
import { Pass, type Share } from './pass.ts';
import { type Caller, type Limited, Plans } from './plan.ts';
import { type Blocked, refusalOf } from './refusal.ts';
import type { QuotasSettings } from './settings.ts';
import { type Standing, standingOf } from './standing.ts';

export interface QuotasOptions {
  settings: QuotasSettings;
  clock: Clock;
  /** Called when something was counted that other servers should know of. */
  onUse?: () => void;
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number;
}

/** The door at which calls are counted. Everything happens in memory and at once: between looking and counting no other call comes. */
export class Quotas {
  readonly counters: Counters;
  readonly now: () => number;
  readonly #plans: Plans;
  readonly #clock: Clock;
  readonly #onUse: () => void;

  constructor({ settings, clock, onUse = () => {}, now = () => performance.now() }: QuotasOptions) {
    this.counters = new Counters(settings.subjects);
    this.#plans = new Plans(settings);
    this.#clock = clock;
    this.#onUse = onUse;
    this.now = now;
  }

  /**
   * Lets a call in that may use so many tokens, or throws `rate_limit_exceeded` (429) and counts nothing. Null when
   * nothing limits it. Who is let in must settle and leave.
   */
  enter(caller: Caller, model: string, tokens: number): Pass | null {
    const limited = this.#plans.of(caller)?.with(model);
    if (!limited || limited.length === 0) return null;
    const ms = this.now();
    const shares = limited.map((one) => this.#share(one, tokens, ms));
    const blocked = shares.flatMap((share) => blocks(share, ms));
    if (blocked.length > 0) throw refusalOf(blocked, this.#clock.now());
    for (const share of shares) count(share, ms);
    this.#onUse();
    return new Pass(shares, ms, this.now, this.#onUse);
  }

  /** How far the caller is from its limits, with a model where one is known; null when there is none. */
  standing(caller: Caller, model: string | null): Standing | null {
    const plan = this.#plans.of(caller);
    const limited = plan && (model === null ? plan.always : plan.with(model));
    if (!limited || limited.length === 0) return null;
    return standingOf(limited, (name) => this.counters.find(name), this.now());
  }

  #share(limited: Limited, tokens: number, ms: number): Share {
    const { tpm } = limited.rates;
    // A call larger than the whole limit gets through when nothing else counts, and then nothing else does.
    const reserved = tpm === null ? 0 : Math.min(tokens, tpm);
    return { limited, reserved, counter: this.counters.use(limited.name, ms) };
  }
}

function blocks({ limited, counter, reserved }: Share, ms: number): Blocked[] {
  const { rpm, tpm, concurrency } = limited.rates;
  const blocked: Blocked[] = [];
  if (rpm !== null) {
    const used = counter.requestsAt(ms);
    if (used + 1 > rpm)
      blocked.push(blockedBy(limited, 'requests', rpm, used, counter.msUntil('requests', ms, rpm - 1)));
  }
  if (tpm !== null) {
    const used = counter.tokensAt(ms);
    if (used + reserved > tpm) {
      blocked.push(blockedBy(limited, 'tokens', tpm, used, counter.msUntil('tokens', ms, tpm - reserved)));
    }
  }
  if (concurrency !== null && counter.runningAt(ms) >= concurrency) {
    blocked.push(blockedBy(limited, 'concurrency', concurrency, counter.runningAt(ms), null));
  }
  return blocked;
}

function blockedBy(
  limited: Limited,
  kind: Blocked['kind'],
  limit: number,
  used: number,
  waitMs: number | null,
): Blocked {
  return { limited, kind, limit, used, waitMs };
}

function count({ counter, limited, reserved }: Share, ms: number): void {
  const { rpm, tpm } = limited.rates;
  if (rpm !== null) counter.requests.add(ms, 1);
  if (tpm !== null) counter.tokens.add(ms, reserved);
  counter.running += 1;
  note(counter);
}

function note(counter: Counter): void {
  counter.changed = true;
}
