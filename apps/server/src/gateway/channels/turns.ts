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
    if (!this.#sole) this.#switchboard.sticky.keep(this.#name(), target);
  }

  /** This one made a response that only it can continue. */
  keepResponse(id: string, { target }: Attempt): void {
    if (!this.#sole) this.#switchboard.sticky.keep(this.#responseName(id), target);
  }

  #choose(): Target | null {
    const { sticky, random } = this.#switchboard;
    const { routes } = this.#ask.model;
    if (this.#sole) return soleTarget(routes, this.#tried);
    const owner = this.#owner();
    if (owner) return choose(this.#ownersRoute(owner), { tried: this.#tried, last: owner, random });
    return choose(routes, { tried: this.#tried, last: sticky.find(this.#name()), random });
  }

  /** Who made the response that this one continues, where this process knows it. */
  #owner(): Seat | null {
    const { follows } = this.#ask;
    return follows === null ? null : this.#switchboard.sticky.find(this.#responseName(follows));
  }

  #ownersRoute({ state, key }: Seat): Route[] {
    const able = key.msLeft === 0 && !this.#tried.keys.has(key);
    return able ? this.#ask.model.routes.filter((route) => route.state === state) : [];
  }

  #unavailable() {
    const wait = Math.ceil(msUntilAble(this.#ask.model.routes) / 1_000);
    return gatewayErrors.upstream_unavailable({ retryAfter: Math.max(SHORTEST_WAIT_SECONDS, wait) });
  }

  #name(): string {
    this.#affinity ??= `${this.#accountId} ${this.#ask.model.id} ${this.#ask.affinity()}`;
    return this.#affinity;
  }

  /** With the account in it: nobody is led to another's upstream by guessing an id. */
  #responseName(id: string): string {
    return `${this.#accountId} response ${id}`;
  }
}
