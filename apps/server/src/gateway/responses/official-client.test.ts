import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';

const schemas = new URL('../fixtures/openai-schemas.json', import.meta.url);
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(JSON.parse(readFileSync(schemas, 'utf8')), 'openai');

/** Fails with the schema's complaints when `value` is not what OpenAI publishes under that name. */
function expectShape(name: string, value: unknown): void {
  const validate = ajv.getSchema(`openai#/$defs/${name}`) as ValidateFunction;
  expect(
    validate(value) ? [] : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`),
  ).toEqual([]);
}

const model = 'demo-small';
const input = 'What is a ledger? [demo: delay=0]';

let server: TestServer;
let customer: Customer;
let stranger: Customer;
let client: OpenAI;
let other: OpenAI;

beforeAll(async () => {
  server = await testServer({ listen: true, config: { limits: { signIn: { count: 1_000 } } } });
  [customer, stranger] = [await newCustomer(server), await newCustomer(server)];
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: customer.key, maxRetries: 0 });
  other = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: stranger.key, maxRetries: 0 });
});

afterAll(() => server?.close());

/** Micro-credits at demo-small's price. */
const cost = ({ input_tokens, output_tokens }: OpenAI.Responses.ResponseUsage) =>
  BigInt(input_tokens * 10 + output_tokens * 40);

const charged = ({ charged: credits }: { charged: string }) => BigInt(Math.round(Number(credits) * 1e6));

/** The client adds conveniences of its own to what came over the wire. */
function wire(response: OpenAI.Responses.Response): object {
  const { output_text, _request_id, ...rest } = response as OpenAI.Responses.Response & { _request_id?: string };
  return rest;
}

async function begin(wish: string, more: object = {}) {
  const asked = { model, input: `Explain audits [demo: delay=0;${wish}]`, background: true, stream: false as const };
  const { data, response } = await client.responses.create({ ...asked, ...more }).withResponse();
  return { begun: data, receipt: response.headers.get('x-farebox-receipt') };
}

const receiptOf = async (id: string | null) =>
  (await (await server.app.request(`/api/receipts/${id}`, { headers: { cookie: customer.cookie } })).json()) as {
    status: string;
    responseId?: string;
  };

describe('a response that was kept', () => {
  it.each([true, false])('is retrieved, its input listed, and deleted (streamed: %s)', async (stream) => {
    const before = await customer.balance();
    let made: OpenAI.Responses.Response | null = null;
    if (stream) {
      for await (const event of await client.responses.create({ model, input, stream: true }))
        if (event.type === 'response.completed') made = event.response;
    } else made = await client.responses.create({ model, input });
    const { id, output, usage } = made!;
    const found = await client.responses.retrieve(id);
    expectShape('Response', wire(found));
    expect(found).toMatchObject({ id, output, status: 'completed' });
    const items = await client.responses.inputItems.list(id, { order: 'asc', limit: 1 });
    const listed = await client.responses.inputItems.list(id).asResponse();
    expectShape('ResponseItemList', await listed.json());
    expect(items.data).toMatchObject([{ role: 'user', content: [{ text: input }] }]);
    await client.responses.delete(id);
    await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404, code: 'response_not_found' });
    await expect(client.responses.delete(id)).rejects.toMatchObject({ status: 404 });
    // Only the response itself was charged.
    await expect.poll(async () => (await customer.balance()).held).toBe(0n);
    expect(before.available - (await customer.balance()).available).toBe(cost(usage!));
  });

  it('is listed page by page', async () => {
    const turns = Array.from({ length: 5 }, (_, at) => ({ role: 'user' as const, content: `Part ${at}` }));
    const { id } = await client.responses.create({ model, input: turns });
    const seen: unknown[] = [];
    for await (const item of client.responses.inputItems.list(id, { order: 'asc', limit: 2 })) seen.push(item);
    expect(seen).toHaveLength(5);
  });

  it('is not kept when it is not to be', async () => {
    const { id } = await client.responses.create({ model, input, store: false });
    await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    const next = client.responses.create({ model, input, previous_response_id: id });
    await expect(next).rejects.toMatchObject({ status: 404, code: 'previous_response_not_found' });
  });

  it('broken off by its client is not served: it was not paid for', async () => {
    const slow = 'Explain audits [demo: delay=30;tokens=500]';
    let id = '';
    for await (const event of await client.responses.create({ model, input: slow, stream: true })) {
      if (event.type === 'response.created') id = event.response.id;
      if (event.type === 'response.output_text.delta') break;
    }
    expect(id).toMatch(/^resp_/);
    await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
  });

  it('is asked for with a query that OpenAI knows, and no other', async () => {
    const { id } = await client.responses.create({ model, input });
    const ask = (query: string) =>
      fetch(`${server.url}/v1/responses/${id}${query}`, { headers: { authorization: `Bearer ${customer.key}` } });
    expect((await client.responses.retrieve(id, { include: ['message.output_text.logprobs'] })).id).toBe(id);
    expect((await ask('?what=ever')).status).toBe(200);
    for (const query of ['?starting_after=-1', '?include[]=../x', '?include_obfuscation=1', '/input_items?limit=1000'])
      expect((await ask(query)).status).toBe(400);
    expect((await ask('%2F..%2F..%2Fmodels')).status).toBe(404);
  });
});

describe('a chain of responses', () => {
  it('is held by what came before and charged by its usage', async () => {
    const first = await client.responses.create({ model, input });
    const { data, response } = await client.responses
      .create({ model, input: 'And?', previous_response_id: first.id })
      .withResponse();
    expect(data.usage!.input_tokens).toBeGreaterThan(first.usage!.total_tokens);
    const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect(charged(receipt)).toBe(cost(data.usage!));
    // Not the whole window of 32,768 tokens.
    const held = BigInt(Math.round(Number(receipt.held) * 1e6));
    expect(held).toBeLessThan(10n * BigInt(first.usage!.total_tokens + 200) + 40n * 1_024n);
    expect(held).toBeGreaterThanOrEqual(cost(data.usage!));
  });

  it('goes on by its items too, as clients do that send what came back', async () => {
    const first = await client.responses.create({ model, input });
    const reference = { type: 'item_reference' as const, id: first.output[0]!.id! };
    const next = await client.responses.create({ model, input: [reference, { role: 'user', content: 'And?' }] });
    expect(next.status).toBe('completed');
    const foreign = other.responses.create({ model, input: [reference] });
    await expect(foreign).rejects.toMatchObject({ status: 404, code: 'item_not_found' });
  });
});

describe('another customer', () => {
  it('finds nothing of it anywhere', async () => {
    const { id } = await client.responses.create({ model, input });
    const { begun } = await begin('run=60000');
    for (const theirs of [id, begun.id]) {
      const tries = [
        other.responses.retrieve(theirs),
        other.responses.retrieve(theirs, { stream: true }),
        other.responses.inputItems.list(theirs),
        other.responses.cancel(theirs),
        other.responses.delete(theirs),
        other.responses.create({ model, input, previous_response_id: theirs }),
        other.responses.inputTokens.count({ model, input, previous_response_id: theirs }),
        other.responses.compact({ model, previous_response_id: theirs }),
      ];
      for (const tried of await Promise.allSettled(tries))
        expect(tried).toMatchObject({ status: 'rejected', reason: { status: 404 } });
      expect((await client.responses.retrieve(theirs)).id).toBe(theirs);
    }
    await client.responses.cancel(begun.id);
  });
});

describe('a background response', () => {
  it('is held for until it is done, and charged once', async () => {
    const { begun, receipt } = await begin('run=400');
    expectShape('Response', wire(begun));
    expect([begun.status, begun.background]).toEqual(['queued', true]);
    expect(await receiptOf(receipt)).toMatchObject({ status: 'open', responseId: begun.id });
    expect((await customer.balance()).held).toBeGreaterThan(0n);
    const seen = new Set<string>();
    const done = await expect
      .poll(
        async () => {
          const now = await client.responses.retrieve(begun.id);
          seen.add(now.status!);
          return now.status;
        },
        { timeout: 10_000, interval: 20 },
      )
      .toBe('completed')
      .then(() => client.responses.retrieve(begun.id));
    expect([...seen].at(-1)).toBe('completed');
    expectShape('Response', wire(done));
    const settled = await customer.receipt(receipt);
    expect([settled.status, settled.outcome, settled.responseId]).toEqual(['captured', 'completed', begun.id]);
    expect(charged(settled)).toBe(cost(done.usage!));
    expect((await customer.balance()).held).toBe(0n);
  });

  it('is free when it is cancelled before it said anything', async () => {
    const before = await customer.balance();
    const { begun, receipt } = await begin('run=60000');
    for (let times = 0; times < 2; times += 1) {
      const cancelled = await client.responses.cancel(begun.id);
      expectShape('Response', wire(cancelled));
      expect(cancelled.status).toBe('cancelled');
    }
    expect(await customer.receipt(receipt)).toMatchObject({ status: 'released', outcome: 'cancelled' });
    expect(await customer.balance()).toEqual(before);
  });

  it('streams, and its stream is taken up again where it was left', async () => {
    const asked = { model, input: 'Explain audits [demo: delay=0;run=300]', background: true, stream: true as const };
    const { data, response } = await client.responses.create(asked).withResponse();
    const receipt = response.headers.get('x-farebox-receipt');
    let [id, last] = ['', -1];
    for await (const event of data) {
      expectShape('ResponseStreamEvent', event);
      if (event.type === 'response.created') id = event.response.id;
      last = event.sequence_number;
      if (event.type === 'response.output_text.delta') break;
    }
    expect(await receiptOf(receipt)).toMatchObject({ status: 'open' });
    const rest: OpenAI.Responses.ResponseStreamEvent[] = [];
    const resumed = await client.responses.retrieve(id, { stream: true, starting_after: last });
    for await (const event of resumed) rest.push(event);
    expect(rest.map(({ sequence_number }) => sequence_number)).toEqual(rest.map((_, at) => last + 1 + at));
    expect(rest.at(-1)!.type).toBe('response.completed');
    expect(await customer.receipt(receipt)).toMatchObject({ status: 'captured', outcome: 'completed' });
  });

  it('heard to its end on its own stream is settled then', async () => {
    const asked = { model, input: 'Explain [demo: delay=0;run=1]', background: true, stream: true as const };
    const { data, response } = await client.responses.create(asked).withResponse();
    const types: string[] = [];
    for await (const { type } of data) types.push(type);
    expect(types.slice(0, 3)).toEqual(['response.created', 'response.queued', 'response.in_progress']);
    expect(await customer.receipt(response.headers.get('x-farebox-receipt'))).toMatchObject({ status: 'captured' });
  });

  it('is made once for one idempotency key', async () => {
    const asked = { model, input: 'Explain audits [demo: run=60000]', background: true };
    const ask = () => client.responses.create(asked, { headers: { 'idempotency-key': 'once' } });
    const [first, again] = [await ask(), await ask()];
    expect(again.id).toBe(first.id);
    await client.responses.cancel(first.id);
    expect((await customer.balance()).held).toBe(0n);
  });

  it('must be stored', async () => {
    await expect(begin('run=1', { store: false })).rejects.toMatchObject({ status: 400, code: 'invalid_request' });
    for (const wrong of [{ background: 'true' }, { store: 1 }])
      expect((await customer.call('/v1/responses', { model, input, ...wrong })).status).toBe(400);
  });
});

describe('what goes with responses', () => {
  it('counts input for nothing', async () => {
    const before = await customer.balance();
    const first = await client.responses.create({ model, input });
    const counted = await client.responses.inputTokens.count({ model, input });
    const { _request_id, ...shown } = counted as typeof counted & { _request_id?: string };
    expectShape('TokenCountsResource', shown);
    expect(counted.input_tokens).toBe(first.usage!.input_tokens);
    const longer = await client.responses.inputTokens.count({ model, input, previous_response_id: first.id });
    expect(longer.input_tokens).toBe(counted.input_tokens + first.usage!.total_tokens);
    await expect.poll(async () => (await customer.balance()).held).toBe(0n);
    expect(before.available - (await customer.balance()).available).toBe(cost(first.usage!));
  });

  it('compacts a conversation, metered', async () => {
    const { data, response } = await client.responses.compact({ model, input }).withResponse();
    const { _request_id, ...shown } = data as typeof data & { _request_id?: string };
    expectShape('CompactResource', shown);
    const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
    expect([receipt.feature, charged(receipt)]).toEqual(['responses.compact', cost(data.usage)]);
  });
});
