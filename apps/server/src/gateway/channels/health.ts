import type { Gateway } from '../gateway.ts';
import type { ChannelState } from './channel-state.ts';
import type { ChannelHealthBody } from './schemas.ts';

/** What this process knows of its channels: for the operator's people, and still without a key or a header. */
export function channelsHealth({ switchboard, catalog }: Gateway): ChannelHealthBody[] {
  const models = [...catalog.models.values()];
  return switchboard.states.map((state) => {
    const served = models.flatMap(({ id, routes }) => {
      const route = routes.find((one) => one.state === state);
      return route ? [{ id, upstreamModel: route.upstreamModel }] : [];
    });
    return healthOf(state, served);
  });
}

function healthOf(state: ChannelState, models: ChannelHealthBody['models']): ChannelHealthBody {
  const { setting, breaker, recent } = state;
  const { calls, failures } = recent.counts();
  return {
    id: setting.name,
    type: setting.type,
    address: setting.type === 'demo' ? null : setting.baseUrl,
    models,
    priority: setting.priority,
    weight: setting.weight,
    state: breaker.state,
    secondsLeft: seconds(breaker.msLeft),
    underWay: state.underWay,
    concurrent: setting.concurrent,
    failuresInARow: breaker.failuresInARow,
    lastMinute: { calls, failures, errorRate: calls === 0 ? 0 : Number((failures / calls).toFixed(4)) },
    firstByteMs: recent.latency(),
    keys: state.keys.map(({ endsIn, reason, msLeft }) => ({ endsIn, setAside: reason, secondsLeft: seconds(msLeft) })),
  };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}
