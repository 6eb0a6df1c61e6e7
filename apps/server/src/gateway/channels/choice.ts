import type { ChannelState } from './channel-state.ts';
import type { Seat } from './sticky.ts';
import type { UpstreamKey } from './upstream-key.ts';

/** A channel that serves a model, and what the model is called there. */
export interface Route {
  state: ChannelState;
  upstreamModel: string;
}

/** Where one try goes. */
export interface Target extends Route {
  key: UpstreamKey;
  /** The model has nobody else to ask, so that nothing is ever held against these. */
  sole: boolean;
}

/** What one call has asked already, and found wanting. */
export interface Tried {
  keys: Set<UpstreamKey>;
  /** Channels that failed themselves: another key of theirs is the last thing to try. */
  channels: Set<ChannelState>;
}

export interface Wishes {
  tried: Tried;
  /** Who answered this conversation last: chosen again while it is among the best. */
  last: Seat | null;
  /** Between 0 and 1. */
  random: () => number;
}

/** True for a model with one channel and one key: to refuse them would refuse the model. */
export function isSole(routes: readonly Route[]): boolean {
  return routes.length === 1 && (routes[0] as Route).state.keys.length === 1;
}

/** Whom to ask: the lowest priority first, then the last one, then by weight and health. Null: nobody can be asked. */
export function choose(routes: readonly Route[], { tried, last, random }: Wishes): Target | null {
  const able = routes.filter((route) => isAble(route, tried));
  const fresh = able.filter(({ state }) => !tried.channels.has(state));
  const group = best(fresh.length > 0 ? fresh : able);
  const again = last && group.find(({ state }) => state === last.state);
  if (again && usable(last.key, tried)) return { ...again, key: last.key, sole: false };
  const route = again ?? drawn(group, random);
  const key = route?.state.nextKey(tried.keys);
  return route && key ? { ...route, key, sole: false } : null;
}

/** The one try of a model that has nobody else to ask; null when the channel has its calls. */
export function soleTarget([route]: readonly Route[], { keys }: Tried): Target | null {
  const { state, upstreamModel } = route as Route;
  const key = state.keys[0] as UpstreamKey;
  return state.isFull || keys.has(key) ? null : { state, upstreamModel, key, sole: true };
}

/** How long until somebody can be asked again, as far as time decides it. */
export function msUntilAble(routes: readonly Route[]): number {
  return Math.min(...routes.map(({ state, upstreamModel }) => state.msLeft(upstreamModel)));
}

function isAble({ state, upstreamModel }: Route, { keys }: Tried): boolean {
  return !state.isFull && state.breaker.passable && state.msLeft(upstreamModel) === 0 && state.hasKey(keys);
}

function usable(key: UpstreamKey, { keys }: Tried): boolean {
  return key.msLeft === 0 && !keys.has(key);
}

function best(routes: readonly Route[]): readonly Route[] {
  const lowest = Math.min(...routes.map(({ state }) => state.setting.priority));
  return routes.filter(({ state }) => state.setting.priority === lowest);
}

function drawn(routes: readonly Route[], random: () => number): Route | null {
  if (routes.length < 2) return routes[0] ?? null;
  const shares = routes.map(({ state }) => state.setting.weight * state.health);
  let left = random() * shares.reduce((sum, share) => sum + share, 0);
  const at = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return routes[at] ?? routes.at(-1) ?? null;
}
