import { formatCredits } from '@farebox/kit';
import type { Rates } from '../rates.ts';

export const spendPeriods = ['day', 'month', 'total'] as const;
export type SpendPeriod = (typeof spendPeriods)[number];

/** What a key may be used for, from where and how fast; null = whatever and however. */
export interface KeyTerms extends Rates {
  allowedModels: string[] | null;
  /** Networks, as `readNetwork` writes them. */
  allowedAddresses: string[] | null;
}

/** Micro-credits by period; null takes the limit away, a period that is missing stays as it is. */
export type WantedSpendLimits = { [Period in SpendPeriod]?: bigint | null | undefined };

/** A spend limit as it stands: micro-credits. */
export interface SpendLimit {
  period: SpendPeriod;
  limit: bigint;
  /** Spent in the running period, and held. */
  used: bigint;
  /** When the period ends; null = never. */
  resetsAt: Date | null;
}

/** What a caller may say of a key besides its name and expiry. */
export interface WantedTerms extends Partial<{ [Field in keyof KeyTerms]: KeyTerms[Field] | undefined }> {
  spendLimits?: WantedSpendLimits | undefined;
}

export const termFields = ['allowedModels', 'allowedAddresses', 'rpm', 'tpm', 'concurrency'] as const;

/** The terms after a change: what it does not name stays. */
export function changedTerms(before: KeyTerms, change: WantedTerms): KeyTerms {
  const { allowedModels, allowedAddresses, rpm, tpm, concurrency } = { ...before, ...without(change) };
  return { allowedModels, allowedAddresses, rpm, tpm, concurrency };
}

export const noTerms: KeyTerms = {
  allowedModels: null,
  allowedAddresses: null,
  rpm: null,
  tpm: null,
  concurrency: null,
};

function without(change: WantedTerms): Partial<KeyTerms> {
  return Object.fromEntries(
    termFields.flatMap((field) => (change[field] === undefined ? [] : [[field, change[field]]])),
  );
}

/** For the audit log: what is limited, nothing that is not. */
export function auditedTerms(terms: KeyTerms, spendLimits: readonly Pick<SpendLimit, 'period' | 'limit'>[]) {
  const set = termFields.flatMap((field) => (terms[field] === null ? [] : [[field, terms[field]]]));
  const spend = spendLimits.map(({ period, limit }) => [period, formatCredits(limit)]);
  return { ...Object.fromEntries(set), ...(spend.length > 0 && { spendLimits: Object.fromEntries(spend) }) };
}
