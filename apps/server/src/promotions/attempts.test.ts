import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { newCode } from './code-format.ts';
import { makeBatch, makeDiscount, movingClock, type Owner, ownerOf, tally } from './promotions.fixture.ts';
import { quoteDiscount } from './quotes.ts';
import { redeem } from './redemptions.ts';

const HOUR_MS = 3_600_000;
const clock = movingClock();
let server: TestServer;
let elsewhere: TestServer;
let owner: Owner;
let admin: string;
let me: string;

beforeAll(async () => {
  server = await testServer({ clock, config: { server: { trustedProxies: 1 } } });
  elsewhere = await testServer({ clock, databaseUrl: server.databaseUrl });
  owner = ownerOf(server);
  admin = (await staffOf(server, 'admin')).cookie;
});
afterAll(async () => {
  await owner.end();
  await elsewhere.close();
  await server.close();
});
beforeEach(async () => {
  me = (await owner.people(1))[0] as string;
});

function tryCode(userId: string, { code = newCode(), ip = null as string | null, on = server, id = newId() } = {}) {
  return redeem(on.deps, { id, userId, code }, { ip, userAgent: null, requestId: 'test-request' });
}

function tryDiscount(userId: string, code: string) {
  const purchase = { kind: 'topup' as const, amountMinor: 1000n, currency: 'CNY', minorUnits: 2, credits: 1n };
  return quoteDiscount(server.deps.db, { ...purchase, code, userId, now: clock.now() });
}

const times = <Made>(count: number, make: (n: number) => Made) => Array.from({ length: count }, (_, n) => make(n));
const codes = async (count: number) => (await makeBatch(server, admin, { count, maxPerUser: count })).codes;

describe('somebody who guesses', () => {
  it('has ten wrong codes an hour, even all at once and in several processes', async () => {
    const guesses = times(30, (n) => tryCode(me, { on: n % 2 ? server : elsewhere }));
    expect(await tally(guesses)).toEqual({ code_not_found: 10, too_many_requests: 20 });
  });

  it('is told when to come back, and may then', async () => {
    const [right] = (await codes(1)) as [string];
    await tally(times(10, () => tryCode(me, { code: 'nonsense' })));
    clock.moveOn(HOUR_MS / 4);
    const blocked = await tryCode(me, { code: right }).catch((error: unknown) => error);
    expect(blocked).toMatchObject({ code: 'too_many_requests', status: 429 });
    const { retryAfter } = (blocked as { details: { retryAfter: number } }).details;
    expect(retryAfter).toBeGreaterThan((HOUR_MS / 1000) * 0.74);
    expect(retryAfter).toBeLessThanOrEqual((HOUR_MS / 1000) * 0.75);
    clock.moveOn(retryAfter * 1000);
    expect(await tryCode(me, { code: right })).toMatchObject({ credits: '10' });
    expect(await tally(times(11, () => tryCode(me)))).toEqual({ code_not_found: 10, too_many_requests: 1 });
  });

  it('does not get past by signing up again: the address counts too, of IPv6 the network', async () => {
    const people = await owner.people(12);
    const from = (address: (n: number) => string) =>
      tally(people.flatMap((one) => times(5, (n) => tryCode(one, { ip: address(n) }))));
    expect(await from(() => '203.0.113.7')).toEqual({ code_not_found: 50, too_many_requests: 10 });
    expect(await tally([tryCode(me, { ip: '203.0.113.8' })])).toEqual({ code_not_found: 1 });
    clock.moveOn(HOUR_MS);
    expect(await from((n) => `2001:db8:1:2::${n}:1`)).toEqual({ code_not_found: 50, too_many_requests: 10 });
    expect(await tally([tryCode(me, { ip: '2001:db8:1:3::1' })])).toEqual({ code_not_found: 1 });
  });

  it('is found out over HTTP, with Retry-After', async () => {
    const { cookie } = await signUp(server.app);
    const headers = {
      cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'x-forwarded-for': '198.51.100.9',
    };
    const guess = () =>
      server.app.request('/api/redemption-codes/redeem', { method: 'POST', headers, body: '{"code":"?"}' });
    for (let n = 0; n < 10; n += 1) expect((await guess()).status).toBe(404);
    const refused = await guess();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
    expect(await owner.rows(`select wrong from farebox.code_attempts where subject like '%198.51.100.9'`)).toEqual([
      { wrong: 10 },
    ]);
  });
});

describe('somebody who does not guess', () => {
  it('is not slowed down by right codes, nor by used ones', async () => {
    const right = await codes(20);
    expect(await tally(right.map((code) => tryCode(me, { code })))).toEqual({ ok: 20 });
    expect(await tally(right.map((code) => tryCode(me, { code })))).toEqual({ code_used: 20 });
    expect(await tally([tryCode(me)])).toEqual({ code_not_found: 1 });
  });

  it('gets an answer that was given before, whatever was tried since', async () => {
    const [code] = (await codes(1)) as [string];
    const id = newId();
    const first = await tryCode(me, { code, id });
    await tally(times(12, () => tryCode(me)));
    expect(await tryCode(me, { code, id })).toEqual(first);
  });

  it('may still use a discount, whose wrong codes are counted apart', async () => {
    const { code } = await makeDiscount(server, admin);
    await tally(times(10, () => tryCode(me)));
    expect(await tryDiscount(me, code)).toMatchObject({ discountMinor: 100n });
    expect(await tally(times(20, (n) => tryDiscount(me, `SAVE-${n}`)))).toEqual({
      discount_not_found: 10,
      too_many_requests: 10,
    });
    expect(await tally([tryDiscount(me, code)])).toEqual({ too_many_requests: 1 });
  });
});

it('forgets in passing what is over, so that the table stays small', async () => {
  const people = await owner.people(40);
  await tally(people.map((one) => tryCode(one)));
  clock.moveOn(HOUR_MS);
  await tally([1, 2, 3, 4, 5, 6].map(() => tryCode(me)));
  const over = 'select count(*)::int as rows from farebox.code_attempts where ends_at <= $1';
  expect(await owner.rows(over, [clock.now()])).toEqual([{ rows: 0 }]);
});
