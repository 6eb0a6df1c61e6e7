import { describe, expect, it } from 'vitest';
import { Breaker } from './breaker.ts';
import { Recent } from './recent.ts';
import { failover } from './settings.ts';
import { Sticky } from './sticky.ts';
import { UpstreamKey } from './upstream-key.ts';

const rule = failover.parse({ failures: 3, coolDownMs: 1_000, maxCoolDownMs: 3_000, failureRateCalls: 10 });

function breakerAt() {
  let time = 0;
  const now = () => time;
  const recent = new Recent(now);
  const breaker = new Breaker(rule, now, recent);
  const fail = (trial = false) => {
    recent.add(true);
    return breaker.failed(trial);
  };
  return { breaker, recent, fail, pass: (ms: number) => (time += ms) };
}

describe('a breaker', () => {
  it('trips after failures in a row, and an answer in between counts', () => {
    const { breaker, fail } = breakerAt();
    expect([fail(), fail()]).toEqual([false, false]);
    breaker.answered(false);
    expect([fail(), fail(), breaker.passable]).toEqual([false, false, true]);
    expect([fail(), breaker.state, breaker.passable, breaker.msLeft]).toEqual([true, 'cooling', false, 1_000]);
  });

  it('trips when half of the last minute failed, and only when there was enough to tell', () => {
    const { breaker, recent, fail, pass } = breakerAt();
    for (let turn = 0; turn < 4; turn += 1) {
      expect(fail()).toBe(false);
      breaker.answered(false);
      recent.add(false);
    }
    recent.add(false);
    expect(fail()).toBe(true);
    pass(61_000);
    expect(recent.counts()).toEqual({ calls: 0, failures: 0 });
  });

  it('lets one call try, and waits twice as long after each that fails, within bounds', () => {
    const { breaker, fail, pass } = breakerAt();
    for (let turn = 0; turn < 3; turn += 1) fail();
    for (const wait of [2_000, 3_000, 3_000]) {
      pass(breaker.msLeft);
      expect([breaker.state, breaker.enter(), breaker.passable, breaker.enter()]).toEqual([
        'trial',
        true,
        false,
        false,
      ]);
      expect([fail(true), breaker.msLeft]).toEqual([true, wait]);
    }
    pass(3_000);
    expect(breaker.enter()).toBe(true);
    breaker.leave(true);
    expect(breaker.enter()).toBe(true);
    expect([breaker.answered(true), breaker.state, breaker.failuresInARow]).toEqual([true, 'healthy', 0]);
    for (let turn = 0; turn < 3; turn += 1) fail();
    expect(breaker.msLeft).toBe(1_000);
  });

  it('is not kept from coming back by calls that were under way when it tripped', () => {
    const { breaker, fail } = breakerAt();
    for (let turn = 0; turn < 3; turn += 1) fail();
    expect([fail(), fail(), breaker.msLeft]).toEqual([false, false, 1_000]);
  });
});

describe('what is remembered', () => {
  it('has a bound: a seat that nobody used is forgotten, and an old one too', () => {
    let time = 0;
    const sticky = new Sticky(() => time, 1_000, 3);
    const seat = { state: {} as never, key: new UpstreamKey('sk-0123456789', () => time) };
    for (const name of ['a', 'b', 'c']) sticky.keep(name, seat);
    sticky.keep('a', seat);
    sticky.keep('d', seat);
    expect([sticky.size, sticky.find('b'), sticky.find('a')]).toEqual([3, null, { ...seat, until: 1_000 }]);
    time = 1_001;
    expect(sticky.find('a')).toBeNull();
  });

  it('tells percentiles of the last answers', () => {
    const recent = new Recent(() => 0);
    expect(recent.latency()).toBeNull();
    for (let ms = 1; ms <= 600; ms += 1) recent.addLatency(ms);
    expect(recent.latency()).toEqual({ p50: 344, p95: 575, p99: 595 });
  });

  it('never tells a short key', () => {
    expect(new UpstreamKey('short', () => 0).endsIn).toBe('…');
    expect(new UpstreamKey('sk-0123456789', () => 0).endsIn).toBe('6789');
    expect(new UpstreamKey(null, () => 0).endsIn).toBeNull();
  });
});
