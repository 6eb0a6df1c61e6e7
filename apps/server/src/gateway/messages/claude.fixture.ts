import Anthropic from '@anthropic-ai/sdk';
import { newId } from '@farebox/kit';
import { expect } from 'vitest';
import { answerJson, beginEvents, messagesEvent, type Script } from '../../../../../tools/testing/upstream.ts';
import { type ChannelWish, openShop, type Shop } from '../channels/shop.fixture.ts';

/** Micro-credits for each token. */
const price = { input: '4', cachedInput: '1', cacheWrite: '5', cacheWrite1h: '8', output: '20' };

/** As Anthropic's own looks. */
export const usage = {
  input_tokens: 100,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: 10,
  output_tokens_details: { thinking_tokens: 4 },
  server_tool_use: null,
  service_tier: 'standard',
  speed: null,
  inference_geo: 'global',
};

/** Of `usage` at `price`. */
export const COST = 600n;

export interface ClaudeShop extends Shop {
  client: Anthropic;
}

/** A shop of Anthropic's channels, and its customer's client. */
export async function openClaudeShop(wish: {
  channels: ChannelWish[];
  models: Record<string, string[]>;
  settings?: Record<string, object>;
  failover?: object;
}): Promise<ClaudeShop> {
  const channels = wish.channels.map((channel) => ({ type: 'anthropic', apiKey: 'sk-ant-operator-1234', ...channel }));
  const ids = Object.keys(wish.models);
  const settings = Object.fromEntries(ids.map((id) => [id, { price, ...wish.settings?.[id] }]));
  const shop = await openShop({ ...wish, channels, settings });
  for (const { name } of channels) shop.plays(name, says());
  const { url, deps } = shop.server;
  const rich = { accountId: shop.customer.userId, amount: 100_000_000n, category: 'paid', reason: 'purchase' } as const;
  await deps.ledger.grant({ id: newId(), ...rich });
  const client = new Anthropic({ baseURL: url, apiKey: shop.customer.key, authToken: null, maxRetries: 0 });
  return { ...shop, client };
}

const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-up', stop_sequence: null };

/** The events of one stream, each as it goes over the wire. */
export function streamOf(blocks: object[][], end: object | null = usage, start: object | null = usage): string[] {
  const begun = start && { usage: { ...start, output_tokens: 1 } };
  const { cache_creation: _, service_tier: __, ...told } = (end ?? {}) as typeof usage;
  return [
    messagesEvent('message_start', { message: { ...head, content: [], stop_reason: null, ...begun } }),
    messagesEvent('ping'),
    ...blocks.flatMap(([block, ...deltas], index) => [
      messagesEvent('content_block_start', { index, content_block: block }),
      ...deltas.map((delta) => messagesEvent('content_block_delta', { index, delta })),
      messagesEvent('content_block_stop', { index }),
    ]),
    messagesEvent('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      ...(end && { usage: told }),
    }),
    messagesEvent('message_stop'),
  ];
}

export const textBlock = (...words: string[]): object[] => [
  { type: 'text', text: '' },
  ...words.map((text) => ({ type: 'text_delta', text })),
];

/** A whole and sound message, streamed or not as it was asked for. */
export function says(word = 'Hello.', told: object = usage): Script {
  return (response, { body, path }) => {
    if (path.endsWith('/count_tokens')) return answerJson(response, 200, { input_tokens: 42 });
    if (body.stream !== true) {
      const message = { ...head, content: [{ type: 'text', text: word }], stop_reason: 'end_turn', usage: told };
      return answerJson(response, 200, message);
    }
    beginEvents(response);
    response.end(streamOf([textBlock(word)], told, told).join(''));
  };
}

/** The message object that an upstream answers with. */
export const messageWith = (fields: object) => ({ ...head, content: [], stop_reason: 'end_turn', usage, ...fields });

/** An error as Anthropic tells it. */
export function refusesAs(status: number, type: string, message: string, headers: Record<string, string> = {}): Script {
  const body = { type: 'error', error: { type, message }, request_id: 'req_upstream1' };
  return (response) => answerJson(response, status, body, headers);
}

/** Waits for a call's settlement; what it cost in micro-credits, and its receipt. */
export async function settled(shop: ClaudeShop, id: string | null) {
  const receipt = await shop.customer.receipt(id);
  expect((await shop.customer.balance()).held).toBe(0n);
  return { receipt, charge: BigInt(Math.round(Number(receipt.charged) * 1e6)) };
}

/** A shop whose `opus` has every figure in its price, and whose `few` passes one beta only. */
export function openOpusShop(): Promise<ClaudeShop> {
  return openClaudeShop({
    channels: [
      { name: 'claude', models: { opus: 'claude-opus-up' } },
      { name: 'few', betas: ['interleaved-thinking-2025-05-14'] },
      { name: 'other', type: 'openai', endpoints: ['messages'], apiKey: 'sk-other-operator' },
    ],
    models: { opus: ['claude'], few: ['few'], other: ['other'] },
    settings: {
      opus: {
        price: {
          ...price,
          toolCalls: { web_search: '0.01', code_execution: '0.02' },
          tiers: { priority: '2', fast: '6' },
        },
        maxOutputTokens: 8_000,
        contextTokens: 200_000,
        hostedTools: true,
        maxToolCalls: 3,
      },
    },
  });
}
