import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { chatChunk } from '../../../../../tools/testing/upstream.ts';
import { answers, COST, hangsUp, messages, openShop, refuses, type Shop, streamsOf } from './shop.fixture.ts';

const secrets = ['sk-operator-0001', 'sk-operator-0002', 'sk-operator-0003'];

let shop: Shop;
let admin: Awaited<ReturnType<typeof staffOf>>;

beforeAll(async () => {
  shop = await openShop({
    channels: [
      { name: 'key/a', priority: 10, keys: secrets },
      { name: 'keyb', priority: 20 },
      { name: 'tripa', priority: 10, apiKey: secrets[0] },
      { name: 'tripb', priority: 20 },
      { name: 'asksa', priority: 10 },
      { name: 'asksb', priority: 20 },
      { name: 'placea', priority: 10, concurrent: 1 },
      { name: 'placeb', priority: 20, concurrent: 1 },
      { name: 'diesa', priority: 10 },
      { name: 'diesb', priority: 20 },
    ],
    models: {
      key: ['key/a', 'keyb'],
      trip: ['tripa', 'tripb'],
      asks: ['asksa', 'asksb'],
      place: ['placea', 'placeb'],
      dies: ['diesa', 'diesb'],
    },
    failover: { failures: 3, coolDownMs: 3_000, maxCoolDownMs: 60_000, failureRateCalls: 4 },
  });
  admin = await staffOf(shop.server, 'admin');
});

afterAll(() => shop?.close());

interface Health {
  id: string;
  state: string;
  secondsLeft: number;
  underWay: number;
  failuresInARow: number;
  lastMinute: object;
  firstByteMs: object | null;
  keys: { endsIn: string | null; setAside: string | null; secondsLeft: number }[];
}

async function health(id: string): Promise<Health> {
  const { status, body } = await admin.get<{ data: Health[] }>('/api/admin/channels');
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toMatch(/sk-operator/);
  return body.data.find((one) => one.id === id)!;
}

describe('keys', () => {
  it('take turns, and one that is refused is set aside while the others go on', async () => {
    shop.plays('key', (response, request) => {
      const bad = request.headers.authorization === `Bearer ${secrets[1]}`;
      return (bad ? refuses(401, { code: 'invalid_api_key' }) : answers())(response, request);
    });
    for (let call = 0; call < 6; call += 1) {
      const { status, charge } = await shop.chat('key', { prompt_cache_key: `conversation ${call}` });
      expect([status, charge]).toEqual([200, COST]);
    }
    const used = shop.asked('key').map(({ headers }) => headers.authorization?.slice(-1));
    expect([used.filter((key) => key === '2').length, used.length]).toEqual([1, 7]);
    expect(new Set(used.slice(-4))).toEqual(new Set(['1', '3']));
    expect((await health('key/a')).keys).toEqual([
      { endsIn: '0001', setAside: null, secondsLeft: 0 },
      { endsIn: '0002', setAside: 'upstream_error 401 invalid_api_key', secondsLeft: expect.any(Number) },
      { endsIn: '0003', setAside: null, secondsLeft: 0 },
    ]);
    expect(shop.asked('keyb')).toHaveLength(0);
  });

  it('are tested by an admin, who is told what happened, and a key that answers is used again', async () => {
    const test = (body: object, id = 'key%2Fa') => admin.post<object>(`/api/admin/channels/${id}/test`, body);
    const before = await shop.customer.balance();
    expect(await test({ key: '0002' })).toEqual({
      status: 200,
      body: {
        ok: false,
        model: 'key',
        upstreamModel: 'key',
        key: '0002',
        latencyMs: expect.any(Number),
        fault: 'upstream_error 401 invalid_api_key',
      },
    });
    shop.plays('key', answers());
    expect(await test({ key: '0002', model: 'key' })).toMatchObject({ status: 200, body: { ok: true, fault: null } });
    expect((await health('key/a')).keys[1]).toMatchObject({ setAside: null });
    expect(await shop.customer.balance()).toEqual(before);
    expect(await test({}, 'nobody')).toMatchObject({ status: 404, body: { error: { code: 'channel_not_found' } } });
    expect(await test({ key: '9999' })).toMatchObject({ body: { error: { code: 'channel_key_not_found' } } });
    expect(await test({ model: 'trip' })).toMatchObject({ body: { error: { code: 'model_not_on_channel' } } });
    const { cookie } = shop.customer;
    expect((await shop.server.app.request('/api/admin/channels', { headers: { cookie } })).status).toBe(404);
    expect((await shop.server.app.request('/api/admin/channels')).status).toBe(401);
  });
});

describe('a channel that keeps failing', () => {
  it('is left alone, then tried by one call at a time, and is back with its first answer', async () => {
    shop.plays('tripa', hangsUp);
    for (let call = 0; call < 4; call += 1) expect((await shop.chat('trip')).charge).toBe(COST);
    expect(shop.asked('tripa')).toHaveLength(3);
    expect(await health('tripa')).toMatchObject({ state: 'cooling', failuresInARow: 3, underWay: 0 });
    await expect.poll(async () => (await health('tripa')).state, { timeout: 10_000 }).toBe('trial');
    let answer = () => {};
    shop.plays('tripa', (...asked) => {
      answer = () => void answers()(...asked);
    });
    const calls = Array.from({ length: 10 }, () =>
      shop.customer.call('/v1/chat/completions', { model: 'trip', messages }),
    );
    await expect.poll(() => shop.asked('tripb').length, { timeout: 5_000 }).toBe(4 + 9);
    expect(shop.asked('tripa')).toHaveLength(4);
    answer();
    for (const { status } of await Promise.all(calls)) expect(status).toBe(200);
    expect(await health('tripa')).toMatchObject({ state: 'healthy', failuresInARow: 0, underWay: 0 });
    const metrics = await shop.server.deps.metrics.registry.metrics();
    expect(metrics).toMatch(/farebox_gateway_channel_up\{channel="tripa"\} 1/);
    expect(metrics).toMatch(/farebox_gateway_retries_total\{channel="tripa"\} 3/);
  });

  it('within its streams is left alone too', async () => {
    shop.plays('diesa', streamsOf(chatChunk('one'), 'data: {"error":{"message":"boom"}}\n\n'));
    for (let call = 0; call < 4; call += 1) {
      expect((await shop.chat('dies', { stream: true })).receipt.outcome).toBe('upstream_error');
    }
    expect(await shop.chat('dies', { stream: true })).toMatchObject({ status: 200, charge: COST });
    expect(await health('diesa')).toMatchObject({ lastMinute: { calls: 4, failures: 4, errorRate: 1 } });
  });

  it('is left alone as long as it asks, within bounds, and the client hears when to come back', async () => {
    shop.plays('asksa', refuses(503, {}, { 'retry-after': '40' }));
    shop.plays('asksb', refuses(503, {}, { 'retry-after': '100000' }));
    expect((await shop.chat('asks')).headers.get('retry-after')).toBe('40');
    const { status, headers, text, receipt } = await shop.chat('asks');
    expect([status, JSON.parse(text).error.code, receipt.status]).toEqual([503, 'upstream_unavailable', 'released']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(35);
    expect([shop.asked('asksa').length, shop.asked('asksb').length]).toEqual([1, 1]);
    const { state, secondsLeft } = await health('asksb');
    expect([state, secondsLeft > 40, secondsLeft <= 60]).toEqual(['cooling', true, true]);
  });
});

it('a channel takes so many calls at once, the next ones go elsewhere, and then nowhere', async () => {
  const open: (() => void)[] = [];
  for (const name of ['placea', 'placeb'])
    shop.plays(name, (...asked) => void open.push(() => void answers()(...asked)));
  const body = { model: 'place', messages };
  const first = [1, 2].map(() => shop.customer.call('/v1/chat/completions', body));
  await expect.poll(() => open.length, { timeout: 5_000 }).toBe(2);
  const third = await shop.customer.call('/v1/chat/completions', body);
  expect([third.status, third.headers.get('retry-after')]).toEqual([503, '1']);
  for (const answer of open) answer();
  for (const { status } of await Promise.all(first)) expect(status).toBe(200);
  expect([await health('placea'), await health('placeb')]).toMatchObject([{ underWay: 0 }, { underWay: 0 }]);
});
