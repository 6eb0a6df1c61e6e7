import Anthropic, { type APIError, type AuthenticationError, type BadRequestError } from '@anthropic-ai/sdk';
import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';

let server: TestServer;
let customer: Customer;
let client: Anthropic;

beforeAll(async () => {
  server = await testServer({ listen: true });
  customer = await newCustomer(server);
  client = new Anthropic({ baseURL: server.url, apiKey: customer.key, authToken: null, maxRetries: 0 });
});

afterAll(() => server?.close());

const model = 'demo-small';
const ask = (content: string) => ({ model, max_tokens: 200, messages: [{ role: 'user' as const, content }] });
const question = ask('What is double-entry bookkeeping? [demo: delay=0]');

async function expectCharged(receiptId: string | null, usage: Anthropic.Usage) {
  const receipt = await customer.receipt(receiptId);
  const input = usage.input_tokens + (usage.cache_read_input_tokens ?? 0);
  expect(receipt).toMatchObject({ status: 'captured', outcome: 'completed', feature: 'messages' });
  expect(receipt.usage).toMatchObject({ inputTokens: input, outputTokens: usage.output_tokens, estimated: false });
  const micro = usage.input_tokens * 10 + (usage.cache_read_input_tokens ?? 0) * 2.5 + usage.output_tokens * 40;
  expect(Number(receipt.charged) * 1e6).toBeCloseTo(Math.ceil(micro), 3);
  expect((await customer.balance()).held).toBe(0n);
}

describe('Anthropic’s client at the demo channel', () => {
  it('gets a whole message', async () => {
    const { data, response } = await client.messages.create(question).withResponse();
    expect(data).toMatchObject({ type: 'message', role: 'assistant', model, stop_reason: 'end_turn' });
    expect(data.content[0]).toMatchObject({ type: 'text', text: expect.stringMatching(/double-entry bookkeeping/) });
    await expectCharged(response.headers.get('x-farebox-receipt'), data.usage);
    expect((data as { _request_id?: string })._request_id).toBe(response.headers.get('x-request-id'));
    expect(Number(response.headers.get('x-farebox-charge'))).toBeGreaterThan(0);
  });

  it('streams, and puts the message together', async () => {
    const stream = client.messages.stream({ ...question, system: [{ type: 'text', text: 'Be brief.' }] });
    const types: string[] = [];
    let text = '';
    stream.on('streamEvent', ({ type }) => void (types.at(-1) === type || types.push(type)));
    stream.on('text', (delta) => {
      text += delta;
    });
    const message = await stream.finalMessage();
    const { response } = await stream.withResponse();
    expect(types).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(message.content).toEqual([{ type: 'text', text, citations: null }]);
    expect(response!.headers.get('request-id')).toBe(response!.headers.get('x-request-id'));
    await expectCharged(response!.headers.get('x-farebox-receipt'), message.usage);
  });

  it('sees what was read from a cache, and pays its price', async () => {
    const { data, response } = await client.messages
      .create(ask(`${'A long beginning. '.repeat(40)}[demo: delay=0;cached=100]`))
      .withResponse();
    expect(data.usage.cache_read_input_tokens).toBe(100);
    await expectCharged(response.headers.get('x-farebox-receipt'), data.usage);
  });

  it('stops at the limit it named', async () => {
    const message = await client.messages.create({ ...question, max_tokens: 5 });
    expect([message.stop_reason, message.usage.output_tokens]).toEqual(['max_tokens', 5]);
  });

  it('aborts in the middle and pays for what it got', async () => {
    const { data, response } = await client.messages
      .create({ ...ask('Explain audits [demo: delay=30;tokens=500]'), max_tokens: 600, stream: true })
      .withResponse();
    let deltas = 0;
    for await (const { type } of data) if (type === 'content_block_delta' && ++deltas === 6) break;
    const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect([receipt.status, receipt.outcome]).toEqual(['captured', 'aborted']);
    expect(receipt.usage.inputTokens).toBeGreaterThan(5);
    expect(receipt.usage.outputTokens).toBeGreaterThanOrEqual(5);
    expect(receipt.usage.outputTokens).toBeLessThan(100);
  });

  it('throws what went wrong within a stream', async () => {
    const read = client.messages.stream(ask('Hi [demo: delay=0;fail=after:5]')).finalMessage();
    await expect(read).rejects.toMatchObject({ type: 'api_error', errorCode: 'upstream_error' });
  });

  it('counts tokens here, where no channel can', async () => {
    const { data, response } = await client.messages
      .countTokens({ model, messages: [{ role: 'user', content: 'Hello, how are you today?' }] })
      .withResponse();
    expect(data.input_tokens).toBeGreaterThan(8);
    expect(data.input_tokens).toBeLessThan(30);
    expect([response.headers.get('x-farebox-estimated'), response.headers.get('x-farebox-receipt')]).toEqual([
      'true',
      null,
    ]);
  });

  it('lists models, page by page', async () => {
    const ids: string[] = [];
    for await (const one of client.models.list({ limit: 1 })) ids.push(one.id);
    expect(ids.slice(0, 2)).toEqual(['demo-small', 'demo-large']);
    expect(ids.join()).not.toMatch(/embed|image|speech/);
    expect((await client.models.list({ before_id: 'demo-large', limit: 5 })).data.map(({ id }) => id)).toEqual([
      'demo-small',
    ]);
    expect(await client.models.retrieve('demo-large')).toMatchObject({ type: 'model', max_tokens: 2_048 });
    const unknown = client.models.retrieve('nothing');
    await expect(unknown).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });
});

describe('Anthropic’s client, refused', () => {
  it('without a key that counts, however it shows it', async () => {
    const bad = { baseURL: server.url, maxRetries: 0 };
    const stranger = new Anthropic({ ...bad, apiKey: `${customer.key}x`, authToken: null });
    const error = await stranger.messages.create(question).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(error).toMatchObject({ type: 'authentication_error', errorCode: 'invalid_api_key' });
    expect((error as AuthenticationError).requestID).toBeTruthy();
    const byToken = new Anthropic({ ...bad, apiKey: null, authToken: customer.key });
    expect((await byToken.messages.create(question)).type).toBe('message');
  });

  it('for what is wrong with the request', async () => {
    const refused = async (body: object) => {
      const error = await client.messages.create({ ...question, ...body } as never).catch((one: unknown) => one);
      expect(error).toBeInstanceOf(Anthropic.BadRequestError);
      return (error as BadRequestError).errorCode;
    };
    expect(await refused({ max_tokens: undefined })).toBe('invalid_request');
    expect(await refused({ max_tokens: 1.5 })).toBe('invalid_request');
    expect(await refused({ messages: [] })).toBe('invalid_request');
    expect(await refused({ fallbacks: [{ model: 'claude-opus' }] })).toBe('unsupported_parameter');
    expect(await refused({ inference_geo: 'us' })).toBe('unsupported_parameter');
    expect(await refused({ container: 'container_1' })).toBe('unsupported_parameter');
    expect(await refused({ context_management: { edits: [{ type: 'compact_20260112' }] } })).toBe(
      'unsupported_parameter',
    );
    expect(await refused({ mcp_servers: [{ type: 'url', url: 'https://a.example', name: 'a' }] })).toBe(
      'unsupported_parameter',
    );
    const inside = [{ type: 'url', url: 'http://10.0.0.7/mcp', name: 'a' }];
    expect(await refused({ mcp_servers: inside })).toBe('invalid_request');
    expect(await refused({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] })).toBe(
      'unsupported_parameter',
    );
    const file = [{ role: 'user', content: [{ type: 'document', source: { type: 'file', file_id: 'file_1' } }] }];
    expect(await refused({ messages: file })).toBe('unsupported_parameter');
  });

  it('for a model or an address that is not there', async () => {
    const unknown = client.messages.create({ ...question, model: 'claude-unknown' });
    await expect(unknown).rejects.toMatchObject({ status: 404, type: 'not_found_error', errorCode: 'model_not_found' });
    const batches = client.messages.batches.list();
    await expect(batches).rejects.toMatchObject({ status: 404, type: 'not_found_error', errorCode: 'unknown_route' });
  });

  it('for want of credits, with what to do about it, and does not ask again', async () => {
    const poor = await newCustomer(server);
    const { available } = await poor.balance();
    await server.deps.ledger.charge({ id: newId(), accountId: poor.userId, amount: available - 1_000n });
    let asked = 0;
    const patient = new Anthropic({
      baseURL: server.url,
      apiKey: poor.key,
      authToken: null,
      maxRetries: 3,
      fetch: (url, init) => {
        asked += 1;
        return fetch(url, init);
      },
    });
    const error = (await patient.messages.create(question).catch((one: unknown) => one)) as APIError;
    expect([error.status, error.type, error.errorCode, asked]).toEqual([
      402,
      'billing_error',
      'insufficient_credits',
      1,
    ]);
    expect(error.error).toMatchObject({
      type: 'error',
      error: { topup_url: `${server.url}/topup`, available: '0.001', required: expect.any(String) },
      request_id: error.requestID,
    });
  });

  it('while the model is busy', async () => {
    const headers = { 'x-demo': 'fail=429' };
    const busy = client.messages.create(question, { headers });
    await expect(busy).rejects.toMatchObject({
      status: 529,
      type: 'overloaded_error',
      errorCode: 'upstream_unavailable',
    });
  });
});
