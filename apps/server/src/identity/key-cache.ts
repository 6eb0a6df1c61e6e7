import type { OwnRates, Rates } from '../rates.ts';
import type { AddressList } from './address-list.ts';

/** What a key's use is limited by, besides its spend limits, which the ledger keeps. */
export interface KeyLimits {
  /** null = every model. */
  models: ReadonlySet<string> | null;
  /** null = from anywhere. */
  addresses: AddressList | null;
  rates: Rates;
  /** What the operator set for the person. */
  userRates: OwnRates | null;
}

/** Who a key stands for. */
export interface KeyHolder {
  keyId: string;
  userId: string;
  /** Whose credits it spends. */
  accountId: string;
  /** What the person's prices are multiplied by has this name. */
  priceGroup: string;
  name: string;
  expiresAt: Date | null;
  /** null = neither the key nor its person is limited. */
  limits: KeyLimits | null;
}

export interface KeyCacheLimits {
  /** Keys kept; beyond it the one not used for longest is forgotten. */
  keys: number;
  /** Hashes known to be nobody's. */
  strangers: number;
  /** How long such a one is believed. */
  strangerMs: number;
}

const defaults: KeyCacheLimits = { keys: 50_000, strangers: 10_000, strangerMs: 5_000 };

/** Keys by hash, bounded, in the order of their use. It knows nothing of whether what it holds is still true. */
export class KeyCache {
  readonly #limits: KeyCacheLimits;
  readonly #holders = new Map<string, KeyHolder>();
  readonly #hashOf = new Map<string, string>();
  readonly #strangers = new Map<string, number>();
  #changes = 0;

  constructor(limits: KeyCacheLimits = defaults) {
    this.#limits = limits;
  }

  /** Rises with everything that is forgotten: an answer asked for before is not to be kept after. */
  get changes(): number {
    return this.#changes;
  }

  /** The holder; null = known to be nobody's; undefined = not known. */
  get(hash: string): KeyHolder | null | undefined {
    const holder = this.#holders.get(hash);
    if (!holder) return (this.#strangers.get(hash) ?? 0) > performance.now() ? null : undefined;
    this.#holders.delete(hash);
    this.#holders.set(hash, holder);
    return holder;
  }

  put(hash: string, holder: KeyHolder): void {
    this.#drop(hash);
    if (this.#holders.size >= this.#limits.keys) this.#drop(oldest(this.#holders));
    this.#holders.set(hash, holder);
    this.#hashOf.set(holder.keyId, hash);
  }

  putStranger(hash: string): void {
    this.#strangers.delete(hash);
    if (this.#strangers.size >= this.#limits.strangers) this.#strangers.delete(oldest(this.#strangers) as string);
    this.#strangers.set(hash, performance.now() + this.#limits.strangerMs);
  }

  /** Strangers too: the change may be that the key is good again. */
  forgetKey(keyId: string): void {
    this.forgetStrangers();
    this.#drop(this.#hashOf.get(keyId));
  }

  /** Looks at every entry: people are disabled rarely, and a key's use must not pay for an index. */
  forgetUser(userId: string): void {
    this.forgetStrangers();
    for (const [hash, holder] of this.#holders) if (holder.userId === userId) this.#drop(hash);
  }

  forgetStrangers(): void {
    this.#changes += 1;
    this.#strangers.clear();
  }

  clear(): void {
    this.forgetStrangers();
    this.#holders.clear();
    this.#hashOf.clear();
  }

  #drop(hash: string | undefined): void {
    const holder = hash === undefined ? undefined : this.#holders.get(hash);
    if (!holder) return;
    this.#holders.delete(hash as string);
    this.#hashOf.delete(holder.keyId);
  }
}

function oldest(map: Map<string, unknown>): string | undefined {
  return map.keys().next().value;
}
