import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkFault } from './links.ts';
import { type MediaShop, openMediaShop, says, send } from './media/media-shop.fixture.ts';

describe('an address that an upstream is to fetch', () => {
  it.each([
    'https://example.com/x.png',
    'http://8.8.8.8/x',
    'https://[2606:4700::1111]/x',
    'data:image/png;base64,AAAA',
    'DATA:image/png;base64,AAAA',
  ])('may be %s', (link) => {
    expect(linkFault(link)).toBeNull();
  });

  it.each([
    'http://127.0.0.1/x',
    'http://2130706433/x',
    'http://0x7f.1/x',
    'http://[::1]/x',
    'http://[::ffff:10.0.0.1]/x',
    'http://10.1.2.3/',
    'http://192.168.0.1:8080/',
    'http://169.254.169.254/latest/meta-data',
    'http://metadata.google.internal/computeMetadata',
    'http://localhost:5432/',
    'http://localhost./',
    'http://a.localhost/',
    'http://redis:6379/',
    'https://db.internal/',
    'https://nas.local/',
    'file:///etc/passwd',
    'ftp://example.com/x',
    'gopher://example.com/',
    '/etc/passwd',
    'no address',
  ])('may not be %s', (link) => {
    expect(linkFault(link)).not.toBeNull();
  });
});

describe('a request with such an address', () => {
  let shop: MediaShop;
  beforeAll(async () => {
    shop = await openMediaShop();
  });
  afterAll(() => shop?.close());

  const url = 'http://169.254.169.254/latest';
  it.each<[string, object, string]>([
    [
      '/chat/completions',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] },
      'messages',
    ],
    ['/responses', { input: [{ role: 'user', content: [{ type: 'input_image', image_url: url }] }] }, 'input'],
    ['/responses', { input: [{ role: 'user', content: [{ type: 'input_file', file_url: url }] }] }, 'input'],
    [
      '/responses',
      { input: [{ type: 'function_call_output', output: [{ type: 'input_image', image_url: url }] }] },
      'input',
    ],
    ['/moderations', { input: [{ type: 'image_url', image_url: { url } }] }, 'input'],
    ['/images/edits', { prompt: 'x', images: [{ image_url: url }] }, 'images'],
    ['/images/edits', { prompt: 'x', images: [], mask: { image_url: url } }, 'mask'],
  ])('is refused before anything is held: %s %o', async (path, body, param) => {
    const answer = await send(shop, path, { model: 'text', ...body });
    const { error } = (await answer.json()) as { error: { param: string } };
    expect([answer.status, error.param]).toEqual([400, param]);
    expect([answer.headers.get('x-farebox-receipt'), shop.upstream.requests.length]).toEqual([null, 0]);
  });

  it('goes on where it leads outside, untouched', async () => {
    shop.upstream.plays(
      says({ choices: [{ message: { content: 'x' } }], usage: { prompt_tokens: 1, completion_tokens: 1 } }),
    );
    const messages = [
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/x.png' } }] },
    ];
    expect((await shop.call('/chat/completions', { model: 'text', messages })).status).toBe(200);
    expect(shop.upstream.requests.at(-1)!.body.messages).toEqual(messages);
  });
});
