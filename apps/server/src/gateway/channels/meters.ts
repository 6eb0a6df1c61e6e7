import { Counter, Gauge, type Registry } from 'prom-client';
import type { Switchboard } from './switchboard.ts';

/** What Prometheus reads of the channels. */
export interface ChannelMeters {
  retries: Counter<'channel'>;
}

/** Health and places are asked when somebody looks; the figures are this process's. */
export function channelMeters(registry: Registry, { states }: Switchboard): ChannelMeters {
  const registers = [registry];
  const gauge = (name: string, help: string, read: (state: Switchboard['states'][number]) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['channel'],
      registers,
      collect() {
        for (const state of states) this.set({ channel: state.channel.name }, read(state));
      },
    });
  gauge('farebox_gateway_channel_up', '1 = asked, 0 = left alone after failures.', ({ breaker }) =>
    breaker.state === 'healthy' ? 1 : 0,
  );
  gauge('farebox_gateway_channel_calls_under_way', 'Calls on a channel now.', ({ underWay }) => underWay);
  gauge('farebox_gateway_channel_keys_set_aside', 'Keys that are refused, used up or busy.', ({ keys }) => {
    return keys.filter(({ msLeft }) => msLeft > 0).length;
  });
  return {
    retries: new Counter({
      name: 'farebox_gateway_retries_total',
      help: 'Tries that failed on a channel and were followed by another.',
      labelNames: ['channel'],
      registers,
    }),
  };
}
