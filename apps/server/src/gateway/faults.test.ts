import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import {
  answerJson,
  beginEvents,
  chatChunk,
  chatUsageChunk,
  type ScriptedUpstream,
  scriptedUpstream,
} from '../../../../tools/testing/upstream.ts';
import { gatewaySettings } from './settings.ts';

/** One micro-credit for an input token, half for a cached one, two for an output token. */
const price = { input: '1', cachedInput: '0.5', output: '2' };
const timeouts = { connectMs: 500, firstByteMs: 300, idleMs: 300, totalMs: 5_000 };

/** Our own count: two tokens, four for the message, three for the reply. */
const OWN_INPUT = 9n;
const messages = [{ role: 'user', content: 'Hello there' }];
const words = ['one', ' two', ' three'];
const spoken = words.map((word) => chatChunk(word)).join('');
const finish = chatChunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const done = 'data: [DONE]\n\n';

let upstream: ScriptedUpstream;
let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  upstream = await scriptedUpstream();
  const channel = { type: 'openai', apiKey: 'sk-operator', timeouts };
  const gateway = gatewaySettings.parse({
    channels: [
      { ...channel, name: 'up', baseUrl: upstream.url },
      { ...channel, name: 'nobody', baseUrl: 'http://127.0.0.1:9/v1' },
    ],
    models: [
      { id: 'm', channel: 'up', upstreamModel: 'up-1', price, maxOutputTokens: 1_000 },
      { id: 'unreachable', channel: 'nobody', price, maxOutputTokens: 1_000 },
    ],
  });
  server = await testServer({ listen: true, config: { gateway } });
  customer = await newCustomer(server);
});

afterAll(async () => {
  await server?.close();
  await upstream?.close();
});

/** Streams a chat; the charge is what left the account, and nothing may stay held. */
async function chat(play: (response: ServerResponse) => void, body: object = {}) {
  upstream.plays((response) => play(response));
  const before = await customer.balance();
  const answer = await customer.call('/v1/chat/completions', { model: 'm', stream: true, messages, ...body });
  const text = await answer.text();
  const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
  const after = await customer.balance();
  expect(after.held).toBe(0n);
  return { answer, text, receipt, charge: before.available - after.available };
}

function stream(...parts: string[]) {
  return (response: ServerResponse) => {
    beginEvents(response);
    response.end(parts.join(''));
  };
}

const refusals: [name: string, status: number, body: object, expected: [number, string]][] = [
  ['500', 500, { error: { message: 'boom' } }, [502, 'upstream_error']],
  ['its own 401', 401, { error: { message: 'bad key sk-operator', code: 'invalid_api_key' } }, [502, 'upstream_error']],
  ['its own 403', 403, { error: { message: 'country' } }, [502, 'upstream_error']],
  ['its own 404', 404, { error: { message: 'no model' } }, [502, 'upstream_error']],
  ['429', 429, { error: { message: 'slow down' } }, [503, 'upstream_unavailable']],
  ['no quota', 429, { error: { message: 'pay', code: 'insufficient_quota' } }, [503, 'upstream_unavailable']],
  ['503', 503, {}, [503, 'upstream_unavailable']],
  ['504', 504, {}, [504, 'upstream_timeout']],
  ['a redirect', 302, {}, [502, 'upstream_error']],
  [
    'a 400 about the request',
    400,
    { error: { message: 'bad temperature', param: 'temperature', code: 'x' } },
    [400, 'x'],
  ],
  ['a 400 about the operator', 400, { error: { message: 'pay', code: 'billing_hard_limit' } }, [502, 'upstream_error']],
];

describe('an upstream that fails before its first byte costs nothing', () => {
  it.each(refusals)('%s', async (_, status, body, expected) => {
    for (const asks of [{ stream: true }, { stream: false }]) {
      const { answer, text, receipt, charge } = await chat((response) => answerJson(response, status, body), asks);
      const { error } = JSON.parse(text);
      expect([answer.status, error.code]).toEqual(expected);
      expect(error).toMatchObject({ message: expect.any(String), type: expect.any(String) });
      expect(text).not.toMatch(/sk-operator|country|insufficient_quota|boom/);
      expect([receipt.status, charge]).toEqual(['released', 0n]);
    }
  });

  it.each([
    ['hangs before its status', (): void => undefined, [504, 'upstream_timeout', 'timeout']],
    ['hangs before its first event', beginEvents, [504, 'upstream_timeout', 'timeout']],
    ['hangs up', (response: ServerResponse) => void response.destroy(), [502, 'upstream_error', 'upstream_error']],
    ['ends an empty stream', stream(), [502, 'upstream_error', 'upstream_error']],
    [
      'streams an error first',
      stream('data: {"error":{"message":"boom"}}\n\n'),
      [502, 'upstream_error', 'upstream_error'],
    ],
    [
      'answers with JSON',
      (r: ServerResponse) => answerJson(r, 200, { id: 'x' }),
      [502, 'upstream_error', 'upstream_error'],
    ],
  ])('%s', async (_, play, expected) => {
    const { answer, text, receipt, charge } = await chat(play);
    expect([answer.status, JSON.parse(text).error.code, receipt.outcome]).toEqual(expected);
    expect([receipt.status, charge]).toEqual(['released', 0n]);
  });

  it('cannot be reached', async () => {
    const { answer, charge, receipt } = await chat(() => undefined, { model: 'unreachable' });
    expect([answer.status, receipt.status, charge]).toEqual([502, 'released', 0n]);
  });
});

describe('a stream that breaks is charged for what was delivered', () => {
  const cut = (after: string) => (response: ServerResponse) => {
    beginEvents(response);
    response.write(after, () => setTimeout(() => response.destroy(), 30));
  };
  const hang = (after: string) => (response: ServerResponse) => {
    beginEvents(response);
    response.write(after);
  };
  const errorEvent = 'data: {"error":{"message":"operator out of quota","code":"insufficient_quota"}}\n\n';

  it.each([
    ['error event', stream(spoken, errorEvent, chatChunk(' unheard')), 'upstream_error'],
    ['named error event', stream(spoken, 'event: error\ndata: {"message":"x"}\n\n'), 'upstream_error'],
    ['cut', cut(spoken), 'upstream_error'],
    ['cut within an event', cut(`${spoken}data: {"id":"chatcmpl-1","cho`), 'upstream_error'],
    ['an end without an end', stream(spoken), 'upstream_error'],
    ['silence', hang(spoken), 'timeout'],
  ])('%s', async (_, play, outcome) => {
    const { answer, text, receipt, charge } = await chat(play);
    expect(answer.status).toBe(200);
    const events = text.split('\n\n').filter(Boolean);
    expect(events.slice(0, 3).join('\n\n')).toBe(spoken.trimEnd());
    expect(events).toHaveLength(4);
    expect(JSON.parse(events[3]!.slice('data: '.length)).error.code).toMatch(/^upstream_/);
    expect(text).not.toMatch(/quota|unheard|DONE/);
    expect([receipt.status, receipt.outcome, receipt.usage.estimated]).toEqual(['captured', outcome, true]);
    expect(charge).toBe(OWN_INPUT + 2n * 3n);
  });

  it('is free when not one word came', async () => {
    const role = chatChunk({ role: 'assistant', content: '' });
    const { receipt, charge } = await chat(stream(role, errorEvent));
    expect([receipt.status, receipt.outcome, charge]).toEqual(['released', 'upstream_error', 0n]);
  });

  it('is cut off when it ignores the output limit', async () => {
    const endless = (response: ServerResponse) => {
      beginEvents(response);
      const more = () => {
        while (!response.destroyed && response.write(chatChunk(' word'.repeat(50))));
        response.once('drain', more);
      };
      more();
    };
    const { text, receipt, charge } = await chat(endless, { max_tokens: 10 });
    expect(text).toMatch(/upstream_error/);
    expect([receipt.outcome, charge]).toEqual(['upstream_error', OWN_INPUT + 2n * 10n]);
  });
});

describe('usage that an upstream reports', () => {
  const usage = (prompt: unknown, completion: unknown, cached?: unknown) => ({
    prompt_tokens: prompt,
    completion_tokens: completion,
    ...(cached !== undefined && { prompt_tokens_details: { cached_tokens: cached } }),
  });

  it.each([
    ['right', [chatUsageChunk(usage(20, 4, 10))], 10n + 5n + 8n, false],
    ['odd half rounds up, once', [chatUsageChunk(usage(20, 4, 11))], 9n + 6n + 8n, false],
    ['missing', [], OWN_INPUT + 6n, true],
    ['null', [chatUsageChunk(null)], OWN_INPUT + 6n, true],
    ['twice: the last one counts', [chatUsageChunk(usage(20, 3)), chatUsageChunk(usage(21, 4))], 21n + 8n, false],
    ['last null', [chatUsageChunk(usage(20, 3)), chatUsageChunk(null)], 20n + 6n, false],
    [
      'running on every chunk',
      [chatChunk('', { usage: usage(20, 1) }), chatChunk('', { usage: usage(20, 3) })],
      26n,
      false,
    ],
    ['negative', [chatUsageChunk(usage(-20, -4))], OWN_INPUT + 6n, true],
    ['not whole', [chatUsageChunk(usage(20.5, 4))], OWN_INPUT + 8n, true],
    ['huge', [chatUsageChunk(usage(9e12, 9e12))], OWN_INPUT + 6n, true],
    ['above the output limit', [chatUsageChunk(usage(20, 101))], 20n + 200n, false],
    ['far above the output limit', [chatUsageChunk(usage(20, 201))], 20n + 6n, true],
    ['more cached than input', [chatUsageChunk(usage(20, 4, 30))], 10n + 8n, false],
  ])('%s', async (_, chunks, expected, estimated) => {
    const { text, receipt, charge } = await chat(stream(spoken, finish, ...chunks, done), { max_tokens: 100 });
    expect(text.endsWith(done)).toBe(true);
    expect([receipt.status, receipt.outcome]).toEqual(['captured', 'completed']);
    expect([charge, receipt.usage.estimated]).toEqual([expected, estimated]);
  });
});

describe('what passes through', () => {
  const usage = { prompt_tokens: 20, completion_tokens: 3, total_tokens: 23 };
  const withNull = (event: string) => event.replace(/\}\n\n$/, ',"usage":null}\n\n');
  const upstreamText = `${words.map((word) => withNull(chatChunk(word))).join('')}${withNull(finish)}${chatUsageChunk(usage)}${done}`;

  it('hides usage from a client that did not ask for it, and changes nothing else', async () => {
    const { text } = await chat(stream(upstreamText));
    expect(text).toBe(`${spoken}${finish}${done}`);
    expect(upstream.requests.at(-1)!.body).toMatchObject({ stream_options: { include_usage: true } });
  });

  it('is byte for byte for a client that asked', async () => {
    const crlf = `: hello\r\n\r\n${upstreamText.replaceAll('\n', '\r\n')}`;
    for (const bytes of [upstreamText, crlf]) {
      const { text, charge } = await chat(stream(bytes), { stream_options: { include_usage: true } });
      expect(text).toBe(bytes);
      expect(charge).toBe(26n);
    }
  });

  it('survives any cut of the bytes', async () => {
    const bytes = Buffer.from(upstreamText.replace('one', '一二三'));
    const dribble = (response: ServerResponse) => {
      beginEvents(response);
      let at = 0;
      const next = () => {
        if (at >= bytes.length) return response.end();
        const piece = bytes.subarray(at, at + 7);
        at += piece.length;
        response.write(piece, () => setImmediate(next));
      };
      next();
    };
    const { text, charge } = await chat(dribble, { stream_options: { include_usage: true } });
    expect([text, charge]).toEqual([bytes.toString('utf8'), 26n]);
  });

  it('sends upstream its own model name and key, one output limit, and none of the client headers', async () => {
    await chat(stream(spoken, finish, done), { max_tokens: 7, max_completion_tokens: 5, service_tier: 'priority' });
    const { body, headers } = upstream.requests.at(-1)!;
    expect(body).toEqual({
      model: 'up-1',
      stream: true,
      messages,
      max_completion_tokens: 5,
      stream_options: { include_usage: true },
    });
    expect(headers.authorization).toBe('Bearer sk-operator');
    expect(JSON.stringify(headers)).not.toContain('fb-');
  });
});
