import type { Deps } from '../../context.ts';
import type { Maker } from '../ask.ts';
import { demoChannel } from '../demo/channel.ts';
import { httpChannel } from '../http-channel.ts';
import { ChannelState } from './channel-state.ts';
import type { Route } from './choice.ts';
import type { Now } from './recent.ts';
import { type ChannelSetting, type FailoverRule, keysIn } from './settings.ts';
import { type Seat, Sticky } from './sticky.ts';
import { wireOf } from './wires.ts';

/** What of a model says who serves it. */
export interface ServedModel {
  id: string;
  channel?: string | undefined;
  channels?: string[] | undefined;
  upstreamModel?: string | undefined;
}

export interface SwitchboardOptions {
  channels: readonly ChannelSetting[];
  rule: FailoverRule;
  /** In production only channels that say so lead to private networks. */
  production: boolean;
  log: Deps['log'];
  /** Where `env:NAME` is looked up. */
  env?: NodeJS.ProcessEnv;
  now?: Now;
  random?: () => number;
}

/** All channels of this process, with what it has learnt of them. Other processes learn for themselves. */
export class Switchboard {
  readonly rule: FailoverRule;
  readonly states: readonly ChannelState[];
  readonly sticky: Sticky;
  readonly random: () => number;

  constructor(options: SwitchboardOptions) {
    const { channels, rule, production, log, env = process.env, now = () => performance.now() } = options;
    this.rule = rule;
    this.random = options.random ?? Math.random;
    this.sticky = new Sticky(now, rule.stickyMs);
    this.states = channels.map((setting) => {
      if (setting.type === 'demo') return new ChannelState(demoChannel(setting), setting, [], { rule, now, log });
      const channel = httpChannel(setting, wireOf(setting), setting.allowPrivate || !production);
      return new ChannelState(channel, setting, keysIn(setting, env), { rule, now, log });
    });
  }

  /** Who serves a model, in the order in which it names them. The settings have been checked: every name is there. */
  routesOf({ id, channel, channels = [], upstreamModel }: ServedModel): Route[] {
    const names = channel === undefined ? channels : [channel];
    return names.flatMap((name) => {
      const state = this.states.find((one) => one.channel.name === name);
      return state ? [{ state, upstreamModel: state.setting.models[id] ?? upstreamModel ?? id }] : [];
    });
  }

  /** A channel and its key, by name and fingerprint. A key that was exchanged since: the channel's next one. */
  seatOf({ channel, key }: Maker): Seat | null {
    const state = this.states.find((one) => one.channel.name === channel);
    const same = state?.keys.find(({ fingerprint }) => fingerprint === key) ?? state?.nextKey(new Set());
    return state && same ? { state, key: same } : null;
  }

  async close(): Promise<void> {
    await Promise.all(this.states.map(({ channel }) => channel.close()));
  }
}
