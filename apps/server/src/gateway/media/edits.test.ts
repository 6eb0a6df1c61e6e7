import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson } from '../../../../../tools/testing/upstream.ts';
import { type MediaShop, openMediaShop, says, send } from './media-shop.fixture.ts';

let shop: MediaShop;

beforeAll(async () => {
  shop = await openMediaShop({ formBytes: 200_000 });
});

afterAll(() => shop?.close());

const prompt = 'A lighthouse';
const usage = {
  input_tokens: 50,
  input_tokens_details: { text_tokens: 10, image_tokens: 40 },
  output_tokens: 272,
  total_tokens: 322,
};
const data = [{ b64_json: 'AAAA' }];
const look = { background: 'opaque', output_format: 'png', size: '1024x1024', quality: 'low' };

describe('edits', () => {
  const png = (bytes = 100) => new File([Buffer.alloc(bytes, 7)], 'my "own" photo.png', { type: 'image/png' });
  function form(model: string, fields: Record<string, string | File | File[]> = { image: png() }): FormData {
    const made = new FormData();
    for (const [name, value] of Object.entries({ model, prompt, ...fields })) {
      for (const one of Array.isArray(value) ? value : [value]) made.append(name, one);
    }
    return made;
  }
  const edit = (body: object | FormData) => shop.call('/images/edits', body);

  it('send the files on under the upstream’s name for the model, and are charged for what they were', async () => {
    shop.upstream.plays(says({ created: 1, data, ...look, usage }));
    const { charge } = await edit(
      form('paint-tokens', { 'image[]': [png(), png()], mask: png(), size: '1024x1024', quality: 'low' }),
    );
    expect(charge).toBe(10n + 40n * 10n + 272n * 20n);
    const { raw, headers, path } = shop.upstream.requests.at(-1)!;
    const sent = await new Response(new Uint8Array(raw), {
      headers: { 'content-type': headers['content-type']! },
    }).formData();
    expect(path).toBe('/v1/up/images/edits');
    expect([...sent.keys()].sort()).toEqual(['image[]', 'image[]', 'mask', 'model', 'prompt', 'quality', 'size']);
    const file = sent.get('mask') as File;
    expect([file.type, Buffer.from(await file.arrayBuffer())]).toEqual(['image/png', Buffer.alloc(100, 7)]);
  });

  it('are held for every image in them', async () => {
    shop.upstream.plays((response) => answerJson(response, 500, {}));
    const { receipt } = await edit(
      form('paint-tokens', { image: [png(), png()], size: '1024x1024', quality: 'low', n: '2' }),
    );
    const input = prompt.length / 2 + 64 + 2 * 8_000;
    expect(Math.round(Number(receipt!.held) * 1e6)).toBe(input * 10 + 2 * 272 * 20);
  });

  it('may be JSON with addresses', async () => {
    shop.upstream.plays(says({ created: 1, data, ...look }));
    const images = [{ image_url: 'data:image/png;base64,AAAA' }, { image_url: 'https://example.com/x.png' }];
    expect((await edit({ model: 'paint', prompt, images })).receipt).toMatchObject({ charged: '0.001' });
    expect(shop.upstream.requests.at(-1)!.body).toEqual({ model: 'paint', prompt, images });
  });

  it.each<[string, () => object | FormData, number, string]>([
    ['no image', () => form('paint', {}), 400, 'invalid_request'],
    [
      'seventeen images',
      () => form('paint', { image: Array.from({ length: 17 }, () => png(1)) }),
      400,
      'invalid_request',
    ],
    ['two masks', () => form('paint', { image: png(), mask: [png(), png()] }), 400, 'invalid_request'],
    ['a text for an image', () => form('paint', { image: 'no file' }), 400, 'invalid_request'],
    [
      'too many parts',
      () => form('paint', { image: png(), x: Array.from({ length: 64 }, () => png(1)) }),
      400,
      'invalid_request',
    ],
    ['too many bytes', () => form('paint', { image: png(250_000) }), 413, 'body_too_large'],
    [
      'another customer’s file',
      () => ({ model: 'paint', prompt, images: [{ file_id: 'file-1' }] }),
      400,
      'unsupported_parameter',
    ],
    [
      'an address inside',
      () => ({ model: 'paint', prompt, images: [{ image_url: 'http://10.0.0.1/x' }] }),
      400,
      'invalid_request',
    ],
    ['no images', () => ({ model: 'paint', prompt }), 400, 'invalid_request'],
    ['n of a text', () => form('paint', { image: png(), n: 'many' }), 400, 'invalid_request'],
  ])('refuse %s', async (_, body, status, code) => {
    expect(await edit(body())).toMatchObject({ status, code, receipt: null });
  });

  it('refuse a form that is none, and count one that does not say how long it is', async () => {
    const broken = await send(
      shop,
      '/images/edits',
      {},
      { body: 'nothing', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    );
    expect([broken.status, ((await broken.json()) as { error: Record<string, unknown> }).error.code]).toEqual([
      400,
      'invalid_request',
    ]);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
    const init = { body: endless, duplex: 'half', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
    const answer = await send(shop, '/images/edits', {}, init as RequestInit).catch(() => null);
    if (answer) expect(answer.status).toBe(413);
  });

  it('asked for again with the same key are made once; with another file it is another request', async () => {
    shop.upstream.plays(says({ created: 1, data, ...look }));
    const init = { headers: { 'idempotency-key': 'once' } };
    const ask = (size: number) => send(shop, '/images/edits', form('paint', { image: png(size) }), init);
    const before = shop.upstream.requests.length;
    const first = await (await ask(100)).text();
    const again = await ask(100);
    expect([await again.text(), again.headers.get('idempotency-replayed')]).toEqual([first, 'true']);
    expect((await ask(101)).status).toBe(409);
    expect(shop.upstream.requests.length).toBe(before + 1);
  });
});
