import type { Deps } from '../context.ts';
import type { KeyHolder } from '../identity/index.ts';
import type { PriceBook } from '../pricing/index.ts';
import { openQuotas, type QuotaGate } from '../quotas/index.ts';
import { Admission } from './admission.ts';
import { buildCatalog, type Catalog } from './catalog.ts';
import { Switchboard } from './channels/switchboard.ts';
import { createMeters, type Meters } from './meters.ts';
import { Replays } from './replays.ts';
import { Shelf } from './responses/shelf.ts';
import type { GatewaySettings } from './settings.ts';
import { Settlements } from './settlements.ts';

/** Who a presented key stands for, or null. Must not need a query for a key it knows; calls `beforeAsking` when it does. */
export type FindKey = (presentedKey: string, beforeAsking?: () => void) => Promise<KeyHolder | null>;

/** What every call works with, made once at start. */
export interface Gateway {
  deps: Deps;
  settings: GatewaySettings;
  findKey: FindKey;
  /** The channels and their health. */
  switchboard: Switchboard;
  catalog: Catalog;
  prices: PriceBook;
  quota: QuotaGate;
  admission: Admission;
  settlements: Settlements;
  replays: Replays;
  /** Whose response is whose. */
  shelf: Shelf;
  meters: Meters;
  /** When this process began, in seconds: the `created` of its models. */
  since: number;
}

/** Opens the channels. Throws with a sentence when the configuration cannot work. */
export function openGateway(deps: Deps, findKey: FindKey, prices: PriceBook): Gateway {
  const settings = deps.config.gateway;
  const settlements = new Settlements(settings.limits.unsettled, deps.log);
  const { production } = deps.config.server;
  const { channels, failover: rule } = settings;
  const switchboard = new Switchboard({ channels, rule, production, log: deps.log });
  return {
    deps,
    settings,
    findKey,
    switchboard,
    catalog: buildCatalog(settings, switchboard),
    prices,
    quota: openQuotas(deps),
    admission: new Admission(settings.limits.concurrent),
    settlements,
    replays: new Replays(),
    shelf: new Shelf(deps.db, deps.log, settings.limits.unsettled),
    meters: createMeters(deps.metrics, () => settlements.size, switchboard),
    since: Math.floor(deps.clock.now().getTime() / 1000),
  };
}

/**
 * Graceful stop: takes no new calls, waits for the running ones, then for their settlements, `withinMs` altogether;
 * what still runs then is broken off and charged for what was delivered. To be called before the ledger closes.
 */
export async function closeGateway(
  { admission, settlements, shelf, switchboard, quota, deps }: Gateway,
  withinMs: number,
): Promise<void> {
  const end = performance.now() + withinMs;
  await admission.close(withinMs * CALLS_SHARE);
  const rest = Math.max(MIN_DRAIN_MS, end - performance.now());
  const [left, unwritten] = await Promise.all([settlements.drain(rest), shelf.drain(rest)]);
  if (left > 0) deps.log.error({ left }, 'calls are left to the sweeper');
  if (unwritten > 0) deps.log.error({ unwritten }, 'responses were not written down');
  await Promise.all([switchboard.close(), quota.close()]);
}

/** Of the time for a stop, what running calls may take; the rest is for settling. */
const CALLS_SHARE = 0.8;
const MIN_DRAIN_MS = 500;
