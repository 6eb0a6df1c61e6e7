import { formatCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { Credits, CreditsOut, Moment } from '../http/schemas.ts';
import type { OwnRates, Rates } from '../rates.ts';
import type { QuotasSettings } from './settings.ts';
import type { SpendRow } from './store.ts';
import type { UserLimits, WantedSpend } from './user-limits.ts';

const periods = ['day', 'month', 'total'] as const;
const fields = ['rpm', 'tpm', 'concurrency'] as const;

const said = 'A number, "unlimited", or null for what the configuration says.';
const RateIn = z
  .union([z.int().min(1).max(2_000_000_000), z.literal('unlimited')])
  .nullable()
  .optional()
  .openapi({ description: said });
const Spend = Credits.nullable()
  .optional()
  .openapi({ type: ['string', 'null'] });
const SpendIn = z.strictObject({ day: Spend, month: Spend, total: Spend });
const limitsIn = { rpm: RateIn, tpm: RateIn, concurrency: RateIn, spendLimits: SpendIn.optional() };
const ModelId = z.string().regex(/^[A-Za-z0-9_.:/-]{1,128}$/, 'must be the id of a model');

export const PutUserLimits = z.strictObject({
  ...limitsIn,
  models: z
    .record(ModelId, z.strictObject(limitsIn))
    .refine((models) => Object.keys(models).length <= 100, 'must name at most 100 models')
    .optional(),
});
type Wanted = z.infer<typeof PutUserLimits>;

const RateOut = z.union([z.int(), z.literal('unlimited')]).nullable();
const SpendOut = z.object({ limit: CreditsOut, used: CreditsOut, resetsAt: Moment.nullable() }).nullable();
const limitsOut = {
  rpm: RateOut,
  tpm: RateOut,
  concurrency: RateOut,
  spendLimits: z.object({ day: SpendOut, month: SpendOut, total: SpendOut }),
};
const RatesOut = z.object({ rpm: z.int().nullable(), tpm: z.int().nullable(), concurrency: z.int().nullable() });

export const UserLimitsBody = z
  .object({
    ...limitsOut,
    models: z.record(z.string(), z.object(limitsOut)),
    defaults: z
      .object({ user: RatesOut, models: z.record(z.string(), RatesOut) })
      .openapi({ description: 'What the configuration says, where nothing is set here.' }),
  })
  .openapi('UserLimits');

/** What a body asks for. */
export function wantedOf({ models = {}, ...own }: Wanted): { rates: OwnRates; spend: WantedSpend[] } {
  const byModel = Object.entries(models).map(([model, limits]) => [model, ratesIn(limits)] as const);
  const limited = byModel.filter(([, rates]) => Object.keys(rates).length > 0);
  return {
    rates: { ...ratesIn(own), ...(limited.length > 0 && { models: Object.fromEntries(limited) }) },
    spend: [
      ...spendIn('account', '', own),
      ...Object.entries(models).flatMap(([model, limits]) => spendIn('model', model, limits)),
    ],
  };
}

/** 0 stands for none. */
function ratesIn(limits: Pick<Wanted, 'rpm' | 'tpm' | 'concurrency'>): Partial<Record<keyof Rates, number>> {
  const set = fields.flatMap((field) => {
    const rate = limits[field] ?? null;
    return rate === null ? [] : [[field, rate === 'unlimited' ? 0 : rate] as const];
  });
  return Object.fromEntries(set);
}

function spendIn(subject: 'account' | 'model', subjectId: string, { spendLimits }: Pick<Wanted, 'spendLimits'>) {
  return periods.flatMap((period): WantedSpend[] => {
    const limit = spendLimits?.[period] ?? null;
    return limit === null ? [] : [{ subject, subjectId, period, limit }];
  });
}

/** A person's limits as they go out. */
export function userLimitsBody({ rates, spend }: UserLimits, settings: QuotasSettings): z.infer<typeof UserLimitsBody> {
  const named = [
    ...Object.keys(rates.models ?? {}),
    ...spend.flatMap(({ subject, subjectId }) => (subject === 'model' ? [subjectId] : [])),
  ];
  const models = [...new Set(named)].sort().map((model) => {
    const rows = spend.filter(({ subject, subjectId }) => subject === 'model' && subjectId === model);
    return [model, { ...ratesOut(rates.models?.[model] ?? {}), spendLimits: spendOut(rows) }];
  });
  return {
    ...ratesOut(rates),
    spendLimits: spendOut(spend.filter(({ subject }) => subject === 'account')),
    models: Object.fromEntries(models),
    defaults: { user: settings.user, models: settings.models },
  };
}

function ratesOut(rates: Partial<Record<keyof Rates, number>>) {
  const shown = (rate: number | undefined) => (rate === 0 ? ('unlimited' as const) : (rate ?? null));
  return { rpm: shown(rates.rpm), tpm: shown(rates.tpm), concurrency: shown(rates.concurrency) };
}

function spendOut(rows: readonly SpendRow[]) {
  const of = (period: SpendRow['period']) => {
    const row = rows.find((one) => one.period === period);
    if (!row) return null;
    const { limit, used, resetsAt } = row;
    return { limit: formatCredits(limit), used: formatCredits(used), resetsAt: resetsAt?.toISOString() ?? null };
  };
  return { day: of('day'), month: of('month'), total: of('total') };
}
