import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { gatewaySettings } from '../settings.ts';
import { atDesk, type Desk, openDesk, price } from './desk.fixture.ts';

let desk: Desk;
let closed: TestServer;
let sharing: TestServer;
let customer: Customer;
let sharer: Customer;

const tools = ['file_search', 'code_interpreter', 'image_generation', 'mcp', 'shell'];
const priced = { ...price, toolCalls: Object.fromEntries(tools.map((tool) => [tool, '0.01'])) };
const models = [{ id: 'm', channel: 'desk', price: priced, maxOutputTokens: 1_000, hostedTools: true }];

beforeAll(async () => {
  desk = await openDesk();
  const open = (more: object) =>
    testServer({ listen: true, config: { gateway: gatewaySettings.parse(atDesk(desk, { models, ...more })) } });
  [closed, sharing] = [await open({}), await open({ shared: { files: true, prompts: true } })];
  [customer, sharer] = [await newCustomer(closed), await newCustomer(sharing)];
});

afterAll(async () => {
  await closed?.close();
  await sharing?.close();
  await desk?.upstream.close();
});

const message = (content: unknown) => [{ role: 'user', content }];
const input = message('Hi');

async function call(by: Customer, path: string, body: object) {
  const before = desk.upstream.requests.length;
  const answer = await by.call(path, { model: 'm', ...body });
  const text = await answer.text();
  await expect.poll(async () => (await by.balance()).held).toBe(0n);
  return { status: answer.status, code: JSON.parse(text).error?.code, sent: desk.upstream.requests.length - before };
}

const named = [
  ['a file', { input: message([{ type: 'input_file', file_id: 'file-1' }]) }],
  ['an image’s file', { input: message([{ type: 'input_image', file_id: 'file-1' }]) }],
  [
    'a file in a tool’s output',
    { input: [{ type: 'function_call_output', call_id: 'c', output: [{ type: 'input_file', file_id: 'file-1' }] }] },
  ],
  ['a vector store', { input, tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }] }],
  ['a container', { input, tools: [{ type: 'code_interpreter', container: 'cntr_1' }] }],
  [
    'files for a container',
    { input, tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: ['file-1'] } }] },
  ],
  [
    'a container of an earlier call',
    { input: [...input, { type: 'code_interpreter_call', id: 'ci_1', code: '', container_id: 'cntr_1' }] },
  ],
  [
    'a container of a shell',
    { input, tools: [{ type: 'shell', environment: { type: 'container_reference', container_id: 'cntr_1' } }] },
  ],
  [
    'a skill',
    { input, tools: [{ type: 'shell', environment: { type: 'container_auto', skills: [{ skill_id: 'skill_1' }] } }] },
  ],
  ['an image’s mask', { input, tools: [{ type: 'image_generation', input_image_mask: { file_id: 'file-1' } }] }],
  ['a tunnel', { input, tools: [{ type: 'mcp', server_label: 'x', tunnel_id: 'tunnel_1' }] }],
  ['a stored prompt', { input, prompt: { id: 'pmpt_1' } }],
] as [string, object][];

describe('a response that names what the upstream keeps for all', () => {
  it.each(named)('%s is refused, before anything is asked', async (_, body) => {
    for (const more of [{}, { stream: true }, { background: true }])
      expect(await call(customer, '/v1/responses', { ...body, ...more })).toEqual({
        status: 400,
        code: 'unsupported_parameter',
        sent: 0,
      });
    expect(await call(customer, '/v1/responses/input_tokens', body)).toMatchObject({ sent: 0 });
  });

  it.each(named)('%s is passed on where the operator shares it', async (_, body) => {
    expect(await call(sharer, '/v1/responses', body)).toMatchObject({ status: 200, sent: 1 });
  });

  it.each([
    ['a conversation', { conversation: 'conv_1' }],
    ['a conversation in an object', { conversation: { id: 'conv_1' } }],
  ])('%s is refused in any case', async (_, body) => {
    for (const by of [customer, sharer])
      expect(await call(by, '/v1/responses', { input, ...body })).toMatchObject({ status: 400, sent: 0 });
  });

  it.each([
    ['an item', { type: 'item_reference', id: 'msg_x' }],
    ['an item without saying so', { id: 'msg_x' }],
    ['thoughts', { type: 'reasoning', id: 'rs_x', summary: [] }],
    ['an image', { type: 'image_generation_call', id: 'ig_x', status: 'completed', result: null }],
    [
      'what a search found',
      { type: 'file_search_call', id: 'fs_x', status: 'completed', queries: ['x'], results: null },
    ],
    ['something without content', { type: 'message', role: 'assistant', id: 'msg_x', content: [] }],
  ])('%s of a response that is not theirs is not there', async (_, item) => {
    for (const by of [customer, sharer])
      expect(await call(by, '/v1/responses', { input: [item, ...input] })).toEqual({
        status: 404,
        code: 'item_not_found',
        sent: 0,
      });
  });

  it.each([
    [
      'thoughts that it brings itself',
      { input: [{ type: 'reasoning', id: 'rs_x', summary: [], encrypted_content: 'x' }, ...input] },
    ],
    [
      'citations in what was said before',
      {
        input: [
          {
            type: 'message',
            role: 'assistant',
            content: [{ type: 'output_text', text: 'x', annotations: [{ type: 'file_citation', file_id: 'file-1' }] }],
          },
          ...input,
        ],
      },
    ],
    [
      'a tool whose own argument has that name',
      {
        input,
        tools: [
          { type: 'function', name: 'f', parameters: { type: 'object', properties: { file_id: { type: 'string' } } } },
        ],
      },
    ],
    ['labels', { input, metadata: { file_id: 'mine' } }],
    [
      'a file that it brings',
      { input: message([{ type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' }]) },
    ],
    [
      'nothing by that name',
      {
        input: message([{ type: 'input_image', file_id: null, image_url: 'data:image/png;base64,AA==' }]),
        conversation: null,
        prompt: null,
      },
    ],
  ] as [string, object][])('but not %s', async (_, body) => {
    expect(await call(customer, '/v1/responses', body)).toMatchObject({ status: 200, sent: 1 });
  });

  it('nor does a tool slip in among the items', async () => {
    const item = { type: 'additional_tools', role: 'developer', tools: [{ type: 'web_search' }] };
    expect(await call(customer, '/v1/responses', { input: [item, ...input] })).toMatchObject({ status: 400, sent: 0 });
  });

  it('is refused in a chat as well', async () => {
    const contents = [
      message([{ type: 'file', file: { file_id: 'file-1' } }]),
      [{ role: 'assistant', audio: { id: 'audio_1' } }, ...input],
    ];
    for (const messages of contents)
      expect(await call(customer, '/v1/chat/completions', { messages })).toMatchObject({ status: 400, sent: 0 });
  });

  it('names no address of the upstream', async () => {
    const before = desk.upstream.requests.length;
    for (const id of ['..', '%2e%2e%2ffiles', 'resp_1%3Fa=b', 'x'.repeat(600), '%00'])
      for (const method of ['GET', 'DELETE'])
        expect(
          (
            await fetch(`${closed.url}/v1/responses/${id}`, {
              method,
              headers: { authorization: `Bearer ${customer.key}` },
            })
          ).status,
        ).toBe(404);
    expect(desk.upstream.requests).toHaveLength(before);
  });
});
