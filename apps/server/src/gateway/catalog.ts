import type { Sale } from '../pricing/index.ts';
import type { Route } from './channels/choice.ts';
import type { Switchboard } from './channels/switchboard.ts';
import type { GatewaySettings } from './settings.ts';

/** A model as a call needs it: everything is looked up in memory. */
export interface Model {
  id: string;
  /** Who serves it, and under which name; at least one. */
  routes: readonly Route[];
  maxOutputTokens: number;
  contextTokens: number | null;
  ownedBy: string;
  hostedTools: boolean;
  maxToolCalls: number;
}

/** A model at the price at which one customer calls it now. */
export interface Offer extends Model {
  sale: Sale;
}

/** What can be called, by the model's id. */
export interface Catalog {
  models: ReadonlyMap<string, Model>;
}

/** Builds the catalog once, at start. */
export function buildCatalog(settings: GatewaySettings, switchboard: Switchboard): Catalog {
  const models = settings.models.map((setting): [string, Model] => {
    const { id, contextTokens = null, maxOutputTokens, ownedBy, hostedTools, maxToolCalls } = setting;
    return [
      id,
      {
        id,
        routes: switchboard.routesOf(setting),
        maxOutputTokens,
        contextTokens,
        ownedBy,
        hostedTools,
        maxToolCalls,
      },
    ];
  });
  return { models: new Map(models) };
}
