import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { asAdmin } from '../../../../tools/testing/template.ts';
import {
  answerJson,
  beginEvents,
  chatChunk,
  chatUsageChunk,
  responsesEvent,
  type Script,
  type ScriptedUpstream,
  scriptedUpstream,
} from '../../../../tools/testing/upstream.ts';
import { gatewaySettings } from './settings.ts';

// Rows of "What happens to the money when…" that are not about an upstream's faults or a client that leaves.

const price = { input: '1', cachedInput: '0.5', output: '2' };
const messages = [{ role: 'user', content: 'Hello there' }];
const OWN_INPUT = 9n;
const finish = chatChunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const done = 'data: [DONE]\n\n';

let upstream: ScriptedUpstream;
let server: TestServer;
let customer: Customer;

beforeAll(async () => {
  upstream = await scriptedUpstream();
  const model = { channel: 'up', maxOutputTokens: 1_000 };
  const gateway = gatewaySettings.parse({
    channels: [{ name: 'up', type: 'openai', baseUrl: upstream.url }],
    models: [
      { ...model, id: 'm', price },
      // A hold of its own input takes nearly all of the welcome credits.
      { ...model, id: 'dear', price: { input: '25000', output: '1' } },
      { ...model, id: 'searches', price: { ...price, toolCalls: { web_search: '0.001' } }, hostedTools: true },
    ],
  });
  server = await testServer({ listen: true, config: { gateway, ledger: { deadlineMs: 500 } } });
  customer = await newCustomer(server);
});

afterAll(async () => {
  await server?.close();
  await upstream?.close();
});

/** Makes one call to its end; the charge is what left the account, and nothing may stay held. */
async function call(path: string, body: object, script: Script, who = customer) {
  upstream.plays(script);
  const before = await who.balance();
  const answer = await who.call(path, { model: 'm', ...body });
  const text = await answer.text();
  const receipt = await who.receipt(answer.headers.get('x-farebox-receipt'));
  const after = await who.balance();
  expect(after.held).toBe(0n);
  return { answer, text, receipt, charge: before.available - after.available };
}

const chat = (script: Script, body: object = {}, who?: Customer) =>
  call('/v1/chat/completions', { messages, ...body }, script, who);

/** What a chat answers, streamed or not as it was asked for. */
function answers(content: string, usage: unknown): Script {
  return (response, { body }) => {
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
    if (body.stream !== true) return answerJson(response, 200, { object: 'chat.completion', choices, usage });
    beginEvents(response);
    const words = content ? chatChunk(content) : chatChunk({ role: 'assistant', content: '' });
    response.end(`${words}${finish}${usage ? chatUsageChunk(usage) : ''}${done}`);
  };
}

const bothWays = [{ stream: true }, { stream: false }];

describe('input above its bound, and not twice as much', () => {
  it.each(bothWays)('is charged as reported, beyond the hold (%o)', async (asks) => {
    const calm = await chat(answers('Hi', { prompt_tokens: 20, completion_tokens: 1 }), { ...asks, max_tokens: 10 });
    const bound = Number(calm.receipt.held) * 1e6 - 20;
    const input = Math.floor(bound * 1.9);
    const usage = { prompt_tokens: input, completion_tokens: 1 };
    const { receipt, charge } = await chat(answers('Hi', usage), { ...asks, max_tokens: 10 });
    expect(charge).toBe(BigInt(input) + 2n);
    expect(charge).toBeGreaterThan(BigInt(bound + 20));
    expect([receipt.usage.estimated, receipt.uncollected, receipt.returned]).toEqual([false, '0', '0']);
  });

  it.each(bothWays)('takes what the account has; the rest is uncollected (%o)', async (asks) => {
    const poor = await newCustomer(server);
    const body = { ...asks, model: 'dear', max_tokens: 10 };
    const { receipt, charge } = await chat(answers('Hi', { prompt_tokens: 180, completion_tokens: 1 }), body, poor);
    expect([charge, receipt.charged, receipt.uncollected]).toEqual([3_000_000n, '3', '1.500001']);
    expect((await poor.balance()).available).toBe(0n);
  });
});

describe('parts that cannot be', () => {
  it.each(bothWays)('are plain input and output (%o)', async (asks) => {
    const usage = {
      ...{ prompt_tokens: 20, completion_tokens: 4 },
      prompt_tokens_details: { cached_tokens: 6, audio_tokens: 7 },
      completion_tokens_details: { audio_tokens: 3, reasoning_tokens: 9 },
    };
    const { receipt, charge } = await chat(answers('Hi', usage), asks);
    expect(charge).toBe(14n + 3n + 8n);
    expect(receipt.usage).toEqual({
      ...{ inputTokens: 20, cachedInputTokens: 6, outputTokens: 4, reasoningTokens: 4 },
      estimated: false,
    });
  });
});

describe('calls of tools that the upstream ran', () => {
  const usage = { input_tokens: 20, output_tokens: 4 };
  const search = { type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'x' } };
  const said = { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] };
  const searched = (times: number) => ({ status: 'completed', output: [...Array(times).fill(search), said], usage });
  const script =
    (times: number): Script =>
    (response, { body }) => {
      if (body.stream !== true) return answerJson(response, 200, searched(times));
      beginEvents(response);
      const items = Array.from({ length: times }, (_, at) =>
        responsesEvent('response.output_item.done', at, { item: search }),
      );
      const word = responsesEvent('response.output_text.delta', times, { delta: 'Hi' });
      response.end(`${items.join('')}${word}${responsesEvent('response.completed', 9, { response: searched(times) })}`);
    };
  const asked = { tools: [{ type: 'web_search' }], max_tool_calls: 2 };

  it.each(bothWays)('and nobody asked for cost nothing (%o)', async (asks) => {
    const { receipt, charge } = await call('/v1/responses', { input: 'Hi', ...asks }, script(3));
    expect([charge, receipt.usage]).toEqual([28n, expect.not.objectContaining({ toolCalls: expect.anything() })]);
  });

  it.each(bothWays)('are charged up to the limit (%o)', async (asks) => {
    const body = { model: 'searches', input: 'Hi', ...asked, ...asks };
    const one = await call('/v1/responses', body, script(1));
    const three = await call('/v1/responses', body, script(3));
    expect([one.charge, three.charge]).toEqual([28n + 1_000n, 28n + 2_000n]);
    expect(upstream.requests.at(-1)!.body).toMatchObject({ max_tool_calls: 2 });
  });
});

describe('an answer without a word', () => {
  const nothing = { prompt_tokens: 20, completion_tokens: 0 };
  it.each([
    ['whole, no output reported', { stream: false }, nothing],
    ['whole, nothing reported', { stream: false }, undefined],
    ['streamed, no output reported', { stream: true }, nothing],
    ['streamed, nothing reported', { stream: true }, undefined],
  ])('is free: %s', async (_, asks, usage) => {
    const { answer, text, receipt, charge } = await chat(answers('', usage), asks);
    expect([answer.status, text.includes('stop')]).toEqual([200, true]);
    expect([receipt.status, receipt.outcome, charge]).toEqual(['released', 'completed', 0n]);
    if (!asks.stream) expect(answer.headers.get('x-farebox-charge')).toBe('0');
  });

  it.each([
    ['no output reported', { input_tokens: 20, output_tokens: 0 }],
    ['nothing reported', null],
  ])('is free as a response, streamed or not: %s', async (_, usage) => {
    const response = { status: 'completed', output: [], usage };
    const whole = await call('/v1/responses', { input: 'Hi' }, (r) => answerJson(r, 200, response));
    const streamed = await call('/v1/responses', { input: 'Hi', stream: true }, (r) => {
      beginEvents(r);
      r.end(responsesEvent('response.created', 0, {}) + responsesEvent('response.completed', 1, { response }));
    });
    expect([whole.charge, streamed.charge]).toEqual([0n, 0n]);
    expect([whole.receipt.status, streamed.receipt.status]).toEqual(['released', 'released']);
  });

  it.each(bothWays)('costs what the model thought, where it says so (%o)', async (asks) => {
    const { charge } = await chat(answers('', { prompt_tokens: 20, completion_tokens: 5 }), asks);
    expect(charge).toBe(30n);
  });
});

describe('a client that leaves when a stream has begun and no word has come', () => {
  it('pays nothing', async () => {
    upstream.plays((response) => {
      beginEvents(response);
      response.write(chatChunk({ role: 'assistant', content: '' }));
    });
    const before = await customer.balance();
    const leaving = new AbortController();
    const init = { signal: leaving.signal };
    const answer = await customer.call('/v1/chat/completions', { model: 'm', messages, stream: true }, init);
    await answer.body!.getReader().read();
    leaving.abort();
    await upstream.requests.at(-1)!.hungUp;
    const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
    expect([receipt.status, receipt.outcome]).toEqual(['released', 'aborted']);
    expect(await customer.balance()).toEqual(before);
  });
});

describe('a ledger that cannot be reached', () => {
  /** The database throws everybody out, and lets nobody in while `work` runs. */
  async function withoutLedger<T>(work: () => Promise<T>): Promise<T> {
    const { url } = inject('postgres');
    const name = new URL(server.databaseUrl).pathname.slice(1);
    await asAdmin(url, `alter database ${name} allow_connections false`);
    await asAdmin(url, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    return work().finally(() => asAdmin(url, `alter database ${name} allow_connections true`));
  }

  it('at the hold: the call is refused, nobody is asked, and nothing is charged', async () => {
    const before = await customer.balance();
    const asked = upstream.requests.length;
    const answer = await withoutLedger(() => customer.call('/v1/chat/completions', { model: 'm', messages }));
    expect([answer.status, Number(answer.headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(upstream.requests).toHaveLength(asked);
    await expect.poll(() => customer.balance()).toEqual(before);
  });

  it.each(bothWays)('at the end: the answer is whole, and charged when the ledger is back (%o)', async (asks) => {
    const before = await customer.balance();
    let goOn = () => {};
    const arrived = new Promise<void>((resolve) => {
      upstream.plays(async (response, request) => {
        resolve();
        await new Promise<void>((go) => (goOn = go));
        return answers('Hi', { prompt_tokens: 20, completion_tokens: 4 })(response, request);
      });
    });
    const calling = customer.call('/v1/chat/completions', { model: 'm', messages, ...asks });
    await arrived;
    const { answer, text } = await withoutLedger(async () => {
      goOn();
      const answer = await calling;
      return { answer, text: await answer.text() };
    });
    expect([answer.status, text.includes('Hi'), text.includes('error')]).toEqual([200, true, false]);
    expect(answer.headers.get('x-farebox-charge')).toBeNull();
    const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
    expect([receipt.status, receipt.charged]).toEqual(['captured', '0.000028']);
    expect((await customer.balance()).available).toBe(before.available - 28n);
  });

  it('counts its own input where nothing else is told', async () => {
    const { charge } = await chat(answers('Hi', undefined), { stream: true });
    expect(charge).toBe(OWN_INPUT + 2n);
  });
});
