import { FareboxError } from '@farebox/kit';
import type { Posted } from '@farebox/ledger';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Settlements } from './settlements.ts';

const log = pino({ level: 'silent' });
const posted = { id: 'x', amount: 1n } as Posted;
const later = () => performance.now() + 60_000;

/** Fails in the given ways, then works. */
function failing(...errors: Error[]) {
  let tries = 0;
  const send = async () => {
    const error = errors[tries++];
    if (error) throw error;
    return posted;
  };
  return { send, tries: () => tries };
}

describe('settlements', () => {
  it('ask again until the ledger answers', async () => {
    const settlements = new Settlements(10, log);
    const { send, tries } = failing(new Error('connection lost'), new FareboxError('busy', 503, ''));
    expect(await settlements.settle({ holdId: 'a', send, until: later() })).toBe(posted);
    expect([tries(), settlements.size]).toEqual([3, 0]);
  });

  it.each(['busy', 'deadline', 'closing', 'outcome_unknown'])(
    '%s is no answer: the ledger is asked again',
    async (code) => {
      const settlements = new Settlements(10, log);
      const { send, tries } = failing(new FareboxError(code, 503, ''));
      expect(await settlements.settle({ holdId: 'a', send, until: later() })).toBe(posted);
      expect(tries()).toBe(2);
    },
  );

  it('give up on a refusal that will not change', async () => {
    const settlements = new Settlements(10, log);
    const { send, tries } = failing(new FareboxError('hold_expired', 409, ''));
    expect(await settlements.settle({ holdId: 'a', send, until: later() })).toBeNull();
    expect([tries(), settlements.size]).toEqual([1, 0]);
  });

  it('give up when the sweeper has the hold', async () => {
    const settlements = new Settlements(10, log);
    const { send, tries } = failing(new Error('a'), new Error('b'), new Error('c'), new Error('d'), new Error('e'));
    expect(await settlements.settle({ holdId: 'a', send, until: performance.now() + 250 })).toBeNull();
    expect(tries()).toBe(2);
  });

  it('let nobody in when too many wait, and finish what waits before the server stops', async () => {
    const settlements = new Settlements(1, log);
    let answer = (_: Posted) => {};
    const send = () => new Promise<Posted>((resolve) => (answer = resolve));
    const settled = settlements.settle({ holdId: 'a', send, until: later() });
    expect(() => settlements.assertRoom()).toThrow(expect.objectContaining({ code: 'overloaded', status: 503 }));
    const drained = settlements.drain(5_000);
    answer(posted);
    expect([await drained, await settled]).toEqual([0, posted]);
    expect(() => settlements.assertRoom()).not.toThrow();
  });

  it('say how many are left when the time for the stop is over', async () => {
    const settlements = new Settlements(10, log);
    void settlements.settle({ holdId: 'a', send: () => new Promise(() => {}), until: later() });
    expect(await settlements.drain(20)).toBe(1);
  });
});
