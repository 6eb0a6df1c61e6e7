import Anthropic, { type APIError } from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerJson, beginEvents, messagesEvent, type Script } from '../../../../../tools/testing/upstream.ts';
import { hangsUp, staysSilent, streamsOf } from '../channels/shop.fixture.ts';
import {
  type ClaudeShop,
  COST,
  messageWith,
  openClaudeShop,
  refusesAs,
  says,
  settled,
  streamOf,
  textBlock,
  usage,
} from './claude.fixture.ts';

const firstFails: [string, Script][] = [
  ['overloaded', refusesAs(529, 'overloaded_error', 'Overloaded')],
  ['busy', refusesAs(429, 'rate_limit_error', 'Too many')],
  ['out of credit', refusesAs(400, 'invalid_request_error', 'Your credit balance is too low to access the API.')],
  ['without a key that counts', refusesAs(401, 'authentication_error', 'invalid x-api-key')],
  ['hanging up', hangsUp],
  ['silent', staysSilent],
  ['failing with its first event', streamsOf(messagesEvent('error', { error: { type: 'overloaded_error' } }))],
];

let shop: ClaudeShop;
let client: Anthropic;

beforeAll(async () => {
  shop = await openClaudeShop({
    channels: [
      ...[{ name: 'one' }, { name: 'drain', onAbort: 'drain' }, { name: 'keptx' }, { name: 'kepty' }],
      ...firstFails.flatMap((_, at) => [{ name: `a${at}`, priority: 1 }, { name: `b${at}` }]),
    ],
    models: {
      ...{ sole: ['one'], heard: ['drain'], kept: ['keptx', 'kepty'] },
      ...Object.fromEntries(firstFails.map((_, at) => [`pair${at}`, [`a${at}`, `b${at}`]])),
    },
  });
  client = shop.client;
});

beforeEach(() => {
  for (const channel of ['one', 'drain', 'keptx', 'kepty']) shop.plays(channel, says());
});

afterAll(() => shop?.close());

const messages = [{ role: 'user' as const, content: 'Hello there' }];
const ask = { model: 'sole', max_tokens: 500, messages };
const create = (body: object = {}) => client.messages.create({ ...ask, ...body, stream: false } as never);
const failed = async (body: object = {}) => (await create(body).catch((error: unknown) => error)) as APIError;

/** Streams until `enough` says so, or to the end; what was thrown, and what it cost. */
async function streamed(model: string, enough: (type: string) => boolean = () => false) {
  const { data, response } = await client.messages.create({ ...ask, model, stream: true }).withResponse();
  let thrown: unknown = null;
  try {
    for await (const { type } of data) if (enough(type)) break;
  } catch (error) {
    thrown = error;
  }
  return { thrown, ...(await settled(shop, response.headers.get('x-farebox-receipt'))) };
}

const whole = streamOf([textBlock('One, two, ', 'three, four, ', 'five.')]);
/** Up to the second word; the upstream's own figures for the output have not come. */
const begun = whole.slice(0, 5);

describe('a stream that does not end well', () => {
  it('is charged for what was delivered, with the input that the upstream told', async () => {
    shop.plays('one', streamsOf(...begun));
    const { thrown, charge, receipt } = await streamed('sole');
    expect(thrown).toMatchObject({ type: 'api_error', errorCode: 'upstream_error' });
    expect(receipt).toMatchObject({ outcome: 'upstream_error', usage: { inputTokens: 100, estimated: true } });
    const { outputTokens } = receipt.usage;
    expect([outputTokens > 3, outputTokens < 12, charge]).toEqual([true, true, 400n + BigInt(outputTokens) * 20n]);
  });

  it('is the same with an error event of the upstream’s, whose words stay here', async () => {
    const error = messagesEvent('error', { error: { type: 'overloaded_error', message: 'Overloaded org-secret' } });
    shop.plays('one', streamsOf(...begun, error));
    const { thrown, receipt } = await streamed('sole');
    expect(String((thrown as Error).message)).not.toMatch(/secret|Overloaded/);
    expect(receipt).toMatchObject({ outcome: 'upstream_error', usage: { inputTokens: 100 } });
  });

  it('costs nothing when no word came', async () => {
    shop.plays('one', streamsOf(...whole.slice(0, 3)));
    expect(await streamed('sole')).toMatchObject({ charge: 0n, receipt: { status: 'released' } });
  });

  it('is complete where all figures came and only the end is missing', async () => {
    shop.plays('one', streamsOf(...whole.slice(0, -1)));
    expect(await streamed('sole')).toMatchObject({ thrown: null, charge: COST, receipt: { outcome: 'completed' } });
  });

  it('is counted here where no usage comes at all', async () => {
    shop.plays('one', streamsOf(...streamOf([textBlock('One, two.')], null, null)));
    const { thrown, receipt } = await streamed('sole');
    expect([thrown, receipt.outcome, receipt.usage.estimated]).toEqual([null, 'completed', true]);
    expect(receipt.usage.inputTokens).toBeGreaterThan(3);
    expect(receipt.usage.outputTokens).toBeGreaterThan(2);
  });

  it('believes no zeros that come after figures', async () => {
    shop.plays('one', streamsOf(...streamOf([textBlock('Hi.')], { ...usage, input_tokens: 0 })));
    expect((await streamed('sole')).charge).toBe(COST);
  });
});

describe('a client that leaves a stream', () => {
  it('pays for the input as the upstream told it, and for what it got', async () => {
    shop.plays('one', async (response, { hungUp }) => {
      beginEvents(response);
      response.write(begun.join(''));
      await hungUp;
    });
    let deltas = 0;
    const { receipt } = await streamed('sole', (type) => type === 'content_block_delta' && ++deltas === 2);
    expect(receipt).toMatchObject({ status: 'captured', outcome: 'aborted', usage: { inputTokens: 100 } });
    expect(receipt.usage.outputTokens).toBeLessThan(12);
  });

  it('pays no more where the upstream is heard out', async () => {
    shop.plays('drain', async (response) => {
      beginEvents(response);
      response.write(begun.join(''));
      await new Promise((resolve) => setTimeout(resolve, 150));
      const end = { ...usage, output_tokens: 400 };
      response.end([...streamOf([textBlock('x')], end)].slice(-2).join(''));
    });
    const { receipt } = await streamed('heard', (type) => type === 'content_block_delta');
    expect(receipt).toMatchObject({ outcome: 'aborted', usage: { inputTokens: 100 } });
    expect(receipt.usage.outputTokens).toBeLessThan(12);
  });
});

describe('two channels', () => {
  it.each(firstFails.map(([name, script], at) => [name, script, at] as const))(
    'answer for each other, once held and once charged: the first is %s',
    async (_, script, at) => {
      shop.plays(`a${at}`, script);
      const before = (await kinds()).length;
      const { thrown, charge, receipt } = await streamed(`pair${at}`);
      expect([thrown, charge, receipt.outcome]).toEqual([null, COST, 'completed']);
      expect([shop.asked(`a${at}`).length, shop.asked(`b${at}`).length]).toEqual([1, 1]);
      expect((await kinds()).slice(before)).toEqual(['hold', 'capture']);
    },
  );

  it('ask nobody else about a request that is wrong', async () => {
    shop.plays('keptx', refusesAs(400, 'invalid_request_error', 'messages: wrong'));
    shop.plays('kepty', refusesAs(400, 'invalid_request_error', 'messages: wrong'));
    const before = shop.upstream.requests.length;
    expect((await failed({ model: 'kept' })).status).toBe(400);
    expect(shop.upstream.requests.length).toBe(before + 1);
  });

  it('keep a conversation together by its system prompt and how it began', async () => {
    const system = [{ type: 'text', text: 'You are kind.', cache_control: { type: 'ephemeral' } }];
    const places = new Set<string>();
    for (const more of ['One?', 'Two?', 'Three?', 'Four?', 'Five?', 'Six?']) {
      const later = [...messages, { role: 'assistant', content: 'Yes.' }, { role: 'user', content: more }];
      await create({ model: 'kept', system, messages: later });
      places.add(shop.upstream.requests.at(-1)!.path);
    }
    expect(places.size).toBe(1);
  });
});

/** Kinds of the account's transactions. */
async function kinds(): Promise<string[]> {
  const { rows } = await shop.server.deps.ledger.history(shop.customer.userId, { limit: 500 });
  return rows.reverse().map(({ kind }) => kind);
}

describe('what the upstream says', () => {
  it('about the request goes to the client, cleaned', async () => {
    const said = 'messages.0: too long, see https://x.example for org-abc123456 (req_abcdefgh)';
    shop.plays('one', refusesAs(400, 'invalid_request_error', said));
    const error = await failed();
    expect(error).toBeInstanceOf(Anthropic.BadRequestError);
    expect(error).toMatchObject({ type: 'invalid_request_error', errorCode: 'invalid_request' });
    expect(error.message).toMatch(/messages\.0: too long/);
    expect(error.message).not.toMatch(/abc123456|abcdefgh|https/);
    shop.plays('one', refusesAs(413, 'request_too_large', 'Request exceeds the maximum size'));
    expect(await failed()).toMatchObject({ status: 413, type: 'request_too_large' });
  });

  it.each([
    [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.', 502, 'api_error'],
    [400, 'invalid_request_error', 'You have reached your specified API usage limits.', 502, 'api_error'],
    [401, 'authentication_error', 'invalid x-api-key', 502, 'api_error'],
    [403, 'permission_error', 'Your workspace may not', 502, 'api_error'],
    [404, 'not_found_error', 'model: claude-up', 502, 'api_error'],
    [500, 'api_error', 'Internal', 502, 'api_error'],
    [504, 'timeout_error', 'Timeout', 504, 'timeout_error'],
    [429, 'rate_limit_error', 'This organization has reached', 529, 'overloaded_error'],
    [529, 'overloaded_error', 'Overloaded', 529, 'overloaded_error'],
  ])('about the operator or itself does not: %s %s %s', async (status, type, said, answered, named) => {
    shop.plays('one', refusesAs(status, type, said, { 'retry-after': '7' }));
    const error = await failed();
    expect([error.status, error.type]).toEqual([answered, named]);
    expect(JSON.stringify(error.error)).not.toContain(said);
    expect(error.headers!.get('retry-after')).toBe(answered === 529 ? '7' : null);
    expect((await shop.customer.balance()).held).toBe(0n);
  });

  it('as no message at all is an error, and free', async () => {
    shop.plays('one', (response) => answerJson(response, 200, { type: 'error', error: { message: 'x' } }));
    const { available } = await shop.customer.balance();
    expect((await failed()).status).toBe(502);
    expect((await shop.customer.balance()).available).toBe(available);
  });

  it('without usage is counted here', async () => {
    const content = [{ type: 'text', text: 'One, two, three.' }];
    shop.plays('one', (response) => answerJson(response, 200, messageWith({ content, usage: undefined })));
    const { response } = await client.messages.create({ ...ask, stream: false }).withResponse();
    const { receipt } = await settled(shop, response.headers.get('x-farebox-receipt'));
    expect(receipt.usage).toMatchObject({ estimated: true });
    expect(receipt.usage.outputTokens).toBeGreaterThan(3);
  });

  it('as nonsense in its figures is not believed', async () => {
    const absurd = { ...usage, input_tokens: -5, output_tokens: 1e9, cache_read_input_tokens: 'many' };
    shop.plays('one', says('Hello.', absurd));
    const { response } = await client.messages.create({ ...ask, stream: false }).withResponse();
    const { receipt } = await settled(shop, response.headers.get('x-farebox-receipt'));
    expect(receipt.usage).toMatchObject({ estimated: true, cachedInputTokens: 0 });
    expect(receipt.usage.outputTokens).toBeLessThan(10);
  });
});
