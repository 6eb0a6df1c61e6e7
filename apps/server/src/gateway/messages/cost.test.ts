import type Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson } from '../../../../../tools/testing/upstream.ts';
import { streamsOf } from '../channels/shop.fixture.ts';
import {
  type ClaudeShop,
  COST,
  messageWith,
  openOpusShop,
  says,
  settled,
  streamOf,
  textBlock,
  usage,
} from './claude.fixture.ts';

let shop: ClaudeShop;
let client: Anthropic;

beforeAll(async () => {
  shop = await openOpusShop();
  client = shop.client;
});

afterAll(() => shop?.close());

const messages = [{ role: 'user' as const, content: 'Hello there' }];
const ask = { model: 'opus', max_tokens: 500, messages };
const sent = (channel = 'claude') => shop.asked(channel).at(-1)!;

async function create(body: object, headers: Record<string, string> = {}) {
  const { data, response } = await client.messages
    .create({ ...ask, ...body, stream: false } as Anthropic.MessageCreateParamsNonStreaming, { headers })
    .withResponse();
  return { data, ...(await settled(shop, response.headers.get('x-farebox-receipt'))) };
}

describe('what a message costs', () => {
  const cached = {
    ...usage,
    cache_creation_input_tokens: 300,
    cache_read_input_tokens: 200,
    cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
  };
  const system = [{ type: 'text', text: 'Be brief. '.repeat(200), cache_control: { type: 'ephemeral', ttl: '1h' } }];
  // 100 plain, 200 read, 100 written for minutes and 200 for an hour, and 10 of output.
  const charge = 100n * 4n + 200n * 1n + 100n * 5n + 200n * 8n + 10n * 20n;

  it('is each kind of input at its own price; and the hold is of the dearest', async () => {
    shop.plays('claude', says('Hello.', cached));
    const whole = await create({ system });
    expect([whole.charge, whole.receipt.usage]).toMatchObject([
      charge,
      {
        inputTokens: 600,
        cachedInputTokens: 200,
        cacheWriteTokens: 100,
        cacheWrite1hTokens: 200,
        outputTokens: 10,
        reasoningTokens: 4,
        estimated: false,
      },
    ]);
    const plain = await create({ system: system[0]!.text });
    const dearest = Number(whole.receipt.held) * 1e6 - 500 * 20;
    expect(dearest / (Number(plain.receipt.held) * 1e6 - 500 * 20)).toBeCloseTo(8 / 4, 0);
    // Nobody asked for a cache: what is said to be written to one is input like any other.
    expect(plain.charge).toBe(400n * 4n + 200n * 1n + 10n * 20n);
  });

  it('is the same for a stream, whose figures replace each other', async () => {
    const events = streamOf([textBlock('Hel', 'lo.')], cached, cached);
    const early = events.at(-2)!.replace('"output_tokens":10', '"output_tokens":4');
    shop.plays('claude', streamsOf(...events.slice(0, -2), early, ...events.slice(-2)));
    const stream = client.messages.stream({ ...ask, system } as never);
    const message = await stream.finalMessage();
    const { response } = await stream.withResponse();
    const { charge: charged, receipt } = await settled(shop, response!.headers.get('x-farebox-receipt'));
    expect([charged, receipt.usage.estimated, message.usage.output_tokens]).toEqual([charge, false, 10]);
  });

  it('knows the tier that answered', async () => {
    shop.plays('claude', says('Hello.', { ...usage, service_tier: 'priority' }));
    expect((await create({ service_tier: 'auto' })).charge).toBe(COST * 2n);
    expect((await create({})).charge).toBe(COST);
    shop.plays('claude', says('Hello.', { ...usage, speed: 'fast' }));
    expect((await create({ speed: 'fast' })).charge).toBe(COST * 6n);
    expect(sent().body.speed).toBe('fast');
    shop.plays('claude', says());
    expect((await create({ speed: 'fast' })).charge).toBe(COST);
    await create({ model: 'few', speed: 'fast', service_tier: 'auto' });
    expect([sent('few').body.speed, sent('few').body.service_tier]).toEqual([undefined, undefined]);
  });

  it('has the searches in it, which are limited on their way', async () => {
    const searched = { ...usage, server_tool_use: { web_search_requests: 2, web_fetch_requests: 0 } };
    shop.plays('claude', says('Found.', searched));
    const tools = [
      { type: 'web_search_20250305', name: 'web_search', max_uses: 50 },
      { type: 'bash_20250124', name: 'bash' },
      { name: 'own', input_schema: { type: 'object' } },
    ];
    const { charge: charged, receipt } = await create({ tools });
    expect((sent().body.tools as { max_uses: number }[])[0]!.max_uses).toBe(3);
    expect([charged, receipt.usage]).toMatchObject([COST + 20_000n, { toolCalls: { web_search: 2 } }]);
    expect(Number(receipt.held)).toBeGreaterThan(0.03);
    const fetching = create({ tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }] });
    await expect(fetching).rejects.toMatchObject({ errorCode: 'unsupported_parameter' });
  });

  it('counts the runs of other tools by their blocks', async () => {
    const content = [
      { type: 'server_tool_use', id: 's1', name: 'bash_code_execution', input: { command: 'ls' } },
      { type: 'text', text: 'Done.' },
    ];
    shop.plays('claude', (response) => answerJson(response, 200, messageWith({ content })));
    const tools = [{ type: 'code_execution_20250825', name: 'code_execution' }];
    const { charge: charged } = await create({ tools });
    expect(charged).toBe(COST + 20_000n);
    shop.plays('claude', streamsOf(...streamOf([content.slice(0, 1), textBlock('Done.')])));
    const stream = client.messages.stream({ ...ask, tools: tools as never });
    const { response } = await stream.withResponse();
    await stream.done();
    const run = await settled(shop, response.headers.get('x-farebox-receipt'));
    expect([run.charge, run.receipt.usage]).toMatchObject([COST + 20_000n, { toolCalls: { code_execution: 1 } }]);
  });

  it('is the input alone, where a cache is filled and nothing is said', async () => {
    shop.plays('claude', says('', { ...cached, output_tokens: 0 }));
    const { charge: charged } = await create({ max_tokens: 0, system });
    expect([charged, sent().body.max_tokens]).toEqual([charge - 200n, 0]);
  });
});
