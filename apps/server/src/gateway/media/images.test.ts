import type { ServerResponse } from 'node:http';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson, beginEvents, type Script } from '../../../../../tools/testing/upstream.ts';
import { type MediaShop, openMediaShop, says, send } from './media-shop.fixture.ts';

let shop: MediaShop;

beforeAll(async () => {
  shop = await openMediaShop({ formBytes: 200_000, answerBytes: 2_000_000 });
});

afterAll(() => shop?.close());

const prompt = 'A lighthouse';
const path = '/images/generations';
const generate = (model: string, more: object = {}) => shop.call(path, { model, prompt, ...more });

/** As OpenAI's first image model answered. */
const usage = {
  input_tokens: 50,
  input_tokens_details: { text_tokens: 10, image_tokens: 40 },
  output_tokens: 272,
  total_tokens: 322,
};
const data = [{ b64_json: 'AAAA' }];
const look = { background: 'opaque', output_format: 'png', size: '1024x1024', quality: 'low' };

const event = (type: string, more: object = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, b64_json: 'AAAA', created_at: 1, ...look, ...more })}\n\n`;
const sketch = event('image_generation.partial_image', { partial_image_index: 0 });
const done = event('image_generation.completed', { usage });

function streams(...parts: string[]): Script {
  return (response) => {
    beginEvents(response);
    response.end(parts.join(''));
  };
}

/** What a customer pays for `usage`: text in, image out. */
const TOKENS = 10n + 272n * 20n;

describe('images by their tokens', () => {
  it('are charged as reported; a generation has no image in it', async () => {
    shop.upstream.plays(
      says({
        created: 1,
        data,
        ...look,
        usage: { ...usage, input_tokens: 10, input_tokens_details: { text_tokens: 10, image_tokens: 0 } },
      }),
    );
    const { charge, receipt } = await generate('paint-tokens', { size: '1024x1024', quality: 'low' });
    expect(charge).toBe(TOKENS);
    expect(receipt!.usage).toMatchObject({
      inputTokens: 10,
      outputTokens: 272,
      imageOutputTokens: 272,
      estimated: false,
    });
    expect(shop.upstream.requests.at(-1)!.body).toMatchObject({ model: 'paint-tokens', size: '1024x1024', prompt });
  });

  it.each([
    ['the table’s figure', { size: '1024x1024', quality: 'low' }, 272],
    ['the size’s', { size: '1024x1024', quality: 'high' }, 4_160],
    ['the model’s, where the table has none', { size: '512x512' }, 6_240],
    ['the dearest, where it is open', {}, 6_240],
    ['several', { size: '1024x1024', quality: 'low', n: 3 }, 3 * 272],
    ['sketches', { size: '1024x1024', quality: 'low', stream: true, partial_images: 2 }, 272 + 200],
  ])('are held as %s', async (_, more, output) => {
    shop.upstream.plays((response) => answerJson(response, 500, {}));
    const { receipt, charge } = await generate('paint-tokens', more);
    expect(charge).toBe(0n);
    const input = Math.ceil(JSON.stringify({ model: 'paint-tokens', prompt, ...more }).length / 2) + 64;
    expect(Math.round(Number(receipt!.held) * 1e6)).toBe(input + output * 20);
  });

  it('of which nothing is reported are counted by the table, as the answer says they look', async () => {
    shop.upstream.plays(says({ created: 1, data, ...look }));
    const { receipt } = await generate('paint-tokens');
    expect(receipt!.usage).toMatchObject({ outputTokens: 272, imageOutputTokens: 272, estimated: true });
  });

  it.each([
    ['negative', -5, 272],
    ['absurd', 9e12, 272],
    ['above the table, up to twice', 500, 272],
  ])('reported as %s cost what was asked for', async (_, output_tokens, expected) => {
    shop.upstream.plays(says({ created: 1, data, ...look, usage: { ...usage, output_tokens } }));
    const { receipt } = await generate('paint-tokens', { size: '1024x1024', quality: 'low' });
    expect(receipt!.usage.outputTokens).toBe(expected);
  });
});

describe('images one by one', () => {
  it.each([
    ['as was named', { size: '1024x1024', quality: 'high' }, {}, '0.004'],
    ['as was named, whatever the answer says', { size: '1024x1024', quality: 'low' }, { quality: 'high' }, '0.001'],
    ['as the answer says, where it was open', {}, look, '0.001'],
    ['as the answer says, where a half was open', { size: '1024x1024' }, look, '0.001'],
    ['as the dearest, where nobody says', {}, {}, '0.004'],
    ['as the dearest of the size', { size: '1536x1024' }, {}, '0.003'],
    ['as the dearest, of a size nobody foresaw', { size: '4096x4096' }, {}, '0.004'],
  ])('cost %s', async (_, asked, told, charged) => {
    shop.upstream.plays(says({ created: 1, data, ...told }));
    expect((await generate('paint', asked)).receipt!.charged).toBe(charged);
  });

  it('cost as many as came, at most as many as were asked for', async () => {
    shop.upstream.plays(says({ created: 1, data: [...data, ...data, ...data], ...look }));
    expect((await generate('paint', { n: 2 })).receipt).toMatchObject({ charged: '0.002', held: '0.008' });
    shop.upstream.plays(says({ created: 1, data: [], ...look }));
    expect((await generate('paint', { n: 2 })).charge).toBe(0n);
  });
});

describe('a stream of images', () => {
  it('is charged by its last event, once, whatever comes after', async () => {
    shop.upstream.plays(streams(sketch, sketch, done, done));
    const { charge, bytes } = await generate('paint-tokens', { stream: true, partial_images: 2 });
    expect(charge).toBe(50n + 272n * 20n);
    expect(bytes.toString()).toContain(sketch + sketch + done);
  });

  it('of several images is charged for all of them', async () => {
    shop.upstream.plays(streams(done, done));
    expect((await generate('paint', { stream: true, n: 2 })).receipt).toMatchObject({
      charged: '0.002',
      outcome: 'completed',
    });
    shop.upstream.plays(streams(done));
    expect((await generate('paint', { stream: true, n: 2 })).receipt).toMatchObject({
      charged: '0.001',
      outcome: 'completed',
    });
  });

  it('passes an image larger than any other event may be', async () => {
    const large = event('image_generation.completed', { b64_json: 'A'.repeat(1_500_000), usage });
    shop.upstream.plays(streams(large));
    const { bytes, charge } = await generate('paint-tokens', { stream: true });
    expect([bytes.length, charge]).toEqual([large.length, 50n + 272n * 20n]);
    shop.upstream.plays(streams(event('image_generation.completed', { b64_json: 'A'.repeat(2_100_000), usage })));
    expect((await generate('paint-tokens', { stream: true })).status).toBe(503);
  });

  it.each([
    ['an error event', [sketch, 'event: error\ndata: {"error":{"message":"org-secret is out of quota"}}\n\n']],
    ['an error without a name', [sketch, 'data: {"error":{"message":"org-secret is out of quota"}}\n\n']],
    ['a cut', [sketch]],
  ])('that ends with %s after a sketch costs nothing', async (_, parts) => {
    shop.upstream.plays(streams(...parts));
    const { charge, bytes, receipt } = await generate('paint', { stream: true, partial_images: 1 });
    expect([charge, receipt!.outcome]).toEqual([0n, 'upstream_error']);
    expect(bytes.toString()).toMatch(/"code":"upstream_error"/);
    expect(bytes.toString()).not.toContain('org-secret');
  });

  it.each([
    ['after a sketch pays for the image as it is', 'paint', '0.001'],
    ['after a sketch pays for its tokens as the table has them', 'paint-tokens', null],
  ])('whose client leaves %s', async (_, model, charged) => {
    shop.upstream.plays((response) => {
      beginEvents(response);
      response.write(sketch);
    });
    const left = await leave({ model, prompt, stream: true, partial_images: 1 }, true);
    expect(left.outcome).toBe('aborted');
    if (charged) expect(left.charged).toBe(charged);
    else expect(left.usage).toMatchObject({ outputTokens: 372, imageOutputTokens: 372, estimated: true });
  });

  it('whose client leaves before anything came costs nothing', async () => {
    shop.upstream.plays(() => undefined);
    const before = await shop.customer.balance();
    await leave({ model: 'paint', prompt, stream: true }, false);
    await expect.poll(() => shop.customer.balance()).toEqual(before);
  });

  it('goes elsewhere before its first event', async () => {
    const hangsUp = (response: ServerResponse) => void response.destroy();
    shop.upstream.plays((response, request) =>
      request.path.includes('/up/') ? hangsUp(response) : streams(done)(response, request),
    );
    expect((await generate('paint', { stream: true })).receipt).toMatchObject({ charged: '0.001' });
  });

  async function leave(body: object, afterFirst: boolean) {
    const leaving = new AbortController();
    const pending = send(shop, path, body, { signal: leaving.signal });
    if (!afterFirst) {
      await expect.poll(() => shop.upstream.requests.at(-1)?.body.prompt).toBe(prompt);
      setTimeout(() => leaving.abort(), 50);
      await expect(pending).rejects.toThrow();
      return { outcome: null, charged: null, usage: {} };
    }
    const answer = await pending;
    await answer.body!.getReader().read();
    leaving.abort();
    return shop.customer.receipt(answer.headers.get('x-farebox-receipt'));
  }
});

describe('a request for images', () => {
  it.each([
    [{ prompt: '' }, 'prompt'],
    [{ prompt, n: 11 }, 'n'],
    [{ prompt, n: 0.5 }, 'n'],
    [{ prompt, partial_images: 4 }, 'partial_images'],
    [{ prompt, size: { width: 1 } }, 'size'],
    [{ prompt, quality: 'very/high' }, 'quality'],
    [{ prompt, stream: 'maybe' }, 'stream'],
    [{ prompt, batch_size: 4 }, 'batch_size'],
  ])('is refused with what is wrong: %o', async (body, param) => {
    const answer = await send(shop, path, { model: 'paint', ...body });
    expect([answer.status, ((await answer.json()) as { error: Record<string, unknown> }).error.param]).toEqual([
      400,
      param,
    ]);
  });

  it('needs a price for images', async () => {
    expect(await generate('unpriced')).toMatchObject({ status: 404, code: 'model_not_priced' });
    expect(await generate('speak')).toMatchObject({ status: 404, code: 'model_not_priced' });
    shop.upstream.plays(says({ created: 1, data }));
    expect((await generate('by-call', { n: 3 })).receipt).toMatchObject({ charged: '0.5' });
  });

  it('is told why the upstream refused it, and is not sent elsewhere', async () => {
    shop.upstream.plays((response) =>
      answerJson(response, 400, { error: { message: 'Not that.', code: 'moderation_blocked' } }),
    );
    const before = shop.upstream.requests.length;
    expect(await generate('paint')).toMatchObject({ status: 400, code: 'moderation_blocked', charge: 0n });
    expect(shop.upstream.requests.length).toBe(before + 1);
    shop.upstream.plays(says({ error: { message: 'with a 200' } }));
    expect(await generate('paint')).toMatchObject({ status: 502, charge: 0n });
  });

  it('gets the official client’s error in the middle of a stream', async () => {
    shop.upstream.plays(streams(sketch));
    const client = new OpenAI({ baseURL: `${shop.server.url}/v1`, apiKey: shop.customer.key, maxRetries: 0 });
    const stream = await client.images.generate({ model: 'paint', prompt, stream: true, partial_images: 1 });
    const types: string[] = [];
    const read = async () => {
      for await (const { type } of stream) types.push(type);
    };
    await expect(read()).rejects.toMatchObject({ code: 'upstream_error' });
    expect(types).toEqual(['image_generation.partial_image']);
  });
});
