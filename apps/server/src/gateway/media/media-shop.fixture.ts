import { expect } from 'vitest';
import { type Customer, newCustomer, type SeenReceipt } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import {
  answerJson,
  type Script,
  type ScriptedUpstream,
  scriptedUpstream,
} from '../../../../../tools/testing/upstream.ts';
import { gatewaySettings } from '../settings.ts';

/** A server whose models are sold in all the ways that media can be, by two channels of one scripted upstream. */
export interface MediaShop {
  server: TestServer;
  customer: Customer;
  upstream: ScriptedUpstream;
  /** Calls an endpoint and waits until the call is settled; nothing may stay held. */
  call(path: string, body: object | FormData): Promise<MediaCall>;
  close(): Promise<void>;
}

export interface MediaCall {
  status: number;
  type: string | null;
  bytes: Buffer;
  /** The error's code, when it was refused. */
  code: string | undefined;
  /** Null when nothing was held. */
  receipt: SeenReceipt | null;
  /** Micro-credits that left the account. */
  charge: bigint;
}

/** One micro-credit for a token of text, ten for one of another kind. */
const tokens = { input: '1', output: '2', imageInput: '10', imageOutput: '20', audioInput: '10', audioOutput: '20' };

const models = [
  { id: 'embed', price: { input: '1' }, maxOutputTokens: 1 },
  {
    id: 'paint-tokens',
    price: tokens,
    maxOutputTokens: 6_240,
    imageTokens: { '1024x1024/low': 272, '1024x1024': 4_160 },
  },
  {
    id: 'paint',
    price: { images: { '1024x1024/low': '0.001', '1024x1024/high': '0.004', '1536x1024': '0.003' } },
    maxOutputTokens: 1,
  },
  { id: 'speak', price: { characters: '10' }, maxOutputTokens: 1 },
  { id: 'speak-tokens', price: tokens, maxOutputTokens: 2_000 },
  { id: 'hear', price: { second: '0.000100' }, maxOutputTokens: 1 },
  { id: 'hear-tokens', price: tokens, maxOutputTokens: 2_000 },
  { id: 'by-call', price: { request: '0.5' }, maxOutputTokens: 1 },
  { id: 'judge', price: { input: '1' }, maxOutputTokens: 1 },
  { id: 'text', price: { input: '1', output: '2' }, maxOutputTokens: 100 },
  { id: 'unpriced', maxOutputTokens: 1 },
];

export async function openMediaShop(limits: object = {}, timeouts: object = {}): Promise<MediaShop> {
  const upstream = await scriptedUpstream();
  const waits = { connectMs: 500, firstByteMs: 400, idleMs: 400, totalMs: 10_000, ...timeouts };
  const channels = ['up', 'other'].map((name, at) => {
    return { name, type: 'openai', baseUrl: `${upstream.url}/${name}`, timeouts: waits, priority: at };
  });
  const settings = { channels, models: models.map((model) => ({ ...model, channels: ['up', 'other'] })), limits };
  const gateway = gatewaySettings.parse({ ...settings, failover: { failures: 1_000 } });
  const server = await testServer({ listen: true, config: { gateway } });
  const customer = await newCustomer(server);
  return {
    server,
    customer,
    upstream,
    call: (path, body) => call({ server, customer }, path, body),
    async close() {
      await server.close();
      await upstream.close();
    },
  };
}

type Where = Pick<MediaShop, 'server' | 'customer'>;

async function call(where: Where, path: string, body: object | FormData): Promise<MediaCall> {
  const { customer } = where;
  const before = await customer.balance();
  const answer = await send(where, path, body);
  const bytes = Buffer.from(await answer.arrayBuffer().catch(() => new ArrayBuffer(0)));
  const id = answer.headers.get('x-farebox-receipt');
  const receipt = id === null ? null : await customer.receipt(id);
  const after = await customer.balance();
  expect(after.held).toBe(0n);
  const type = answer.headers.get('content-type');
  const code = answer.status === 200 ? undefined : JSON.parse(bytes.toString()).error.code;
  return { status: answer.status, type, bytes, code, receipt, charge: before.available - after.available };
}

/** Sends JSON, or a form as the platform writes it. */
export function send(
  { server, customer }: Where,
  path: string,
  body: object | FormData,
  init: RequestInit = {},
): Promise<Response> {
  const isForm = body instanceof FormData;
  return fetch(`${server.url}/v1${path}`, {
    method: 'POST',
    body: isForm ? body : JSON.stringify(body),
    ...init,
    headers: {
      authorization: `Bearer ${customer.key}`,
      ...(!isForm && { 'content-type': 'application/json' }),
      ...init.headers,
    },
  });
}

export function says(json: object): Script {
  return (response) => answerJson(response, 200, json);
}
