import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import {
  beginEvents,
  responsesEvent,
  type ScriptedUpstream,
  scriptedUpstream,
} from '../../../../tools/testing/upstream.ts';
import { gatewaySettings } from './settings.ts';

const price = { input: '1', cachedInput: '0.5', output: '2' };
const OWN_INPUT = 9n;

let upstream: ScriptedUpstream;
let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  upstream = await scriptedUpstream();
  const gateway = gatewaySettings.parse({
    channels: [{ name: 'up', type: 'openai', baseUrl: upstream.url, timeouts: { idleMs: 300 } }],
    models: [{ id: 'm', channel: 'up', price, maxOutputTokens: 1_000 }],
  });
  server = await testServer({ listen: true, config: { gateway } });
  customer = await newCustomer(server);
});

afterAll(async () => {
  await server?.close();
  await upstream?.close();
});

async function respond(text: string, end = true) {
  upstream.plays((response) => {
    beginEvents(response);
    response.write(text);
    if (end) response.end();
  });
  const before = await customer.balance();
  const answer = await customer.call('/v1/responses', { model: 'm', stream: true, input: 'Hello there' });
  const received = await answer.text();
  const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
  const after = await customer.balance();
  expect(after.held).toBe(0n);
  return { received, receipt, charge: before.available - after.available };
}

const created = responsesEvent('response.created', 0, {
  response: { id: 'resp_1', status: 'in_progress', usage: null },
});
const spoken = ['one', ' two', ' three']
  .map((delta, at) => responsesEvent('response.output_text.delta', at + 1, { delta, output_index: 0 }))
  .join('');
const unknown = responsesEvent('response.something.new', 4, {
  usage: { input_tokens: 1 },
  error: { code: 'no error' },
});
const usage = { input_tokens: 20, input_tokens_details: { cached_tokens: 10 }, output_tokens: 4 };
const terminal = (status: string, more: object) =>
  responsesEvent(`response.${status}`, 5, { response: { id: 'resp_1', status, output: [], ...more } });

describe('a streamed response', () => {
  it.each([
    ['completed', terminal('completed', { usage }), 23n, 'completed', false],
    ['incomplete', terminal('incomplete', { usage }), 23n, 'completed', false],
    ['completed without usage', terminal('completed', { usage: null }), OWN_INPUT + 6n, 'completed', true],
    [
      'failed for the client’s reasons',
      terminal('failed', { usage, error: { code: 'invalid_prompt' } }),
      23n,
      'upstream_error',
      false,
    ],
  ])('%s passes byte for byte', async (_, end, expected, outcome, estimated) => {
    const bytes = created + spoken + unknown + end;
    const { received, receipt, charge } = await respond(bytes);
    expect(received).toBe(bytes);
    expect([charge, receipt.outcome, receipt.usage.estimated]).toEqual([expected, outcome, estimated]);
  });

  it('that failed for the operator’s reasons says so in words of ours', async () => {
    const end = terminal('failed', {
      usage: null,
      error: { code: 'rate_limit_exceeded', message: 'org-1234567 is out' },
    });
    const { received, receipt, charge } = await respond(created + spoken + end);
    expect(received.startsWith(created + spoken)).toBe(true);
    expect(received).not.toContain('org-');
    const last = JSON.parse(received.trimEnd().split('data: ').at(-1)!);
    expect(last).toMatchObject({ type: 'response.failed', response: { error: { code: 'server_error' } } });
    expect([receipt.outcome, charge]).toEqual(['upstream_error', OWN_INPUT + 6n]);
  });

  it('that failed before a word is free', async () => {
    const { receipt, charge } = await respond(created + terminal('failed', { usage, error: { code: 'server_error' } }));
    expect([receipt.status, charge]).toEqual(['released', 0n]);
  });

  it.each([
    ['an error event', `${created}${spoken}event: error\ndata: {"type":"error","code":"insufficient_quota"}\n\n`, true],
    ['a cut before the terminal event', created + spoken, true],
    ['silence', created + spoken, false],
  ])('%s ends with an error event of ours, numbered on', async (_, bytes, end) => {
    const { received, charge } = await respond(bytes, end);
    expect(received).not.toContain('quota');
    const [event, data] = received
      .slice((created + spoken).length)
      .trim()
      .split('\n');
    expect(event).toBe('event: error');
    const error = JSON.parse(data!.slice('data: '.length));
    expect(error).toMatchObject({ type: 'error', code: expect.stringMatching(/^upstream_/), sequence_number: 4 });
    expect(charge).toBe(OWN_INPUT + 6n);
  });
});
