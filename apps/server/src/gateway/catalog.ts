import type { Sale } from '../pricing/index.ts';
import type { Route } from './channels/choice.ts';
import type { Switchboard } from './channels/switchboard.ts';
import { type Feature, features } from './features.ts';
import type { GatewaySettings } from './settings.ts';

/** A model as a call needs it: everything is looked up in memory. */
export interface Model {
  id: string;
  /** Who serves it, and under which name; at least one. */
  routes: readonly Route[];
  /** Those of them that serve an endpoint; an endpoint that none serves is not there. */
  served: ReadonlyMap<Feature, readonly Route[]>;
  maxOutputTokens: number;
  contextTokens: number | null;
  ownedBy: string;
  hostedTools: boolean;
  maxToolCalls: number;
  /** The most output tokens of one image, by `size/quality`, `size` or `*`; `maxOutputTokens` where it has none. */
  imageTokens?: Readonly<Record<string, number>>;
  /** Of one text that is to be spoken. */
  maxCharacters?: number;
}

/** A model at the price at which one customer calls it now; its routes are those that serve what was called. */
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
    const routes = switchboard.routesOf(setting);
    const {
      id,
      contextTokens = null,
      maxOutputTokens,
      ownedBy,
      hostedTools,
      maxToolCalls,
      imageTokens,
      maxCharacters,
    } = setting;
    return [
      id,
      {
        id,
        routes,
        served: servedIn(routes),
        maxOutputTokens,
        contextTokens,
        ownedBy,
        hostedTools,
        maxToolCalls,
        imageTokens,
        maxCharacters,
      },
    ];
  });
  return { models: new Map(models) };
}

function servedIn(routes: readonly Route[]): Map<Feature, readonly Route[]> {
  const served = features.map((feature) => [feature, routes.filter(({ state }) => state.channel.serves.has(feature))]);
  return new Map((served as [Feature, Route[]][]).filter(([, able]) => able.length > 0));
}
