import type { Ask } from '../ask.ts';
import { gatewayErrors } from '../errors.ts';
import { Attempt } from './attempt.ts';
import { choose, isSole, msUntilAble, type Route, soleTarget, type Target, type Tried } from './choice.ts';
import type { Fault } from './fault.ts';
import type { Seat } from './sticky.ts';
import type { Switchboard } from './switchboard.ts';

/** What is told when nobody knows for how long: a place may be free in a moment. */
const SHORTEST_WAIT_SECONDS = 1;

/** Whom one call asks, one after the other. */
export class Turns {
  /** Names of the channels asked, in order. */
  readonly asked: string[] = [];
  readonly #switchboard: Switchboard;
  readonly #ask: Ask;
  readonly #accountId: string;
  readonly #signal: AbortSignal;
  readonly #started = performance.now();
  readonly #tried: Tried = { keys: new Set(), channels: new Set() };
  readonly #sole: boolean;
  #affinity: string | null = null;

  constructor(switchboard: Switchboard, ask: Ask, accountId: string, signal: AbortSignal) {
    this.#switchboard = switchboard;
    this.#ask = ask;
    this.#accountId = accountId;
    this.#signal = signal;
    this.#sole = isSole(ask.model.routes);
  }

  /** Begins the next try. Throws `upstream_unavailable` (503) when nobody is left who can be asked. */
  next(): Attempt {
    const target = this.#choose();
    if (!target) throw this.#unavailable();
    this.asked.push(target.state.channel.name);
    return new Attempt(target, this.#signal);
  }

  /** After a try that failed so: true when the call may be sent again. */
  mayGoOn({ kind }: Fault, { target }: Attempt): boolean {
    this.#tried.keys.add(target.key);
    if (kind === 'channel' || kind === 'missing') this.#tried.channels.add(target.state);
    if (kind === 'request' || kind === 'none' || this.#sole || this.#signal.aborted) return false;
    const { tries, withinMs } = this.#switchboard.rule;
    return this.asked.length < tries && performance.now() - this.#started < withinMs;
  }

  /** This one answered: the conversation stays with it. */
  keep({ target }: Attempt): void {
    const name = this.#sole ? null : this.#name();
    if (name !== null) this.#switchboard.sticky.keep(name, target);
  }

  #choose(): Target | null {
    const { sticky, random } = this.#switchboard;
    const { routes } = this.#ask.model;
    if (this.#sole) return soleTarget(routes, this.#tried);
    const maker = this.#ask.follows && this.#switchboard.seatOf(this.#ask.follows);
    if (maker) return choose(this.#makersRoute(maker), { tried: this.#tried, last: maker, random });
    const name = this.#name();
    return choose(routes, { tried: this.#tried, last: name === null ? null : sticky.find(name), random });
  }

  #makersRoute({ state, key }: Seat): Route[] {
    const able = key.msLeft === 0 && !this.#tried.keys.has(key);
    return able ? this.#ask.model.routes.filter((route) => route.state === state) : [];
  }

  #unavailable() {
    const wait = Math.ceil(msUntilAble(this.#ask.model.routes) / 1_000);
    return gatewayErrors.upstream_unavailable({ retryAfter: Math.max(SHORTEST_WAIT_SECONDS, wait) });
  }

  /** Null for a call that has nothing in common with another. */
  #name(): string | null {
    this.#affinity ??= this.#ask.affinity() ?? '';
    return this.#affinity === '' ? null : `${this.#accountId} ${this.#ask.model.id} ${this.#affinity}`;
  }
}
