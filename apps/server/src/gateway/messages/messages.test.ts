import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson, beginEvents } from '../../../../../tools/testing/upstream.ts';
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
const version = '2026-10-21';
const sent = (channel = 'claude') => shop.asked(channel).at(-1)!;

async function create(body: object, headers: Record<string, string> = {}) {
  const { data, response } = await client.messages
    .create({ ...ask, ...body, stream: false } as Anthropic.MessageCreateParamsNonStreaming, { headers })
    .withResponse();
  return { data, ...(await settled(shop, response.headers.get('x-farebox-receipt'))) };
}

describe('a message on its way', () => {
  it('goes to /v1/messages with the operator’s key and the channel’s name for the model', async () => {
    shop.plays('claude', says());
    const { data, charge } = await create({ metadata: { user_id: 'u1' }, temperature: 0.5, stop_sequences: ['x'] });
    expect([data.content, charge]).toEqual([[{ type: 'text', text: 'Hello.' }], COST]);
    expect(sent().path).toBe('/v1/claude/v1/messages');
    expect(sent().headers).toMatchObject({ 'x-api-key': 'sk-ant-operator-1234', 'anthropic-version': version });
    const { authorization, 'x-stainless-lang': sdk } = sent().headers;
    expect([authorization, sdk]).toEqual([undefined, undefined]);
    expect(sent().body).toEqual({
      model: 'claude-opus-up',
      max_tokens: 500,
      messages,
      metadata: { user_id: 'u1' },
      temperature: 0.5,
      stop_sequences: ['x'],
      stream: false,
    });
  });

  it('passes images, documents, thoughts and the results of tools as they are', async () => {
    const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(40_000) };
    const content = [
      { type: 'image', source },
      { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'A document.' } },
      { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'image', source }] },
    ];
    const { receipt } = await create({ messages: [{ role: 'user', content }] });
    expect((sent().body.messages as { content: unknown }[])[0]!.content).toEqual(content);
    // Three images at 4,800 tokens and the text around them; 40,000 characters of base64 are no text.
    const held = (Number(receipt.held) * 1e6 - 500 * 20) / 4;
    expect(held).toBeGreaterThan(3 * 4_800);
    expect(held).toBeLessThan(3 * 4_800 + 1_000);
  });

  it('holds the whole window for pages that only the upstream can count', async () => {
    const source = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' };
    const { receipt } = await create({ messages: [{ role: 'user', content: [{ type: 'document', source }] }] });
    expect(Number(receipt.held) * 1e6).toBe(200_000 * 4 + 500 * 20);
  });

  it('has its limits lowered to the model’s, and the budget for thinking with them', async () => {
    await create({ max_tokens: 20_000, thinking: { type: 'enabled', budget_tokens: 16_000 } });
    expect([sent().body.max_tokens, sent().body.thinking]).toEqual([8_000, { type: 'enabled', budget_tokens: 7_999 }]);
    await create({ model: 'few', max_tokens: 2_000, thinking: { type: 'enabled', budget_tokens: 1_500 } });
    expect([sent('few').body.max_tokens, sent('few').body.thinking]).toEqual([1_000, { type: 'disabled' }]);
    await create({ max_tokens: 4_000, thinking: { type: 'enabled', budget_tokens: 2_000 } });
    expect([sent().body.max_tokens, sent().body.thinking]).toEqual([4_000, { type: 'enabled', budget_tokens: 2_000 }]);
  });

  it('takes the betas along that are for here', async () => {
    const betas = 'interleaved-thinking-2025-05-14,context-1m-2025-08-07,advisor-tool-2026-03-01,claude-code-20250219';
    await create({}, { 'anthropic-beta': betas });
    expect(sent().headers['anthropic-beta']).toBe('interleaved-thinking-2025-05-14,claude-code-20250219');
    await create({ model: 'few' }, { 'anthropic-beta': betas });
    expect(sent('few').headers['anthropic-beta']).toBe('interleaved-thinking-2025-05-14');
    await shop.customer.call('/v1/messages', ask);
    expect([sent().headers['anthropic-version'], sent().headers['anthropic-beta']]).toEqual(['2023-06-01', undefined]);
    const wrong = create({}, { 'anthropic-beta': 'a b;c' });
    await expect(wrong).rejects.toBeInstanceOf(Anthropic.BadRequestError);
  });

  it('goes to another vendor below its own address, with the key shown both ways', async () => {
    await create({ model: 'other' });
    expect(sent('other').path).toBe('/v1/other/messages');
    expect(sent('other').headers).toMatchObject({
      'x-api-key': 'sk-other-operator',
      authorization: 'Bearer sk-other-operator',
      'anthropic-version': version,
    });
  });

  it('can be asked for as a chat completion too', async () => {
    const choices = [{ index: 0, message: { role: 'assistant', content: 'Hi.' }, finish_reason: 'stop' }];
    const told = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
    shop.plays('claude', (response) =>
      answerJson(response, 200, { id: 'c', object: 'chat.completion', model: 'up', choices, usage: told }),
    );
    const openai = new OpenAI({ baseURL: `${shop.server.url}/v1`, apiKey: shop.customer.key, maxRetries: 0 });
    const { data, response } = await openai.chat.completions.create({ model: 'opus', messages }).withResponse();
    expect(data.choices[0]!.message.content).toBe('Hi.');
    expect(sent().path).toBe('/v1/claude/v1/chat/completions');
    expect([sent().headers.authorization, sent().headers['x-api-key']]).toEqual([
      'Bearer sk-ant-operator-1234',
      undefined,
    ]);
    expect((await settled(shop, response.headers.get('x-farebox-receipt'))).charge).toBe(COST);
    shop.plays('claude', says());
  });
});

describe('more that clients of Anthropic’s do', () => {
  it('is asked with betas, and with fields that say nothing here', async () => {
    shop.plays('claude', says());
    const body = { ...ask, diagnostics: { previous_message_id: null }, inference_geo: 'global' };
    const edits = [{ type: 'clear_tool_uses_20250919' as const }];
    const betas = ['context-management-2025-06-27', 'interleaved-thinking-2025-05-14'];
    await client.beta.messages.create({
      ...body,
      context_management: { edits },
      thinking: { type: 'adaptive' },
      betas,
    });
    expect(sent().headers['anthropic-beta']).toBe(betas.join(','));
    const { diagnostics, context_management, inference_geo } = sent().body;
    expect([diagnostics, context_management, inference_geo]).toEqual([undefined, { edits }, 'global']);
  });

  it('is refused by the model, which is an answer', async () => {
    const refusal = messageWith({ stop_reason: 'refusal', usage: { ...usage, output_tokens: 1 } });
    shop.plays('claude', (response) => answerJson(response, 200, refusal));
    expect((await create({})).charge).toBe(420n);
  });

  it('brings a tool along in a message, which is bounded too', async () => {
    const definition = { type: 'web_search_20250305', name: 'web_search', max_uses: 9 };
    const addition = { type: 'tool_addition', tool: { type: 'tool_definition', definition } };
    shop.plays('claude', says());
    await create({ messages: [...messages, { role: 'system', content: [addition] }] });
    expect(JSON.stringify(sent().body.messages)).toContain('"max_uses":3');
    const refused = create({ model: 'few', messages: [...messages, { role: 'system', content: [addition] }] });
    await expect(refused).rejects.toMatchObject({ errorCode: 'unsupported_parameter' });
  });

  it('thinks aloud in a stream, which is counted when it is left', async () => {
    const thought = [
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: 'One two three four five six.' },
      { type: 'signature_delta', signature: 'c2ln' },
    ];
    shop.plays('claude', async (response, { hungUp }) => {
      beginEvents(response);
      response.write(streamOf([thought]).slice(0, 5).join(''));
      await hungUp;
    });
    const { data, response } = await client.messages.create({ ...ask, stream: true }).withResponse();
    for await (const event of data) {
      if (event.type === 'content_block_delta' && event.delta.type === 'signature_delta') break;
    }
    const { receipt } = await settled(shop, response.headers.get('x-farebox-receipt'));
    expect(receipt).toMatchObject({ outcome: 'aborted', usage: { inputTokens: 100, outputTokens: 7 } });
    shop.plays('claude', says());
  });
});

describe('tools of the client', () => {
  const tools = [{ name: 'weather', input_schema: { type: 'object' as const, properties: { city: {} } } }];

  it('are called in a stream, and their results go back', async () => {
    const call = [
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} },
      { type: 'input_json_delta', partial_json: '{"city":' },
      { type: 'input_json_delta', partial_json: '"Oslo"}' },
    ];
    shop.plays('claude', streamsOf(...streamOf([textBlock('Let me see.'), call])));
    const first = await client.messages.stream({ ...ask, tools }).finalMessage();
    expect(first.content[1]).toMatchObject({ type: 'tool_use', name: 'weather', input: { city: 'Oslo' } });
    shop.plays('claude', says('Rain.'));
    const results = [{ type: 'tool_result' as const, tool_use_id: 'toolu_1', content: 'rain' }];
    const { data, charge } = await create({
      tools,
      messages: [...messages, { role: 'assistant', content: first.content }, { role: 'user', content: results }],
    });
    expect([data.content, charge]).toEqual([[{ type: 'text', text: 'Rain.' }], COST]);
  });
});
