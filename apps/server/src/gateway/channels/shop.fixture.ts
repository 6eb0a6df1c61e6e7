import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import { type Customer, newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import {
  answerJson,
  beginEvents,
  chatChunk,
  chatUsageChunk,
  type Script,
  type ScriptedUpstream,
  scriptedUpstream,
  type UpstreamRequest,
} from '../../../../../tools/testing/upstream.ts';
import { createLog } from '../../log.ts';
import { gatewaySettings } from '../settings.ts';

export const messages = [{ role: 'user' as const, content: 'Hello there' }];
/** One micro-credit for an input token, half for a cached one, two for an output token. */
const price = { input: '1', cachedInput: '0.5', output: '2' };
export const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
/** Of `usage` at `price`. */
export const COST = 20n;

/** A channel of a test; what its upstream does is said by `plays`. */
export interface ChannelWish {
  name: string;
  [field: string]: unknown;
}

/** A server whose channels all lead to one scripted upstream, which plays another part for each. */
export interface Shop {
  server: TestServer;
  customer: Customer;
  upstream: ScriptedUpstream;
  /** Everything that was logged. */
  logged: () => string;
  plays(channel: string, script: Script): void;
  /** The requests that reached a channel's upstream. */
  asked(channel: string): UpstreamRequest[];
  /** Calls a model and waits until it is settled; nothing may stay held. */
  chat(model: string, body?: object): Promise<Called>;
  close(): Promise<void>;
}

export interface Called {
  status: number;
  headers: Headers;
  text: string;
  receipt: { status: string; outcome: string | null; charged: string };
  /** Micro-credits that left the account. */
  charge: bigint;
}

/** `models`: a model's id → its channels, in any order. */
export async function openShop(wish: {
  channels: ChannelWish[];
  models: Record<string, string[]>;
  failover?: object;
  /** More of the models' settings, or others. */
  settings?: Record<string, object>;
}): Promise<Shop> {
  const upstream = await scriptedUpstream();
  const parts = new Map<string, Script>();
  const channelOf = ({ path }: UpstreamRequest) => path.split('/')[2] as string;
  upstream.plays((response, request) => (parts.get(channelOf(request)) ?? answers())(response, request));
  const gateway = gatewaySettings.parse({
    channels: wish.channels.map((channel) => ({
      type: 'openai',
      baseUrl: `${upstream.url}/${channel.name}`,
      timeouts: { connectMs: 500, firstByteMs: 400, idleMs: 400, totalMs: 10_000 },
      ...channel,
    })),
    models: Object.entries(wish.models).map(([id, channels]) => ({
      id,
      channels,
      price,
      maxOutputTokens: 1_000,
      ...wish.settings?.[id],
    })),
    failover: wish.failover ?? {},
  });
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  const server = await testServer({ listen: true, config: { gateway }, log });
  const customer = await newCustomer(server);
  return {
    server,
    customer,
    upstream,
    logged: () => lines.join(''),
    plays: (channel, script) => void parts.set(channel, script),
    asked: (channel) => upstream.requests.filter((request) => channelOf(request) === channel),
    chat: (model, body) => chat(customer, model, body),
    async close() {
      await server.close();
      await upstream.close();
    },
  };
}

async function chat(customer: Customer, model: string, body: object = {}): Promise<Called> {
  const before = await customer.balance();
  const answer = await customer.call('/v1/chat/completions', { model, messages, ...body });
  const text = await answer.text();
  const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
  const after = await customer.balance();
  expect(after.held).toBe(0n);
  const { status, headers } = answer;
  return { status, headers, text, receipt, charge: before.available - after.available };
}

/** A whole and sound answer, streamed or not as it was asked for. */
export function answers(word = 'Hello.'): Script {
  return (response, { body }) => {
    if (body.stream !== true) {
      const choices = [
        { index: 0, message: { role: 'assistant', content: word }, finish_reason: 'stop', logprobs: null },
      ];
      answerJson(response, 200, { id: 'c', object: 'chat.completion', created: 1, model: 'up', choices, usage });
      return;
    }
    beginEvents(response);
    response.end(`${chatChunk(word)}${finish}${chatUsageChunk(usage)}data: [DONE]\n\n`);
  };
}

const finish = chatChunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });

export function refuses(status: number, error: object = {}, headers: Record<string, string> = {}): Script {
  return (response) => answerJson(response, status, { error }, headers);
}

export function hangsUp(response: ServerResponse): void {
  response.destroy();
}

export function staysSilent(): void {}

export function streamsOf(...parts: string[]): Script {
  return (response) => {
    beginEvents(response);
    response.end(parts.join(''));
  };
}
