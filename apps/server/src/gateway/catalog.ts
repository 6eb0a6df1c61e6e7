import { type Price, type PriceTable, priceTable } from '../pricing/index.ts';
import type { Channel } from './channel.ts';
import { demoChannel } from './demo/channel.ts';
import { httpChannel } from './http-channel.ts';
import type { ChannelSetting, GatewaySettings, HttpChannelSetting } from './settings.ts';

/** A model as a call needs it: everything is looked up in memory. */
export interface Model {
  id: string;
  channel: Channel;
  /** The upstream's name for it. */
  upstreamModel: string;
  price: Price;
  maxOutputTokens: number;
  contextTokens: number | null;
  ownedBy: string;
  hostedTools: boolean;
}

/** What can be called, by the model's id; and the channels that serve it. */
export interface Catalog {
  models: ReadonlyMap<string, Model>;
  channels: readonly Channel[];
}

/**
 * Builds the catalog once, at start.
 * `env` is where `apiKeyEnv` is looked up.
 */
export function buildCatalog(settings: GatewaySettings, env: NodeJS.ProcessEnv = process.env): Catalog {
  const channels = new Map(settings.channels.map((setting) => [setting.name, openChannel(setting, env)]));
  const mapped = new Map(settings.channels.map(({ name, models }) => [name, models]));
  const prices: PriceTable = priceTable(settings.models);
  const models = settings.models.map((setting): [string, Model] => {
    const { id, channel, upstreamModel, contextTokens = null, maxOutputTokens, ownedBy, hostedTools } = setting;
    return [
      id,
      {
        id,
        channel: channels.get(channel) as Channel,
        upstreamModel: upstreamModel ?? mapped.get(channel)?.[id] ?? id,
        price: prices.get(id) as Price,
        maxOutputTokens,
        contextTokens,
        ownedBy,
        hostedTools,
      },
    ];
  });
  return { models: new Map(models), channels: [...channels.values()] };
}

function openChannel(setting: ChannelSetting, env: NodeJS.ProcessEnv): Channel {
  return setting.type === 'demo' ? demoChannel(setting) : httpChannel(setting, keyOf(setting, env));
}

/** The upstream's key, or null for a server that wants none. `gatewayProblem` has seen that the variable is set. */
function keyOf({ apiKey, apiKeyEnv }: HttpChannelSetting, env: NodeJS.ProcessEnv): string | null {
  return (apiKeyEnv === undefined ? apiKey : env[apiKeyEnv]) ?? null;
}
