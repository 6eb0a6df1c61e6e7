import type { ApiKey, KeyLimits } from '@farebox/sdk';

export const rates = ['rpm', 'tpm', 'concurrency'] as const;
export const periods = ['day', 'month', 'total'] as const;
export type Period = (typeof periods)[number];

/** Limits as they are typed; empty = none. */
export type LimitValues = Record<(typeof rates)[number] | Period | 'allowedModels' | 'allowedAddresses', string>;

export const noLimits: LimitValues = {
  ...{ allowedModels: '', allowedAddresses: '' },
  ...{ rpm: '', tpm: '', concurrency: '' },
  ...{ day: '', month: '', total: '' },
};

/** A key's limits, to be changed. */
export function valuesOf(key: ApiKey): LimitValues {
  const { allowedModels, allowedAddresses, rpm, tpm, concurrency, spendLimits } = key;
  return {
    allowedModels: allowedModels?.join(', ') ?? '',
    allowedAddresses: allowedAddresses?.join(', ') ?? '',
    rpm: rpm?.toString() ?? '',
    tpm: tpm?.toString() ?? '',
    concurrency: concurrency?.toString() ?? '',
    day: spendLimits.day?.limit ?? '',
    month: spendLimits.month?.limit ?? '',
    total: spendLimits.total?.limit ?? '',
  };
}

/** What was typed, as it travels; nothing typed takes a limit away. */
export function limitsOf(values: LimitValues): KeyLimits {
  const list = (text: string) => text.split(/[\s,，、;；]+/).filter(Boolean);
  const number = (text: string) => (text.trim() ? Number(text) : null);
  const credits = (text: string) => text.trim() || null;
  const { day, month, total } = values;
  const [models, addresses] = [list(values.allowedModels), list(values.allowedAddresses)];
  return {
    allowedModels: models.length > 0 ? models : null,
    allowedAddresses: addresses.length > 0 ? addresses : null,
    rpm: number(values.rpm),
    tpm: number(values.tpm),
    concurrency: number(values.concurrency),
    spendLimits: { day: credits(day), month: credits(month), total: credits(total) },
  };
}

const RATE_MOST = 2_000_000_000;

/** The fields that cannot be so, by what is wrong with them. */
export function wrongLimits(values: LimitValues): Partial<Record<keyof LimitValues, 'rate' | 'credits'>> {
  const wrong: Partial<Record<keyof LimitValues, 'rate' | 'credits'>> = {};
  for (const name of rates) {
    const text = values[name].trim();
    if (text && !(/^[1-9]\d*$/.test(text) && Number(text) <= RATE_MOST)) wrong[name] = 'rate';
  }
  for (const name of periods) {
    const text = values[name].trim();
    if (text && !(/^\d{1,9}(\.\d{1,6})?$/.test(text) && Number(text) > 0)) wrong[name] = 'credits';
  }
  return wrong;
}
