import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(JSON.parse(readFileSync(new URL('./fixtures/openai-schemas.json', import.meta.url), 'utf8')), 'openai');

/** Fails with the schema's complaints when `value` is not what OpenAI publishes under that name. */
function expectShape(name: string, value: unknown): void {
  const validate = ajv.getSchema(`openai#/$defs/${name}`) as ValidateFunction;
  expect(
    validate(value) ? [] : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`),
  ).toEqual([]);
}

let server: TestServer;
let customer: Customer;
let client: OpenAI;

beforeAll(async () => {
  server = await testServer({ listen: true });
  customer = await newCustomer(server);
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: customer.key, maxRetries: 0 });
});

afterAll(() => server?.close());

const messages = [{ role: 'user' as const, content: 'What is double-entry bookkeeping? [demo: delay=0]' }];
const input = '什么是复式记账？[demo: delay=0]';

/** Micro-credits at demo-small's price. */
const cost = (tokens: { input: number; output: number }) => BigInt(tokens.input * 10 + tokens.output * 40);

async function expectCharged(receiptId: string | null, tokens: { input: number; output: number }) {
  const receipt = await customer.receipt(receiptId);
  expect(receipt.usage).toMatchObject({ inputTokens: tokens.input, outputTokens: tokens.output });
  expect(BigInt(Math.round(Number(receipt.charged) * 1e6))).toBe(cost(tokens));
  expect((await customer.balance()).held).toBe(0n);
  return receipt;
}

describe('the official client, chat completions', () => {
  it('gets a whole answer', async () => {
    const { data, response } = await client.chat.completions.create({ model: 'demo-small', messages }).withResponse();
    expectShape('CreateChatCompletionResponse', data);
    expect(data.choices[0]!.message.content).toMatch(/double-entry bookkeeping/);
    const { prompt_tokens, completion_tokens } = data.usage!;
    await expectCharged(response.headers.get('x-farebox-receipt'), { input: prompt_tokens, output: completion_tokens });
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });

  it.each([{ include_usage: true }, undefined])('streams, with options %o', async (stream_options) => {
    const { data, response } = await client.chat.completions
      .create({ model: 'demo-small', messages, n: 2, stream: true, stream_options })
      .withResponse();
    const texts = ['', ''];
    const usages: OpenAI.CompletionUsage[] = [];
    for await (const chunk of data) {
      expectShape('CreateChatCompletionStreamResponse', chunk);
      expect('usage' in chunk).toBe(stream_options !== undefined);
      for (const { index, delta } of chunk.choices) texts[index] += delta.content ?? '';
      if (chunk.usage) usages.push(chunk.usage);
    }
    expect(texts[0]).toMatch(/double-entry/);
    expect(texts[1]).toMatch(/double-entry/);
    const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect(usages).toHaveLength(stream_options ? 1 : 0);
    const { inputTokens, outputTokens } = receipt.usage;
    if (usages[0]) expect([usages[0].prompt_tokens, usages[0].completion_tokens]).toEqual([inputTokens, outputTokens]);
    await expectCharged(response.headers.get('x-farebox-receipt'), { input: inputTokens, output: outputTokens });
  });

  it('aborts in the middle and pays for what it got', async () => {
    const slow = [{ role: 'user' as const, content: 'Explain audits [demo: delay=30;tokens=500]' }];
    const { data, response } = await client.chat.completions
      .create({ model: 'demo-small', messages: slow, stream: true })
      .withResponse();
    let chunks = 0;
    for await (const _ of data) if (++chunks === 6) break;
    const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect([receipt.status, receipt.outcome]).toEqual(['captured', 'aborted']);
    expect(receipt.usage.outputTokens).toBeGreaterThanOrEqual(5);
    expect(receipt.usage.outputTokens).toBeLessThan(100);
    await expectCharged(response.headers.get('x-farebox-receipt'), {
      input: receipt.usage.inputTokens,
      output: receipt.usage.outputTokens,
    });
  });

  it('stops at the limit it named', async () => {
    const answer = await client.chat.completions.create({ model: 'demo-small', messages, max_completion_tokens: 5 });
    expect([answer.choices[0]!.finish_reason, answer.usage!.completion_tokens]).toEqual(['length', 5]);
    expectShape('CreateChatCompletionResponse', answer);
  });

  it('throws what went wrong within a stream', async () => {
    const failing = [{ role: 'user' as const, content: 'Hi [demo: delay=0;fail=after:4]' }];
    const stream = await client.chat.completions.create({ model: 'demo-small', messages: failing, stream: true });
    const read = async () => {
      for await (const chunk of stream) expectShape('CreateChatCompletionStreamResponse', chunk);
    };
    await expect(read()).rejects.toMatchObject({ code: 'upstream_error', type: 'server_error' });
  });
});

describe('the official client, responses', () => {
  it.each([{}, { max_output_tokens: 8 }])('gets a whole answer, with options %o', async (options) => {
    const { data, response } = await client.responses.create({ model: 'demo-small', input, ...options }).withResponse();
    expectShape('Response', withoutClientExtras(data));
    expect(data.status).toBe(options.max_output_tokens ? 'incomplete' : 'completed');
    const { input_tokens, output_tokens } = data.usage!;
    await expectCharged(response.headers.get('x-farebox-receipt'), { input: input_tokens, output: output_tokens });
  });

  it('streams exactly OpenAI’s events', async () => {
    const { data, response } = await client.responses
      .create({ model: 'demo-small', input, instructions: 'Be brief.', stream: true })
      .withResponse();
    const types: string[] = [];
    let text = '';
    for await (const event of data) {
      expectShape('ResponseStreamEvent', event);
      expect(event.sequence_number).toBe(types.length);
      types.push(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
      if (event.type === 'response.completed') expect(event.response.output[0]).toMatchObject({ content: [{ text }] });
    }
    expect(text).toContain('复式记账');
    expect(types.filter((type, at) => type !== types[at - 1])).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect(receipt).toMatchObject({ status: 'captured', outcome: 'completed', feature: 'responses' });
  });

  it('aborts in the middle and pays for what it got', async () => {
    const { data, response } = await client.responses
      .create({ model: 'demo-small', input: 'Explain audits [demo: delay=30;tokens=500]', stream: true })
      .withResponse();
    for await (const event of data) if (event.type === 'response.output_text.delta') break;
    const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect([receipt.status, receipt.outcome]).toEqual(['captured', 'aborted']);
    expect(receipt.usage.outputTokens).toBeLessThan(100);
  });
});

describe('the official client, the rest', () => {
  it('lists models', async () => {
    const list = await client.models.list();
    expectShape('ListModelsResponse', { object: list.object, data: list.data });
    expect(list.data.map(({ id }) => id)).toEqual(expect.arrayContaining(['demo-small', 'demo-large', 'demo-image']));
    expectShape('Model', await client.models.retrieve('demo-large'));
    await expect(client.models.retrieve('nothing')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it('turns refusals into its own exceptions', async () => {
    const stranger = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: `${customer.key}x`, maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    const wrong = client.chat.completions.create({ model: 'gpt-unknown', messages });
    await expect(wrong).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    const answer = await customer.call('/v1/chat/completions', '{');
    expectShape('ErrorResponse', await answer.json());
  });
});

/** The client adds a convenience of its own to what came over the wire. */
function withoutClientExtras(response: OpenAI.Responses.Response): object {
  const { output_text, _request_id, ...wire } = response as OpenAI.Responses.Response & { _request_id?: string };
  return wire;
}
