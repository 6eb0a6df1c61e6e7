import type { UsageBounds, WrittenPrice } from '../../pricing/index.ts';
import { isJson, type Json, objects } from '../json.ts';
import { isCount } from '../usage.ts';

/** A response that an upstream keeps for an account of ours. */
export interface StoredResponse {
  /** Of the hold that paid for it, and its receipt. */
  holdId: string;
  /** The upstream's. */
  id: string;
  accountId: string;
  keyId: string;
  model: string;
  channel: string;
  /** Fingerprint of the channel's key; null for none. */
  channelKey: string | null;
  background: boolean;
  status: string;
  totalTokens: number | null;
  carriedTokens: number | null;
  items: string[];
  createdAt: Date;
  expiresAt: Date;
  /** Only while it runs in the background. */
  terms: Terms | null;
  deadlineAt: Date | null;
  nextAskAt: Date | null;
  asks: number;
  settledAt: Date | null;
}

/** What a background response is settled by, whichever process sees its end: all of it as it was when it was held. */
export interface Terms {
  requestId: string;
  price: WrittenPrice;
  cost: WrittenPrice | null;
  group: string;
  /** In millionths. */
  multiplier: string;
  bounds: UsageBounds;
  /** Our own count of its input, for the case that the upstream reports none. */
  inputTokens: number;
}

const terminal = new Set(['completed', 'incomplete', 'failed', 'cancelled']);

/** Whether nothing more comes of a response. */
export function isTerminal({ status }: Json): boolean {
  return typeof status === 'string' && terminal.has(status);
}

const idShape = /^[A-Za-z0-9][\w.=~-]{0,511}$/;

/** An upstream's id as it may stand in an address; null for anything else. */
export function responseId(value: unknown): string | null {
  return typeof value === 'string' && idShape.test(value) ? value : null;
}

const MOST_ITEMS = 256;
const LONGEST_ITEM_ID = 128;
const LARGEST_INTEGER = 2_147_483_647;

/** What is kept of a response's content: how much it was, and what its parts are called. */
export function factsOf(response: Json): Pick<StoredResponse, 'status' | 'totalTokens' | 'carriedTokens' | 'items'> {
  const usage = isJson(response.usage) ? response.usage : {};
  const details = isJson(usage.output_tokens_details) ? usage.output_tokens_details : {};
  const total = countIn(usage.total_tokens);
  const reasoning = countIn(details.reasoning_tokens) ?? 0;
  const names = objects(response.output).map(({ id }) => id);
  return {
    status: typeof response.status === 'string' ? response.status.slice(0, 32) : 'completed',
    totalTokens: total,
    carriedTokens: total && Math.max(0, total - reasoning),
    items: names
      .filter((id): id is string => typeof id === 'string' && id.length <= LONGEST_ITEM_ID)
      .slice(0, MOST_ITEMS),
  };
}

function countIn(value: unknown): number | null {
  return isCount(value) ? Math.min(value, LARGEST_INTEGER) : null;
}
