import type { OwnRates, Rates } from '../rates.ts';
import type { QuotasSettings } from './settings.ts';

/** Who calls, as far as limits go. The same object stands for the same limits. */
export interface Caller {
  keyId: string;
  userId: string;
  limits: { rates: Rates; userRates: OwnRates | null } | null;
}

/** Something that is limited: its name among the counters, and by what. */
export interface Limited {
  subject: 'key' | 'user' | 'model';
  name: string;
  rates: Rates;
  /** The model, when it is one. */
  model?: string;
}

/** Everything by which one caller is limited. */
export interface Plan {
  always: readonly Limited[];
  /** With this model. */
  with(model: string): readonly Limited[];
}

const fields = ['rpm', 'tpm', 'concurrency'] as const;

/** Tells callers' limits; for one without any it costs two comparisons. */
export class Plans {
  readonly #settings: QuotasSettings;
  readonly #everybody: boolean;
  readonly #plans = new WeakMap<Caller, Plan | { none: true }>();

  constructor(settings: QuotasSettings) {
    this.#settings = settings;
    this.#everybody = isLimited(settings.user) || Object.values(settings.models).some(isLimited);
  }

  of(caller: Caller): Plan | null {
    if (caller.limits === null && !this.#everybody) return null;
    let plan = this.#plans.get(caller);
    if (!plan) {
      plan = this.#made(caller) ?? { none: true };
      this.#plans.set(caller, plan);
    }
    return 'none' in plan ? null : plan;
  }

  #made({ keyId, userId, limits }: Caller): Plan | null {
    const own = limits?.userRates ?? {};
    const key: Limited[] = limits ? [{ subject: 'key', name: `key ${keyId}`, rates: limits.rates }] : [];
    const user: Limited = { subject: 'user', name: `user ${userId}`, rates: merged(own, this.#settings.user) };
    const always = [...key, user].filter(({ rates }) => isLimited(rates));
    const { models } = this.#settings;
    if (always.length === 0 && Object.keys({ ...models, ...own.models }).length === 0) return null;
    const known = new Map<string, readonly Limited[]>();
    const made = (model: string): readonly Limited[] => {
      const rates = merged(ownOf(own.models, model), ownOf(models, model));
      return isLimited(rates)
        ? [...always, { subject: 'model', name: `model ${userId} ${model}`, rates, model }]
        : always;
    };
    return {
      always,
      with(model) {
        const found = known.get(model) ?? made(model);
        known.set(model, found);
        return found;
      },
    };
  }
}

function ownOf<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A rate of one's own, 0 for none, or else the configuration's. */
function merged(own: Partial<Rates> | undefined, configured: Rates | undefined): Rates {
  const rate = (field: (typeof fields)[number]) => (own?.[field] ?? configured?.[field] ?? null) || null;
  return { rpm: rate('rpm'), tpm: rate('tpm'), concurrency: rate('concurrency') };
}

function isLimited(rates: Rates): boolean {
  return fields.some((field) => rates[field] !== null);
}
