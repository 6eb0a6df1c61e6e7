import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson } from '../../../../../tools/testing/upstream.ts';
import { type MediaShop, openMediaShop, says, send } from './media-shop.fixture.ts';

let shop: MediaShop;

beforeAll(async () => {
  shop = await openMediaShop();
});

afterAll(() => shop?.close());

const list = { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.5] }], model: 'up' };
const usage = { prompt_tokens: 8, total_tokens: 8 };
const embed = (input: unknown, more: object = {}) => shop.call('/embeddings', { model: 'embed', input, ...more });

describe('embeddings', () => {
  it('are charged for their input, and go upstream with everything the client said', async () => {
    shop.upstream.plays(says({ ...list, usage }));
    const more = { encoding_format: 'base64', dimensions: 3, input_type: 'query' };
    const { charge, bytes, receipt } = await embed('Hi', more);
    expect([charge, JSON.parse(bytes.toString())]).toEqual([8n, { ...list, usage }]);
    expect(receipt).toMatchObject({
      feature: 'embeddings',
      usage: { inputTokens: 8, outputTokens: 0, estimated: false },
    });
    expect(shop.upstream.requests.at(-1)!.body).toEqual({ model: 'embed', input: 'Hi', ...more });
  });

  it.each([
    ['missing', undefined, 2],
    ['negative', { prompt_tokens: -1 }, 2],
    ['absurd', { prompt_tokens: 1e9 }, 2],
  ])('of which the usage is %s are counted here', async (_, said, tokens) => {
    shop.upstream.plays(says({ ...list, usage: said }));
    expect((await embed('Hello there')).receipt!.usage).toMatchObject({ inputTokens: tokens, estimated: true });
    expect((await embed([[5, 6], [7]])).receipt!.usage).toMatchObject({ inputTokens: 3, estimated: true });
  });

  it.each([
    ['a text, by its bytes', 'Hello', Math.ceil(JSON.stringify({ model: 'embed', input: 'Hello' }).length / 2) + 64],
    ['tokens, by their number', [1, 2, 3, 4], 4],
    ['lists of tokens, by all of them', [[1, 2], [3]], 3],
  ])('are held for %s', async (_, input, tokens) => {
    shop.upstream.plays((response) => answerJson(response, 500, {}));
    const { receipt, charge } = await embed(input);
    expect([Math.round(Number(receipt!.held) * 1e6), charge]).toEqual([tokens, 0n]);
  });

  it.each([
    ['nothing', undefined],
    ['an empty list', []],
    ['a mixture', ['a', 1]],
    ['an empty list of tokens', [[1], []]],
    ['half a token', [1.5]],
    ['objects', [{ type: 'text' }]],
    ['too many', Array.from({ length: 2_049 }, () => 'a')],
  ])('of %s are refused', async (_, input) => {
    const answer = await send(shop, '/embeddings', { model: 'embed', input });
    expect([answer.status, ((await answer.json()) as { error: Record<string, unknown> }).error.param]).toEqual([
      400,
      'input',
    ]);
  });

  it('need a price for input, or for the call', async () => {
    expect(await embed('Hi', { model: 'speak' })).toMatchObject({ status: 404, code: 'model_not_priced' });
    shop.upstream.plays(says({ ...list, usage }));
    expect((await embed('Hi', { model: 'by-call' })).charge).toBe(500_000n);
  });

  it('that break off or are none cost nothing', async () => {
    shop.upstream.plays(says({ error: {} }));
    expect(await embed('Hi')).toMatchObject({ status: 502, charge: 0n });
    shop.upstream.plays((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data": [', () => response.destroy());
    });
    expect(await embed('Hi')).toMatchObject({ status: 502, charge: 0n });
  });
});

describe('moderations', () => {
  const results = [{ flagged: false }];

  it('are counted here, because nobody reports them', async () => {
    shop.upstream.plays(says({ id: 'm', model: 'up', results }));
    const input = [
      { type: 'text', text: 'Hello there' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ];
    const { charge, receipt } = await shop.call('/moderations', { model: 'judge', input });
    expect(charge).toBe(1_506n);
    expect(receipt!.usage).toMatchObject({ inputTokens: 1_506, estimated: true });
  });

  it.each([[undefined], [[]], [7]])('of %o are refused', async (input) => {
    const answer = await send(shop, '/moderations', { model: 'judge', input });
    expect([answer.status, ((await answer.json()) as { error: Record<string, unknown> }).error.param]).toEqual([
      400,
      'input',
    ]);
  });

  it('of OpenAI’s own model need no name for it; without a price they are refused', async () => {
    const unknown = await shop.call('/moderations', { input: 'x' });
    expect([unknown.status, unknown.bytes.toString()]).toEqual([
      404,
      expect.stringContaining('omni-moderation-latest'),
    ]);
    expect(await shop.call('/moderations', { model: 'unpriced', input: 'x' })).toMatchObject({
      code: 'model_not_priced',
    });
  });
});
