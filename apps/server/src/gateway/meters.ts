import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from '../metrics.ts';
import { type ChannelMeters, channelMeters } from './channels/meters.ts';
import type { Switchboard } from './channels/switchboard.ts';

/** What Prometheus reads of the gateway. */
export interface Meters extends ChannelMeters {
  calls: Counter<'route' | 'model' | 'outcome'>;
  tokens: Counter<'model' | 'kind'>;
  firstByte: Histogram<'channel'>;
  streamsOpen: Gauge;
  unsettled: Gauge;
}

/** `unsettled` is asked when somebody looks. */
export function createMeters({ registry }: Metrics, unsettled: () => number, switchboard: Switchboard): Meters {
  const registers = [registry];
  return {
    ...channelMeters(registry, switchboard),
    calls: new Counter({
      name: 'farebox_gateway_calls_total',
      help: 'Metered calls that ended.',
      labelNames: ['route', 'model', 'outcome'],
      registers,
    }),
    tokens: new Counter({
      name: 'farebox_gateway_tokens_total',
      help: 'Tokens charged.',
      labelNames: ['model', 'kind'],
      registers,
    }),
    firstByte: new Histogram({
      name: 'farebox_gateway_first_byte_seconds',
      help: 'Time from the request to the upstream until its first byte.',
      labelNames: ['channel'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    }),
    streamsOpen: new Gauge({ name: 'farebox_gateway_streams_open', help: 'Streams to clients.', registers }),
    unsettled: new Gauge({
      name: 'farebox_gateway_unsettled',
      help: 'Finished calls that are not settled yet.',
      registers,
      collect() {
        this.set(unsettled());
      },
    }),
  };
}
