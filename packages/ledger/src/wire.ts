import { isId, MAX_AMOUNT } from '@farebox/kit';
import { errors } from './errors.ts';
import type { Capture, Charge, Grant, Hold, Refund, Release, Revoke, Usage } from './operations.ts';

/** An operation as SQL's type `op` reads it: JSON without its place in the batch, and what it must not share a batch with. */
export interface WireOperation {
  id: string;
  accountId: string;
  /** The hold it settles: two about one hold never travel together. */
  holdId: string | null;
  json: string;
}

/** Of one operation as JSON, metadata and details included: what bounds the memory of a full queue. */
const MAX_CHARS = 16_384;

type Fields = Record<string, unknown>;

function amount(value: bigint): number {
  if (typeof value !== 'bigint' || value < 1n || value > MAX_AMOUNT) throw errors.invalid_amount();
  return Number(value);
}

function wire(
  base: { id: string; accountId: string; fresh?: boolean },
  fields: Fields,
  holdId: string | null = null,
): WireOperation {
  for (const id of [base.id, base.accountId, fields.target, fields.key_id, fields.member_id]) {
    if (id != null && !isId(id)) throw errors.invalid_id({ id });
  }
  const json = JSON.stringify({ id: base.id, account_id: base.accountId, fresh: base.fresh, ...fields });
  if (json.length > MAX_CHARS) throw errors.too_large({ limit: MAX_CHARS });
  return { id: base.id, accountId: base.accountId, holdId, json };
}

function usageFields(usage: Usage | undefined): Fields {
  return {
    feature: usage?.feature,
    model: usage?.model,
    key_id: usage?.keyId,
    member_id: usage?.memberId,
    input_tokens: usage?.inputTokens,
    cached_input_tokens: usage?.cachedInputTokens,
    output_tokens: usage?.outputTokens,
    details: usage?.details,
  };
}

export function holdOp(input: Hold): WireOperation {
  const { reason, metadata, feature, model } = input;
  return wire(input, {
    kind: 'hold',
    amount: amount(input.amount),
    reason,
    metadata,
    feature,
    model,
    key_id: input.keyId,
    member_id: input.memberId,
    expires_in: input.expiresInSeconds,
  });
}

export function captureOp(input: Capture): WireOperation {
  const { reason, metadata, overrun, holdId } = input;
  const taken = input.amount === 0n ? 0 : amount(input.amount);
  const fields = { kind: 'capture', amount: taken, target: holdId, reason, metadata, overrun };
  return wire(input, { ...fields, ...usageFields(input.usage) }, holdId);
}

export function releaseOp(input: Release): WireOperation {
  const { reason, metadata, holdId } = input;
  return wire(input, { kind: 'release', target: holdId, reason, metadata }, holdId);
}

export function chargeOp(input: Charge): WireOperation {
  const { reason, metadata } = input;
  return wire(input, { kind: 'charge', amount: amount(input.amount), reason, metadata, ...usageFields(input.usage) });
}

export function grantOp(input: Grant): WireOperation {
  const { category, priority, reason, reference, metadata } = input;
  return wire(input, {
    kind: 'grant',
    amount: amount(input.amount),
    category,
    priority,
    reason,
    reference,
    metadata,
    effective_at: input.effectiveAt,
    expires_at: input.expiresAt,
    over_cap: input.overCap,
  });
}

export function refundOp(input: Refund): WireOperation {
  const { reason, metadata } = input;
  const part = input.amount === undefined ? undefined : amount(input.amount);
  return wire(input, { kind: 'refund', amount: part, target: input.transactionId, reason, metadata });
}

export function revokeOp(input: Revoke): WireOperation {
  const { reason, metadata } = input;
  const part = input.amount === undefined ? undefined : amount(input.amount);
  const overrun = input.shortfall === 'leave' ? 'cap' : undefined;
  return wire(input, { kind: 'revoke', amount: part, target: input.grantId, reason, metadata, overrun });
}
