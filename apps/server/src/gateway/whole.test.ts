import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { answerJson, type ScriptedUpstream, scriptedUpstream } from '../../../../tools/testing/upstream.ts';
import { gatewaySettings } from './settings.ts';

const price = { input: '1', cachedInput: '0.5', output: '2' };
const messages = [{ role: 'user', content: 'Hello there' }];
const OWN_INPUT = 9n;

let upstream: ScriptedUpstream;
let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  upstream = await scriptedUpstream();
  const gateway = gatewaySettings.parse({
    channels: [
      { name: 'up', type: 'openai', baseUrl: upstream.url, timeouts: { totalMs: 400 }, models: { m: 'mapped' } },
    ],
    models: [{ id: 'm', channel: 'up', price, maxOutputTokens: 1_000 }],
    limits: { answerBytes: 100_000 },
  });
  server = await testServer({ listen: true, config: { gateway } });
  customer = await newCustomer(server);
});

afterAll(async () => {
  await server?.close();
  await upstream?.close();
});

async function ask(path: string, body: object, play: (response: ServerResponse) => void) {
  upstream.plays((response) => play(response));
  const before = await customer.balance();
  const answer = await customer.call(path, { model: 'm', ...body });
  const text = await answer.text();
  const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
  const after = await customer.balance();
  expect(after.held).toBe(0n);
  return { answer, text, receipt, charge: before.available - after.available };
}

const chat = (play: (response: ServerResponse) => void, body: object = {}) =>
  ask('/v1/chat/completions', { messages, ...body }, play);
const respond = (play: (response: ServerResponse) => void) => ask('/v1/responses', { input: 'Hello there' }, play);

const completion = (usage?: unknown) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'one two three' }, finish_reason: 'stop' }],
  ...(usage !== undefined && { usage }),
});

describe('a chat that is not streamed', () => {
  it('passes the upstream’s bytes on, and tells the charge and the receipt', async () => {
    const odd = `{ "id":"x", "choices" : [ ],\n "usage":{"prompt_tokens":20,"completion_tokens":4}}`;
    const { answer, text, charge } = await chat((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-upstream-secret': '1' }).end(odd);
    });
    expect([answer.status, text, charge]).toEqual([200, odd, 28n]);
    expect(answer.headers.get('x-farebox-charge')).toBe('0.000028');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-upstream-secret')).toBeNull();
    expect(upstream.requests.at(-1)!.body).toEqual({ model: 'mapped', messages, max_completion_tokens: 1_000 });
  });

  it.each([
    ['missing', completion(), OWN_INPUT + 6n],
    ['null', completion(null), OWN_INPUT + 6n],
    ['negative', completion({ prompt_tokens: -1, completion_tokens: -1 }), OWN_INPUT + 6n],
    ['huge', completion({ prompt_tokens: 1e15, completion_tokens: 1e15 }), OWN_INPUT + 6n],
    ['half', completion({ prompt_tokens: 20 }), 26n],
  ])('usage %s: what is missing is counted', async (_, body, expected) => {
    const { receipt, charge } = await chat((response) => answerJson(response, 200, body));
    expect([charge, receipt.usage.estimated]).toEqual([expected, true]);
  });

  it.each([
    ['no JSON', (r: ServerResponse) => void r.writeHead(200).end('<html>'), 502, 'upstream_error'],
    [
      'an error in a success',
      (r: ServerResponse) => answerJson(r, 200, { error: { message: 'x' } }),
      502,
      'upstream_error',
    ],
    ['no choices', (r: ServerResponse) => answerJson(r, 200, { id: 'x' }), 502, 'upstream_error'],
    ['a cut body', (r: ServerResponse) => void r.write('{"id":', () => r.destroy()), 502, 'upstream_error'],
    ['too large', (r: ServerResponse) => void r.writeHead(200).end('x'.repeat(100_001)), 502, 'upstream_error'],
    ['never complete', (r: ServerResponse) => void r.write('{"id":'), 504, 'upstream_timeout'],
  ])('%s costs nothing', async (_, play, status, code) => {
    const { answer, text, receipt, charge } = await chat(play);
    expect([answer.status, JSON.parse(text).error.code]).toEqual([status, code]);
    expect([receipt.status, charge]).toEqual(['released', 0n]);
  });

  it('multiplies what it holds by n, and charges what came', async () => {
    const usage = { prompt_tokens: 20, completion_tokens: 3_000 };
    const { receipt, charge } = await chat((response) => answerJson(response, 200, completion(usage)), { n: 3 });
    expect([charge, receipt.returned !== '0']).toEqual([6_020n, true]);
  });
});

describe('a response that is not streamed', () => {
  const message = { type: 'message', content: [{ type: 'output_text', text: 'one two three' }] };
  const response = (more: object) => ({
    id: 'resp_1',
    object: 'response',
    status: 'completed',
    output: [message],
    ...more,
  });
  const usage = { input_tokens: 20, input_tokens_details: { cached_tokens: 10 }, output_tokens: 4 };

  it.each([
    ['right usage', response({ usage }), 'captured', 'completed', 23n],
    ['no usage', response({ usage: null }), 'captured', 'completed', OWN_INPUT + 6n],
    ['incomplete', response({ status: 'incomplete', usage }), 'captured', 'completed', 23n],
    [
      'refused',
      response({ status: 'failed', output: [], error: { code: 'invalid_prompt' } }),
      'released',
      'refused',
      0n,
    ],
    [
      'refused after words',
      response({ status: 'failed', usage, error: { code: 'invalid_prompt' } }),
      'captured',
      'refused',
      23n,
    ],
  ])('%s', async (_, body, status, outcome, expected) => {
    const { answer, text, receipt, charge } = await respond((r) => answerJson(r, 200, body));
    expect([answer.status, JSON.parse(text)]).toEqual([200, body]);
    expect(Number(answer.headers.get('x-farebox-charge')) * 1e6).toBeCloseTo(Number(expected));
    expect([receipt.status, receipt.outcome, charge]).toEqual([status, outcome, expected]);
  });

  it('that failed for the operator’s reasons is no answer', async () => {
    const body = response({ status: 'failed', error: { code: 'rate_limit_exceeded', message: 'org-1234567 is out' } });
    const { answer, text, charge } = await respond((r) => answerJson(r, 200, body));
    expect([answer.status, JSON.parse(text).error.code, charge]).toEqual([502, 'upstream_error', 0n]);
    expect(text).not.toContain('org-');
  });
});
