import type { ServerResponse } from 'node:http';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson, beginEvents, type Script } from '../../../../../tools/testing/upstream.ts';
import { type MediaShop, openMediaShop, says, send } from './media-shop.fixture.ts';

let shop: MediaShop;

beforeAll(async () => {
  shop = await openMediaShop({ answerBytes: 500_000 });
});

afterAll(() => shop?.close());

const path = '/audio/speech';
const body = { model: 'speak', input: 'Hello there, world', voice: 'alloy' };
/** Eighteen characters at ten credits for a million. */
const CHARGE = 180n;

const sound = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));

function plays(...pieces: Buffer[]): Script {
  return (response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg' });
    for (const piece of pieces) response.write(piece);
    response.end();
  };
}

/** Begins to speak, then does something else. */
function begins(then: (response: ServerResponse) => void): Script {
  return (response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg' });
    response.write(sound, () => then(response));
  };
}

describe('speech as bytes', () => {
  it('comes byte for byte and costs its characters', async () => {
    shop.upstream.plays(plays(sound, sound));
    const { bytes, type, charge, receipt } = await shop.call(path, body);
    expect([bytes.equals(Buffer.concat([sound, sound])), type, charge]).toEqual([true, 'audio/mpeg', CHARGE]);
    expect(receipt).toMatchObject({
      held: '0.00018',
      outcome: 'completed',
      usage: { characters: 18, estimated: false },
    });
    expect(shop.upstream.requests.at(-1)!.headers.accept).toBe('*/*');
  });

  it.each<[string, Script]>([
    ['the upstream breaks off', begins((response) => response.destroy())],
    ['it falls silent', begins(() => undefined)],
    ['it sends more than an answer may have', plays(...Array.from({ length: 7 }, () => sound))],
  ])('costs nothing when %s, and the client’s connection breaks off too', async (_, script) => {
    shop.upstream.plays(script);
    const answer = await send(shop, path, body);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    const receipt = await shop.customer.receipt(answer.headers.get('x-farebox-receipt'));
    expect(receipt).toMatchObject({ status: 'released', charged: '0' });
    expect((await shop.customer.balance()).held).toBe(0n);
  });

  it('costs all of it when the client leaves after its first bytes, and the upstream is told', async () => {
    shop.upstream.plays(begins(() => undefined));
    const leaving = new AbortController();
    const answer = await send(shop, path, body, { signal: leaving.signal });
    await answer.body!.getReader().read();
    leaving.abort();
    const receipt = await shop.customer.receipt(answer.headers.get('x-farebox-receipt'));
    expect(receipt).toMatchObject({ outcome: 'aborted', charged: '0.00018' });
    await shop.upstream.requests.at(-1)!.hungUp;
  });

  it.each<[string, Script]>([
    ['refuses to connect', (response) => void response.destroy()],
    ['answers without sound', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
    ['answers JSON', says({ error: {} })],
    ['answers nothing', plays()],
    ['is out of order', (response) => answerJson(response, 500, {})],
    ['stays silent', () => undefined],
  ])('comes from another channel when the first %s', async (_, script) => {
    shop.upstream.plays((response, request) =>
      (request.path.includes('/up/') ? script : plays(sound))(response, request),
    );
    const { status, charge } = await shop.call(path, body);
    expect([status, charge]).toEqual([200, CHARGE]);
  });

  it('passes on why the upstream refused the request', async () => {
    shop.upstream.plays((response) =>
      answerJson(response, 400, { error: { message: 'No such voice.', param: 'voice' } }),
    );
    expect(await shop.call(path, body)).toMatchObject({ status: 400, charge: 0n });
  });
});

describe('speech as events', () => {
  const delta = `event: speech.audio.delta\ndata: {"type":"speech.audio.delta","audio":"AAAA"}\n\n`;
  const done = (usage?: object) =>
    `event: speech.audio.done\ndata: ${JSON.stringify({ type: 'speech.audio.done', usage })}\n\n`;
  const usage = { input_tokens: 14, output_tokens: 101, total_tokens: 115 };
  const streamed =
    (...parts: string[]): Script =>
    (response) => {
      beginEvents(response);
      response.end(parts.join(''));
    };
  const tokens = { ...body, model: 'speak-tokens', stream_format: 'sse' };

  it('is charged by its tokens, sound for sound', async () => {
    shop.upstream.plays(streamed(delta, delta, done(usage)));
    const { charge, bytes } = await shop.call(path, tokens);
    expect([charge, bytes.toString()]).toEqual([14n + 101n * 20n, delta + delta + done(usage)]);
  });

  it('or by its characters, where those have the price', async () => {
    shop.upstream.plays(streamed(delta, done(usage)));
    expect((await shop.call(path, { ...body, stream_format: 'sse' })).charge).toBe(CHARGE);
  });

  it('of which nothing is reported is counted by its characters, as sound', async () => {
    shop.upstream.plays(streamed(delta, done()));
    const { receipt } = await shop.call(path, tokens);
    expect(receipt!.usage).toMatchObject({ outputTokens: 36, audioOutputTokens: 36, estimated: true });
  });

  it('that breaks off costs nothing', async () => {
    shop.upstream.plays(streamed(delta));
    const { charge, receipt } = await shop.call(path, tokens);
    expect([charge, receipt!.outcome]).toEqual([0n, 'upstream_error']);
  });
});

describe('a request for speech', () => {
  it.each([
    [{ input: '' }, 'input'],
    [{ input: 'a'.repeat(4_097) }, 'input'],
    [{ instructions: 'a'.repeat(4_097) }, 'instructions'],
    [{ model: 'speak-tokens' }, 'stream_format'],
  ])('is refused with what is wrong (%#)', async (more, param) => {
    const answer = await send(shop, path, { ...body, ...more });
    expect([answer.status, ((await answer.json()) as { error: Record<string, unknown> }).error.param]).toEqual([
      400,
      param,
    ]);
  });

  it('counts an emoji once', async () => {
    shop.upstream.plays(plays(sound));
    expect((await shop.call(path, { ...body, input: '👋'.repeat(4_096) })).charge).toBe(40_960n);
  });

  it('needs a price for it', async () => {
    expect(await shop.call(path, { ...body, model: 'embed' })).toMatchObject({ status: 404, code: 'model_not_priced' });
    shop.upstream.plays(plays(sound));
    expect((await shop.call(path, { ...body, model: 'by-call' })).charge).toBe(500_000n);
  });

  it('is an ordinary one to the official client', async () => {
    shop.upstream.plays(plays(sound));
    const client = new OpenAI({ baseURL: `${shop.server.url}/v1`, apiKey: shop.customer.key, maxRetries: 0 });
    const answer = await client.audio.speech.create({ ...body, voice: 'alloy' });
    expect(Buffer.from(await answer.arrayBuffer()).equals(sound)).toBe(true);
  });
});
