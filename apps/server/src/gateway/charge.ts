import { formatCredits } from '@farebox/kit';
import { costBound, costOf, rateText, type UsageRecord } from '../pricing/index.ts';
import type { Ask } from './ask.ts';
import type { MeteredUsage } from './usage.ts';

/** Above this size an upstream's raw usage is not kept. */
const RAW_USAGE_CHARS = 2_048;

const PLAIN = 1_000_000n;

interface Priced {
  model: Pick<Ask['model'], 'sale'>;
  bounds: Ask['bounds'];
}

/** Micro-credits that the call can cost at most. */
export function boundOf({ model, bounds }: Priced): bigint {
  return costBound(model.sale, bounds);
}

/** Micro-credits that the call costs: at the price of the moment when it began, whatever was changed since. */
export function chargeOf({ model }: Priced, usage: MeteredUsage): bigint {
  return costOf(model.sale, usage, usage.tier);
}

/** The price as the hold and the charge remember it. Customers read it: the operator's cost is no part of it. */
export function priceNote({ model, bounds }: Priced) {
  return rateText(model.sale, bounds);
}

/** What is kept beside the charge for the operator, so that it can be explained, recomputed and compared with its cost. */
export function chargeDetails(priced: Priced, usage: MeteredUsage): Record<string, unknown> {
  const { estimated, marks, raw, tier } = usage;
  const { cost } = priced.model.sale;
  const more = furtherUsage(usage);
  const kept = raw !== null && JSON.stringify(raw).length <= RAW_USAGE_CHARS;
  return {
    estimated,
    price: priceNote(priced),
    ...(Object.keys(more).length > 0 && { usage: more }),
    ...(tier !== undefined && { tier }),
    ...(cost && { cost: formatCredits(costOf({ price: cost, group: '', multiplier: PLAIN }, usage, tier)) }),
    ...(marks.length > 0 && { marks }),
    ...(kept && { raw }),
  };
}

/** The figures of a usage record that have no column of their own. */
export const furtherFields = [
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'audioInputTokens',
  'imageInputTokens',
  'reasoningTokens',
  'audioOutputTokens',
  'imageOutputTokens',
  'seconds',
  'characters',
] as const satisfies (keyof UsageRecord)[];

function furtherUsage(usage: MeteredUsage): Partial<UsageRecord> {
  const { images, toolCalls } = usage;
  const counted = furtherFields.filter((field) => (usage[field] ?? 0) > 0).map((field) => [field, usage[field]]);
  return { ...Object.fromEntries(counted), ...(images && { images }), ...(toolCalls && { toolCalls }) };
}
