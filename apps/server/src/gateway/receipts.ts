import { formatCredits } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { furtherFields } from './charge.ts';
import { gatewayErrors } from './errors.ts';
import { isJson, type Json, textOr } from './json.ts';
import { findByHold } from './responses/store.ts';
import type { ReceiptBody } from './schemas.ts';
import { type FundingRow, findChargeReceipt, findHoldReceipt, fundingOf, type ReceiptRow } from './store.ts';

const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The whole story of one call, by the id of its hold (or of its charge, when there was none). `accountId` is whose
 * receipts the reader may see; null = everybody's. Throws `receipt_not_found`, also for another's.
 */
export async function readReceipt(db: Deps['db'], id: string, accountId: string | null): Promise<ReceiptBody> {
  const row = (await findHoldReceipt(db, id)) ?? (await findChargeReceipt(db, id));
  if (!row || (accountId !== null && row.account_id !== accountId)) throw gatewayErrors.receipt_not_found();
  const funding = await fundingOf(db, row.paid_by, row.status === 'open' ? 'held' : 'spent');
  const response = row.feature === 'responses' ? await findByHold(db, id) : null;
  return { ...receiptOf(row, funding), ...(response && { responseId: response.id }) };
}

function receiptOf(row: ReceiptRow, funding: FundingRow[]): ReceiptBody {
  const details = row.details ?? {};
  return {
    id: row.id,
    status: row.status,
    feature: row.feature || null,
    model: row.model || null,
    keyId: row.key_id && row.key_id !== NO_ID ? row.key_id : null,
    startedAt: row.started_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
    held: formatCredits(row.held),
    charged: formatCredits(row.charged),
    returned: formatCredits(row.returned),
    uncollected: formatCredits(row.uncollected),
    usage: {
      inputTokens: Number(row.input_tokens ?? 0),
      cachedInputTokens: Number(row.cached_input_tokens ?? 0),
      outputTokens: Number(row.output_tokens ?? 0),
      ...furtherUsageIn(details),
      estimated: details.estimated === true,
    },
    ...(typeof details.tier === 'string' && { tier: details.tier }),
    ...(typeof row.metadata.clampedTo === 'number' && { clampedTo: row.metadata.clampedTo }),
    price: priceIn(details) ?? priceIn(row.metadata),
    outcome: outcomeOf(row, details),
    fundedBy: funding.map(({ grant_id, source, amount }) => ({
      grantId: grant_id,
      source,
      amount: formatCredits(amount),
    })),
    balanceAfter: formatCredits(row.available_after),
  };
}

/** A call tells how it ended; a hold of the operator's own app says only that it was settled. */
function outcomeOf({ status, settled_metadata }: ReceiptRow, details: Json): string | null {
  if (status === 'open') return null;
  const told = details.outcome ?? settled_metadata?.outcome;
  return typeof told === 'string' ? told : status === 'expired' ? 'expired' : 'completed';
}

/** The price as the call kept it; null for a charge of the operator's own app. */
function priceIn({ price }: Json): ReceiptBody['price'] {
  if (!isJson(price) || !price.input || !price.output) return null;
  const records = ['images', 'toolCalls', 'tiers'] as const;
  const kept = records.flatMap((name) => (isJson(price[name]) ? [[name, textsIn(price[name])]] : []));
  return {
    ...textsIn(price),
    ...Object.fromEntries(kept),
    input: textOr(price.input, ''),
    cachedInput: textOr(price.cachedInput, ''),
    output: textOr(price.output, ''),
    version: textOr(price.version, ''),
  };
}

function textsIn(record: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** What the call used beside the tokens that have a column. */
function furtherUsageIn({ usage }: Json): Partial<ReceiptBody['usage']> {
  if (!isJson(usage)) return {};
  const counts = (value: unknown) =>
    isJson(value)
      ? Object.fromEntries(Object.entries(value).filter(([, count]) => typeof count === 'number'))
      : undefined;
  const known = furtherFields.filter((field) => typeof usage[field] === 'number').map((field) => [field, usage[field]]);
  const [images, toolCalls] = [counts(usage.images), counts(usage.toolCalls)];
  return { ...Object.fromEntries(known), ...(images && { images }), ...(toolCalls && { toolCalls }) };
}
