import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginEvents, chatChunk, type Script } from '../../../../../tools/testing/upstream.ts';
import { COST, hangsUp, messages, openShop, refuses, type Shop, staysSilent, streamsOf } from './shop.fixture.ts';

const errorEvent = 'data: {"error":{"message":"boom"}}\n\n';
const broken = 'data: {"id":"x","choices":[{"delta":{"cont';

/** What the first channel does; a `null` script is an address where nobody listens. */
const failures: [name: string, script: Script | null, onlyStreams?: boolean][] = [
  ['nobody listens', null],
  ['it hangs up', hangsUp],
  ['500', refuses(500)],
  ['502 with HTML', (response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>')],
  ['503', refuses(503)],
  ['504', refuses(504)],
  ['408', refuses(408)],
  ['429', refuses(429, { code: 'rate_limit_exceeded' })],
  ['429 without quota', refuses(429, { code: 'insufficient_quota' })],
  ['402', refuses(402, { message: 'Insufficient Balance' })],
  ['401', refuses(401, { code: 'invalid_api_key' })],
  ['403', refuses(403)],
  ['404', refuses(404, { code: 'model_not_found' })],
  ['a 400 about the operator', refuses(400, { code: 'billing_hard_limit_reached', message: 'pay' })],
  ['a redirect', (response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()],
  ['silence until the first byte', staysSilent, true],
  ['a stream that begins and says nothing', (response) => beginEvents(response), true],
  ['an empty stream', streamsOf(), true],
  ['a stream that is cut in its first event', (response) => cut(response, broken), true],
  ['an error as the first event', streamsOf(errorEvent), true],
  [
    'JSON for a stream',
    (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    true,
  ],
];

function cut(response: Parameters<Script>[0], text: string): void {
  beginEvents(response);
  response.write(text, () => setTimeout(() => response.destroy(), 20));
}

const pair = (name: string) => [
  { name: `${name}a`, priority: 10, apiKey: 'sk-operator-0001' },
  { name: `${name}b`, priority: 20 },
];
const kinds = (onlyStreams?: boolean) => (onlyStreams ? ['s'] : ['s', 'w']);
const own = ['request', 'middle', 'down', 'leaving', 'broken'];

let shop: Shop;

beforeAll(async () => {
  const ofFailures = failures.flatMap(([, , onlyStreams], at) => kinds(onlyStreams).map((kind) => `${kind}${at}`));
  const cases = [...ofFailures, ...own];
  shop = await openShop({
    channels: [
      ...cases.flatMap(pair).map((channel) => {
        const dead = channel.name.endsWith('a') && failures[Number(channel.name.slice(1, -1))]?.[1] === null;
        return dead ? { ...channel, baseUrl: 'http://127.0.0.1:9/v1' } : channel;
      }),
      ...['w', 'x', 'y', 'z'].map((name, priority) => ({ name, priority })),
    ],
    models: {
      ...Object.fromEntries(cases.map((name) => [name, [`${name}b`, `${name}a`]])),
      many: ['w', 'x', 'y', 'z'],
    },
  });
});

afterAll(() => shop?.close());

/** Kinds of the account's transactions that came since. */
async function kindsAfter(count: number): Promise<string[]> {
  const { rows } = await shop.server.deps.ledger.history(shop.customer.userId, { limit: 500 });
  return rows
    .reverse()
    .slice(count)
    .map(({ kind }) => kind);
}

describe('a first channel that fails before its first byte', () => {
  const cases = failures.flatMap(([name, script, onlyStreams], at) =>
    kinds(onlyStreams).map((kind) => [name, kind === 's', `${kind}${at}`, script] as const),
  );

  it.each(cases)(
    '%s, stream %s: the second one answers, on one hold, charged once',
    async (_, stream, model, script) => {
      if (script) shop.plays(`${model}a`, script);
      const before = (await kindsAfter(0)).length;
      const { status, text, receipt, charge } = await shop.chat(model, { stream });
      expect([status, receipt.status, receipt.outcome, charge]).toEqual([200, 'captured', 'completed', COST]);
      expect(text.match(/Hello\./g)).toHaveLength(1);
      expect(text).not.toMatch(/error/);
      expect([shop.asked(`${model}a`).length, shop.asked(`${model}b`).length]).toEqual([script ? 1 : 0, 1]);
      expect(await kindsAfter(before)).toEqual(['hold', 'capture']);
    },
  );

  it('is hung up on when it stays silent: nothing of its try is left behind', async () => {
    const silent = failures.findIndex(([name]) => name.startsWith('silence'));
    await shop.asked(`s${silent}a`)[0]!.hungUp;
    const metrics = await shop.server.deps.metrics.registry.metrics();
    expect(metrics).toContain(`farebox_gateway_channel_calls_under_way{channel="s${silent}a"} 0`);
  });

  it('is told in the log, without the key', () => {
    const lines = shop.logged().split('\n');
    const aside = lines.filter((line) => line.includes('a key is set aside')).map((line) => JSON.parse(line));
    expect(aside).toContainEqual(
      expect.objectContaining({ endsIn: '0001', fault: 'upstream_error 401 invalid_api_key', seconds: 600 }),
    );
    expect(lines.some((line) => line.includes('a call goes elsewhere'))).toBe(true);
    expect(lines.filter((line) => line.includes('sk-operator'))).toEqual([]);
  });
});

describe('a call is not sent again', () => {
  it.each([400, 413, 422])('after the client’s own mistake (%i)', async (status) => {
    shop.plays('requesta', refuses(status, { message: 'bad temperature', code: 'bad', param: 'temperature' }));
    for (const stream of [true, false]) {
      const answer = await shop.chat('request', { stream });
      expect([answer.status, JSON.parse(answer.text).error.code, answer.charge]).toEqual([status, 'bad', 0n]);
    }
    expect(shop.asked('requestb')).toHaveLength(0);
  });

  it('once a stream has begun: it ends there, and what came is charged', async () => {
    shop.plays('middlea', streamsOf(chatChunk('one'), chatChunk(' two'), errorEvent));
    const { status, text, receipt, charge } = await shop.chat('middle', { stream: true });
    expect([status, receipt.status, receipt.outcome]).toEqual([200, 'captured', 'upstream_error']);
    expect(text).toMatch(/one.*two.*broke off/s);
    expect([charge > 0n, shop.asked('middleb').length]).toEqual([true, 0]);
  });

  it('once an answer that is not streamed has begun; it costs nothing', async () => {
    shop.plays('brokena', (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices":', () => setTimeout(() => response.destroy(), 20));
    });
    const { status, receipt, charge } = await shop.chat('broken');
    expect([status, receipt.status, charge, shop.asked('brokenb').length]).toEqual([502, 'released', 0n, 0]);
  });
});

describe('when nobody can answer', () => {
  it('the client is told to come back, and nothing is charged', async () => {
    shop.plays('downa', hangsUp);
    shop.plays('downb', refuses(503, {}, { 'retry-after': '7' }));
    for (const stream of [true, false]) {
      const { status, headers, text, receipt, charge } = await shop.chat('down', { stream });
      expect([status, JSON.parse(text).error.code]).toEqual([503, 'upstream_unavailable']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect([receipt.status, receipt.outcome, charge]).toEqual(['released', 'upstream_error', 0n]);
    }
    // It had asked to be left alone.
    expect(shop.asked('downb')).toHaveLength(1);
  });

  it('no more tries are made than are allowed', async () => {
    for (const name of ['w', 'x', 'y', 'z']) shop.plays(name, refuses(500));
    const { status, charge } = await shop.chat('many');
    expect([status, charge, shop.asked('y').length, shop.asked('z').length]).toEqual([502, 0n, 1, 0]);
  });

  it('a client that leaves while a second channel is asked pays nothing, and ends it', async () => {
    shop.plays('leavinga', refuses(500));
    shop.plays('leavingb', staysSilent);
    for (const stream of [true, false]) {
      const leaving = new AbortController();
      const before = shop.asked('leavingb').length;
      const { userId } = shop.customer;
      const body = { model: 'leaving', messages, stream };
      const call = shop.customer.call('/v1/chat/completions', body, { signal: leaving.signal }).catch(() => 'left');
      await expect.poll(() => shop.asked('leavingb').length, { timeout: 5_000 }).toBe(before + 1);
      leaving.abort();
      expect(await call).toBe('left');
      await shop.asked('leavingb').at(-1)!.hungUp;
      await expect.poll(async () => (await shop.customer.balance()).held, { timeout: 5_000 }).toBe(0n);
      const { rows } = await shop.server.deps.ledger.history(userId, { limit: 2 });
      expect(rows.map(({ kind }) => kind)).toEqual(['release', 'hold']);
    }
    expect(shop.asked('leavinga')).toHaveLength(2);
  });
});
