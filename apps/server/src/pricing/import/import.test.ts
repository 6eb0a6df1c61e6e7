import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../../tools/testing/ask.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { readCsvList } from './csv.ts';
import { readLitellmList } from './litellm.ts';

interface Planned {
  applied: boolean;
  digest: string;
  changes: {
    line: number;
    model: string;
    change: string;
    price: object;
    cost: object | null;
    before: object | null;
    warnings: string[];
  }[];
  missing: string[];
}

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await testServer();
  ({ cookie } = await staffOf(server, 'admin'));
});

afterAll(() => server?.close());

async function take(body: object) {
  const answer = await ask(server, '/api/admin/prices/import', { cookie, body });
  return {
    status: answer.status,
    body: answer.body as unknown as Planned & { error: { code: string; details: Record<string, unknown> } },
  };
}

async function pricesNow() {
  const { body } = await ask(server, '/api/admin/prices?limit=100', { cookie });
  const { data } = body as unknown as { data: { model: string; price: object; cost: object }[] };
  return Object.fromEntries(data.map(({ model, price, cost }) => [model, { price, cost }]));
}

const csv = `model,input,output,"images.1024x1024/high",cost.input,cost.output
demo-small,12,48,,4,16

"list,with",1,2,3.5,,
list-b,0.5,1,,,
`.replace('"list,with"', 'list-a');

describe('a price list', () => {
  it('is looked at first: nothing is written until just this plan is asked for', async () => {
    const before = await pricesNow();
    const looked = await take({ format: 'csv', csv });
    expect(looked.body).toMatchObject({ applied: false, missing: [] });
    expect(looked.body.changes.map(({ line, model, change }) => [line, model, change])).toEqual([
      [2, 'demo-small', 'new'],
      [4, 'list-a', 'new'],
      [5, 'list-b', 'new'],
    ]);
    expect(await pricesNow()).toEqual(before);
    const done = await take({ format: 'csv', csv, apply: looked.body.digest });
    expect(done.body).toMatchObject({ applied: true, digest: looked.body.digest });
    expect(await pricesNow()).toMatchObject({
      'demo-small': { price: { input: '12', output: '48' }, cost: { input: '4', output: '16' } },
      'list-a': { price: { input: '1', output: '2', images: { '1024x1024/high': '3.5' } }, cost: null },
    });
  });

  it('says what is the same, and what it would change', async () => {
    const { body } = await take({
      format: 'json',
      prices: [
        { model: 'list-b', price: { input: '0.50', output: 1 } },
        { model: 'list-a', price: { input: '7', output: '8' } },
      ],
    });
    expect(body.changes).toMatchObject([
      { line: 1, model: 'list-b', change: 'same' },
      { line: 2, model: 'list-a', change: 'changed', before: { price: { input: '1' } } },
    ]);
  });

  it('is not taken when something else would happen by now', async () => {
    const list = { format: 'json', prices: [{ model: 'raced', price: { input: '1', output: '1' } }] };
    const looked = await take(list);
    await ask(server, '/api/admin/prices', { cookie, body: { model: 'raced', price: { input: '9', output: '9' } } });
    const late = await take({ ...list, apply: looked.body.digest });
    expect([late.status, late.body.error.code]).toEqual([409, 'price_list_changed']);
    expect((await pricesNow()).raced).toMatchObject({ price: { input: '9' } });
    const other = await take({
      ...list,
      prices: [{ model: 'raced', price: { input: '2', output: '1' } }],
      apply: looked.body.digest,
    });
    expect(other.status).toBe(409);
  });

  it('with bad rows is refused whole, with the line of each', async () => {
    const before = await pricesNow();
    const bad = 'model,input,output\nfine,1,2\n,1,2\nfine,3,4\nnegative,-1,2\nempty,,\nletters,abc,1\n';
    const { status, body } = await take({ format: 'csv', csv: bad });
    expect([status, body.error.code]).toEqual([400, 'invalid_price_list']);
    expect(body.error.details).toMatchObject({
      count: 5,
      problems: [
        { line: 3, message: expect.stringMatching(/^model must be/) },
        { line: 4, model: 'fine', message: expect.stringMatching(/in line 2 already/) },
        { line: 5, model: 'negative', message: expect.stringMatching(/^input: Write it in quotes/) },
        { line: 6, model: 'empty', message: expect.stringMatching(/at least one figure/) },
        { line: 7, model: 'letters' },
      ],
    });
    expect(await pricesNow()).toEqual(before);
  });

  it('is every change’s own row in the audit log', async () => {
    const { rows } = await server.deps.pool.query(
      "select target_id, after from farebox.audit_logs where action = 'price.imported' order by target_id",
    );
    expect(rows.map(({ target_id }) => target_id)).toEqual(['demo-small', 'list-a', 'list-b']);
    expect(rows[0].after).toMatchObject({ price: { input: '12' }, cost: { input: '4' } });
  });
});

describe('a CSV text', () => {
  it.each([
    ['no heading', '', 1, /must name the columns/],
    ['no model column', 'input,output\n1,2', 1, /one of them model/],
    ['an unknown figure', 'model,inputs\na,1', 1, /no figure called "inputs"/],
    ['a column twice', 'model,input,input\na,1,2', 1, /there twice/],
    ['too many cells', 'model,input\na,1\nb,1,2', 3, /3 cells under 2/],
    ['an open quote', 'model,input\n"a,1', 1, /does not end/],
  ])('with %s is refused', (_, text, line, sentence) => {
    const { rows, problems } = readCsvList(text);
    expect([rows.length, problems.length, problems[0]?.line]).toEqual([0, 1, line]);
    expect(problems[0]?.message).toMatch(sentence);
  });

  it('may have a mark, quotes, Windows line ends, cells left out, and lines within quotes', () => {
    const text =
      '\ufeffmodel,input,output,tiers.flex,cost.toolCalls.web_search\r\n"a","1",2\r\nb,"3\n",4,0.5,"1.5"\r\nc,5,6,,\r\n';
    const { rows, problems } = readCsvList(text);
    expect(problems).toEqual([]);
    expect(
      rows.map(({ line, model, price, cost }) => [line, model, price?.each.input, price?.tiers, cost?.toolCalls]),
    ).toEqual([
      [2, 'a', 1_000_000n, {}, undefined],
      [3, 'b', 3_000_000n, { flex: 500_000n }, { web_search: 1_500_000n }],
      [5, 'c', 5_000_000n, {}, undefined],
    ]);
  });
});

/** As LiteLLM's list writes them, in dollars. */
const entries = {
  'gpt-x': {
    litellm_provider: 'openai',
    input_cost_per_token: 1.25e-6,
    cache_read_input_token_cost: 1.25e-7,
    output_cost_per_token: 1e-5,
    input_cost_per_token_priority: 2.5e-6,
    search_context_cost_per_query: { search_context_size_low: 0.01, search_context_size_high: 0.03 },
    max_tokens: 128_000,
  },
  'claude-x': {
    ...{ input_cost_per_token: 3e-6, output_cost_per_token: 1.5e-5, cache_read_input_token_cost: 3e-7 },
    ...{ cache_creation_input_token_cost: 3.75e-6, cache_creation_input_token_cost_above_1hr: 6e-6 },
  },
  'whisper-x': { input_cost_per_second: 0.0001, output_cost_per_second: 0.0 },
  'tts-x': { input_cost_per_character: 1.5e-5 },
  'picture-x': { output_cost_per_image: 0.04 },
  'broken-x': { input_cost_per_token: 'cheap', output_cost_per_token: -1 },
  'nothing-x': { mode: 'moderation' },
};

describe('LiteLLM’s list', () => {
  const conversion = { creditsPerUsd: 720_000_000n, markup: 1_300_000n };
  const read = (...models: string[]) =>
    readLitellmList(entries, new Map(models.map((model) => [model, model])), conversion);

  it('becomes credits: what is paid upstream, and that times the markup, exactly', () => {
    const { rows, problems } = read('gpt-x', 'claude-x', 'whisper-x', 'tts-x', 'picture-x');
    expect(problems).toEqual([]);
    const [gpt, claude, whisper, tts, picture] = rows;
    expect(gpt?.cost?.each).toEqual({ input: 900_000_000n, cachedInput: 90_000_000n, output: 7_200_000_000n });
    expect(gpt?.price?.each).toEqual({ input: 1_170_000_000n, cachedInput: 117_000_000n, output: 9_360_000_000n });
    expect(gpt?.cost?.toolCalls).toEqual({ web_search: 21_600_000n });
    expect(gpt?.warnings).toEqual(['not taken: input_cost_per_token_priority']);
    expect(claude?.cost?.each).toMatchObject({ cacheWrite: 2_700_000_000n, cacheWrite1h: 4_320_000_000n });
    expect([whisper?.cost?.each.second, tts?.cost?.each.characters, picture?.cost?.images]).toEqual([
      72_000n,
      10_800_000_000n,
      { '*': 28_800_000n },
    ]);
  });

  it('is rounded up to the micro-credit, never to nothing', () => {
    const tiny = { a: { input_cost_per_token: 1e-13, output_cost_per_token: 1.1e-7 } };
    const { rows } = readLitellmList(tiny, new Map([['a', 'a']]), { creditsPerUsd: 1_000_000n, markup: 1_000_001n });
    expect(rows[0]?.price?.each).toEqual({ input: 1n, output: 110_001n });
  });

  it.each([
    ['words and negative figures', 'broken-x', 2],
    ['no price', 'nothing-x', 1],
  ])('with %s is refused by its entry', (_, model, count) => {
    const { problems } = read(model);
    expect(
      problems.filter(({ message }) => /number of dollars|at least one figure/.test(message)).length,
    ).toBeGreaterThanOrEqual(count);
  });

  it('is asked for the configured models, and told which it lacks', async () => {
    const mine = { ...entries, 'demo-small': entries['gpt-x'] };
    const { body } = await take({ format: 'litellm', entries: mine, creditsPerUsd: '720', markup: '1.3' });
    expect(body).toMatchObject({
      missing: expect.arrayContaining(['demo-large', 'demo-image']),
      changes: [{ model: 'demo-small', price: { input: '1170' }, cost: { input: '900' } }],
    });
    const named = await take({ format: 'litellm', entries, creditsPerUsd: '720', models: { ours: 'claude-x' } });
    expect(named.body.changes).toMatchObject([{ model: 'ours', price: { cacheWrite: '2700' } }]);
  });
});
