import { describe, expect, it } from 'vitest';
import { createLog } from '../../log.ts';
import { affinityOf } from '../affinity.ts';
import { choose, isSole, type Route, soleTarget } from './choice.ts';
import { channel, failover } from './settings.ts';
import { Switchboard } from './switchboard.ts';

let time = 0;

function routesOf(...settings: object[]): Route[] {
  const channels = settings.map((setting, at) =>
    channel.parse({ name: `c${at}`, type: 'openai', baseUrl: 'http://127.0.0.1:9/v1', keys: ['k'], ...setting }),
  );
  const rule = failover.parse({ failures: 1, coolDownMs: 1_000 });
  const options = { channels, rule, production: false, log: createLog('silent'), now: () => time };
  return new Switchboard(options).routesOf({ id: 'm', channels: channels.map(({ name }) => name) });
}

const nothing = () => ({ keys: new Set<never>(), channels: new Set<never>() });

function chosen(routes: Route[], random = 0, wishes: Partial<Parameters<typeof choose>[1]> = {}) {
  const target = choose(routes, { tried: nothing(), last: null, random: () => random, ...wishes });
  return target && `${target.state.channel.name} ${target.key.secret}`;
}

const failure = { key: null as never, upstreamModel: 'm', sole: false, trial: false, told: 'test' };

describe('who is asked', () => {
  it('is of the lowest priority, whoever else is free', () => {
    const routes = routesOf({ priority: 20 }, { priority: 10 }, { priority: 20 });
    for (const random of [0, 0.5, 0.99]) expect(chosen(routes, random)).toBe('c1 k');
    routes[1]!.state.breaker.failed(false);
    expect([chosen(routes, 0), chosen(routes, 0.99)]).toEqual(['c0 k', 'c2 k']);
  });

  it('follows the weights, and those who fail get less', () => {
    const routes = routesOf({ weight: 3 }, { weight: 1 });
    const share = () =>
      Array.from({ length: 100 }, (_, at) => chosen(routes, at / 100)).filter((one) => one === 'c0 k');
    expect(share()).toHaveLength(75);
    for (let turn = 0; turn < 10; turn += 1) routes[0]!.state.recent.add(turn < 5);
    expect(share()).toHaveLength(60);
  });

  it('has a free place, a key in use and the model', () => {
    const routes = routesOf({ concurrent: 1 }, {}, {});
    const [a, b, c] = routes.map(({ state }) => state);
    a!.underWay = 1;
    b!.keys[0]!.setAside(500, 'test');
    expect([chosen(routes, 0), chosen(routes, 0.99)]).toEqual(['c2 k', 'c2 k']);
    c!.noteFault({ kind: 'missing', retryAfterMs: null }, failure);
    expect(chosen(routes)).toBeNull();
    a!.underWay = 0;
    expect(chosen(routes)).toBe('c0 k');
    time += 500;
    expect(chosen(routes, 0.99)).toBe('c1 k');
    time += 500;
    expect(chosen(routes, 0.99)).toBe('c2 k');
  });

  it('answered the conversation before, while it is among the best', () => {
    const routes = routesOf({ keys: ['k', 'l'] }, { keys: ['k', 'l'] }, { priority: 90 });
    const [a, b, c] = routes.map(({ state }) => state);
    const last = { state: b!, key: b!.keys[1]! };
    expect([chosen(routes, 0, { last }), chosen(routes, 0, { last })]).toEqual(['c1 l', 'c1 l']);
    last.key.setAside(1_000, 'test');
    expect(chosen(routes, 0, { last })).toBe('c1 k');
    expect(chosen(routes, 0, { last: { state: c!, key: c!.keys[0]! } })).toMatch(/^c0/);
    b!.breaker.failed(false);
    expect(chosen(routes, 0.99, { last })).toMatch(/^c0/);
    a!.breaker.failed(false);
    expect(chosen(routes, 0, { last })).toBe('c2 k');
    time += 1_000;
  });

  it('uses its keys in turn, and another key before another channel', () => {
    const routes = routesOf({ keys: ['k', 'l', 'm'] }, { priority: 90 });
    expect([1, 2, 3, 4].map(() => chosen(routes))).toEqual(['c0 k', 'c0 l', 'c0 m', 'c0 k']);
    const tried = { keys: new Set([routes[0]!.state.keys[1]!]), channels: new Set<never>() };
    expect(chosen(routes, 0, { tried })).toBe('c0 m');
    const failed = { ...tried, channels: new Set([routes[0]!.state]) };
    expect(chosen(routes, 0, { tried: failed })).toBe('c1 k');
  });

  it('is the only one there is, whatever happened', () => {
    const routes = routesOf({ concurrent: 1 });
    expect([isSole(routes), isSole(routesOf({ keys: ['k', 'l'] })), isSole(routesOf({}, {}))]).toEqual([
      true,
      false,
      false,
    ]);
    routes[0]!.state.breaker.failed(false);
    routes[0]!.state.keys[0]!.setAside(1_000, 'test');
    expect(soleTarget(routes, nothing())).not.toBeNull();
    routes[0]!.state.underWay = 1;
    expect(soleTarget(routes, nothing())).toBeNull();
  });
});

describe('what calls of one conversation have in common', () => {
  const system = { role: 'system', content: 'Be brief.' };
  const first = { role: 'user', content: 'Hello' };
  const later = [
    { role: 'assistant', content: 'Hi' },
    { role: 'user', content: 'And?' },
  ];

  it('is how it began, or the client’s own key', () => {
    expect(affinityOf(undefined, [system, first, ...later])).toBe(affinityOf(null, [system, first]));
    expect(affinityOf(undefined, [system, first])).not.toBe(affinityOf(undefined, [first]));
    expect(affinityOf('mine', [system])).toBe(affinityOf('mine', later));
    expect(affinityOf('mine', [])).not.toBe(affinityOf('yours', []));
    const parts = {
      role: 'user',
      content: [
        { type: 'text', text: 'Hello' },
        { type: 'image_url', image_url: {} },
      ],
    };
    expect(affinityOf(undefined, [parts])).toMatch(/^[\w-]{22}$/);
  });
});
