import { systemClock } from '@farebox/kit';
import { describe, expect, test } from 'vitest';
import type { OwnRates, Rates } from '../rates.ts';
import type { Caller } from './plan.ts';
import { Quotas } from './quotas.ts';
import { quotasSettings } from './settings.ts';
import { durationText, rateHeaders } from './standing.ts';

/** Quotas whose time stands still until it is told to go on. */
function quotasAt(settings: object = {}) {
  const time = { ms: 1_000_000 };
  const quotas = new Quotas({ settings: quotasSettings.parse(settings), clock: systemClock, now: () => time.ms });
  return { quotas, time };
}

function caller(rates: Partial<Rates> = {}, userRates: OwnRates | null = null, keyId = 'k'): Caller {
  return { keyId, userId: 'u', limits: { rates: { rpm: null, tpm: null, concurrency: null, ...rates }, userRates } };
}

/** What refused a call; null when it was let in. */
function refusal(quotas: Quotas, one: Caller, model = 'm', tokens = 1) {
  try {
    quotas.enter(one, model, tokens);
    return null;
  } catch (error) {
    return error as {
      code: string;
      message: string;
      details: { limit: Record<string, unknown>; retryAfterMs: number };
    };
  }
}

const letIn = (quotas: Quotas, one: Caller, tries: number, model = 'm', tokens = 1) =>
  Array.from({ length: tries }, () => refusal(quotas, one, model, tokens)).filter((refused) => refused === null).length;

test('without a limit nothing is counted', () => {
  const { quotas } = quotasAt();
  const free = { keyId: 'k', userId: 'u', limits: null };
  expect(quotas.enter(free, 'm', 5)).toBeNull();
  expect(quotas.enter(caller(), 'm', 5)).toBeNull();
  expect(quotas.standing(free, 'm')).toBeNull();
  expect(quotas.counters.size).toBe(0);
});

test('requests: exactly as many as are allowed, and again when the minute is over', () => {
  const { quotas, time } = quotasAt();
  const one = caller({ rpm: 20 });
  expect(letIn(quotas, one, 50)).toBe(20);
  const refused = refusal(quotas, one);
  expect(refused).toMatchObject({
    code: 'rate_limit_exceeded',
    status: 429,
    details: { limit: { subject: 'key', kind: 'requests', limit: 20, used: 20, remaining: 0 } },
  });
  const wait = refused!.details.retryAfterMs;
  expect(refused!.message).toContain('20 requests within a minute');
  time.ms += wait - 1;
  expect(letIn(quotas, one, 1)).toBe(0);
  time.ms += 1;
  expect(letIn(quotas, one, 50)).toBe(20);
});

test('tokens: what was reserved too much comes back, what was used stays', () => {
  const { quotas, time } = quotasAt();
  const one = caller({ tpm: 1_000 });
  const pass = quotas.enter(one, 'm', 900);
  expect(refusal(quotas, one, 'm', 200)).toMatchObject({
    details: { limit: { kind: 'tokens', limit: 1_000, used: 900, remaining: 100 } },
  });
  pass!.settle(300);
  pass!.settle(0);
  expect(quotas.standing(one, null)?.tokens).toMatchObject({ remaining: 700 });
  expect(refusal(quotas, one, 'm', 701)).not.toBeNull();
  expect(refusal(quotas, one, 'm', 700)).toBeNull();
  time.ms += 62_000;
  expect(quotas.standing(one, null)?.tokens).toMatchObject({ remaining: 1_000, resetMs: 0 });
});

test('tokens: a call larger than the limit gets through alone, and what it used beyond counts', () => {
  const { quotas } = quotasAt();
  const one = caller({ tpm: 1_000 });
  const pass = quotas.enter(one, 'm', 50_000);
  expect(refusal(quotas, one, 'm', 1)).not.toBeNull();
  pass!.settle(4_000);
  expect(quotas.standing(one, null)?.tokens).toMatchObject({ remaining: 0 });
  expect(refusal(quotas, one, 'm', 50_000)).not.toBeNull();
});

test('concurrency: a place is free again once, however often it is left', () => {
  const { quotas } = quotasAt();
  const one = caller({ concurrency: 2 });
  const [first] = [quotas.enter(one, 'm', 1), quotas.enter(one, 'm', 1)];
  expect(refusal(quotas, one)).toMatchObject({
    details: { limit: { subject: 'key', kind: 'concurrency', limit: 2, used: 2, resetsAt: null }, retryAfterMs: 1_000 },
  });
  first!.leave();
  first!.leave();
  first!.cancel();
  expect(letIn(quotas, one, 5)).toBe(1);
});

test('a call that is refused by one limit counts for none', () => {
  const { quotas } = quotasAt();
  const one = caller({ rpm: 10, tpm: 100, concurrency: 1 });
  const pass = quotas.enter(one, 'm', 10);
  expect(letIn(quotas, one, 20, 'm', 10)).toBe(0);
  expect(quotas.standing(one, null)).toMatchObject({ requests: { remaining: 9 }, tokens: { remaining: 90 } });
  pass!.cancel();
  expect(quotas.standing(one, null)).toMatchObject({ requests: { remaining: 9 }, tokens: { remaining: 100 } });
  expect(refusal(quotas, one, 'm', 100)).toBeNull();
});

describe('people and models', () => {
  test('a person is limited over all keys, and the nearest limit is told', () => {
    const { quotas } = quotasAt({ user: { rpm: 5 } });
    const [a, b] = [caller({ rpm: 4 }, null, 'a'), { keyId: 'b', userId: 'u', limits: null }];
    expect(letIn(quotas, a, 3)).toBe(3);
    expect(quotas.standing(a, null)?.requests).toMatchObject({ limit: 4, remaining: 1 });
    expect(quotas.standing(b, null)?.requests).toMatchObject({ limit: 5, remaining: 2 });
    expect(letIn(quotas, b, 9)).toBe(2);
    expect(refusal(quotas, a)).toMatchObject({ details: { limit: { subject: 'user', limit: 5 } } });
  });

  test('a model is limited for each person by itself', () => {
    const { quotas } = quotasAt({ models: { big: { rpm: 2 } } });
    const [one, other] = [caller(), { ...caller(), userId: 'v' }];
    expect(letIn(quotas, one, 9, 'big')).toBe(2);
    expect(letIn(quotas, one, 9, 'small')).toBe(9);
    expect(letIn(quotas, other, 9, 'big')).toBe(2);
    expect(refusal(quotas, one, 'big')).toMatchObject({
      message: expect.stringContaining('to big'),
      details: { limit: { subject: 'model', model: 'big', kind: 'requests' } },
    });
  });

  test('what the operator set for a person goes before the configuration; 0 is no limit', () => {
    const settings = { user: { rpm: 5, concurrency: 1 }, models: { big: { rpm: 1 } } };
    const { quotas } = quotasAt(settings);
    const one = caller({}, { rpm: 7, concurrency: 0, models: { big: { rpm: 3 }, other: { rpm: 1 } } });
    expect(letIn(quotas, one, 9, 'big')).toBe(3);
    expect(letIn(quotas, one, 9, 'other')).toBe(1);
    expect(letIn(quotas, one, 9)).toBe(3);
  });
});

test('what is not used for longest is forgotten where there are too many, but no call under way', () => {
  const { quotas } = quotasAt({ subjects: 100 });
  const first = caller({ concurrency: 1 }, null, 'first');
  quotas.enter(first, 'm', 1);
  for (let n = 0; n < 500; n++) quotas.enter(caller({ rpm: 1 }, null, `k${n}`), 'm', 1)?.leave();
  expect(quotas.counters.size).toBeLessThan(110);
  expect(refusal(quotas, first)).not.toBeNull();
});

test('counters of which nothing counts any more are forgotten', () => {
  const { quotas, time } = quotasAt();
  quotas.enter(caller({ rpm: 1 }), 'm', 1)?.leave();
  time.ms += 63_000;
  quotas.counters.forgetIdle(time.ms);
  expect(quotas.counters.size).toBe(1);
  time.ms += 2_000;
  quotas.counters.forgetIdle(time.ms);
  expect(quotas.counters.size).toBe(0);
});

test('what another server counted counts too, until it was long ago', () => {
  const { quotas, time } = quotasAt();
  const one = caller({ rpm: 10, tpm: 100, concurrency: 3 });
  quotas.enter(one, 'm', 10)?.leave();
  const told = { requests: [2, 0, 3], tokens: [20, 0, 30], running: 3, ageMs: 500 };
  quotas.counters.find('key k')!.hear(time.ms, [told]);
  expect(quotas.standing(one, null)).toMatchObject({ requests: { remaining: 4 }, tokens: { remaining: 40 } });
  expect(refusal(quotas, one)).toMatchObject({ details: { limit: { kind: 'concurrency' } } });
  time.ms += 3_000;
  expect(letIn(quotas, one, 9)).toBe(3);
  time.ms += 58_000;
  expect(quotas.standing(one, null)?.requests?.remaining).toBe(10 - 1 - 2 - 3);
  time.ms += 3_000;
  expect(quotas.standing(one, null)?.requests?.remaining).toBe(10);
});

test('headers are those of OpenAI', () => {
  const { quotas } = quotasAt();
  const one = caller({ rpm: 10, tpm: 100 });
  expect(rateHeaders(quotas.standing(one, null)!)).toEqual([
    ['x-ratelimit-limit-requests', '10'],
    ['x-ratelimit-remaining-requests', '10'],
    ['x-ratelimit-reset-requests', '0s'],
    ['x-ratelimit-limit-tokens', '100'],
    ['x-ratelimit-remaining-tokens', '100'],
    ['x-ratelimit-reset-tokens', '0s'],
  ]);
  expect([0, 1, 1_000, 59_001, 360_000, 61_500].map(durationText)).toEqual(['0s', '1s', '1s', '1m0s', '6m0s', '1m2s']);
});
