import { formatCredits, formatMoney } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { Credits, CreditsOrZero, CreditsOut, Moment, Uuid } from '../http/schemas.ts';
import { offeredPrices, type Plan, type PlanVersion, type Price } from './plan.ts';
import type { ConfiguredCurrencies } from './prices.ts';

export const PlanId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits and hyphens')
  .openapi({ example: 'basic' });

const intervals = ['once', 'month', 'year'] as const;
const grantEvery = ['period', 'month'] as const;

const Amount = z
  .string()
  .openapi({ description: 'A decimal string with the currency’s own places.', example: '30.00' });
const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter currency code');
const Reference = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters');

const terms = {
  interval: z.enum(intervals),
  grantAmount: CreditsOut.openapi({ description: 'Of one grant: one for each period, or for each month of it.' }),
  grantEvery: z.enum(grantEvery),
  dailyLimit: CreditsOut.nullable().openapi({ description: 'Credits that come anew each day, and end with it.' }),
  rollover: z.boolean(),
  level: z.int(),
};

const listing = { id: PlanId, name: z.string(), description: z.string(), version: z.int(), versionId: Uuid };

export const PlanBody = z
  .object({ ...listing, ...terms, prices: z.record(z.string(), z.object({ amount: Amount })) })
  .openapi('Plan');

export const AdminPlanBody = z
  .object({
    ...listing,
    ...terms,
    position: z.int(),
    active: z.boolean(),
    prices: z.record(
      z.string(),
      z.object({ amount: Amount, stripePrice: z.string().nullable(), creemProduct: z.string().nullable() }),
    ),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .openapi('AdminPlan');

const PricesIn = z
  .record(
    Currency,
    z.strictObject({
      amount: z.string().max(20).openapi({ example: '30.00' }),
      stripePrice: Reference.nullable().optional(),
      creemProduct: Reference.nullable().optional(),
    }),
  )
  .refine((prices) => Object.keys(prices).length <= 50, 'must have at most 50 currencies');

/** A whole number as the database keeps it. */
const Ordinal = z.int().min(-1_000_000).max(1_000_000);

const wanted = {
  name: z.string().trim().min(1).max(80),
  interval: z.enum(intervals),
  grantAmount: CreditsOrZero,
  description: z.string().max(500),
  position: Ordinal,
  active: z.boolean(),
  grantEvery: z.enum(grantEvery),
  dailyLimit: Credits.nullable(),
  rollover: z.boolean(),
  level: Ordinal,
  prices: PricesIn,
};

export const CreatePlan = z
  .strictObject({
    ...wanted,
    id: PlanId,
    description: wanted.description.default(''),
    position: Ordinal.default(0),
    active: wanted.active.default(true),
    grantEvery: wanted.grantEvery.default('period'),
    dailyLimit: wanted.dailyLimit.default(null),
    rollover: wanted.rollover.default(false),
    level: Ordinal.default(0),
  })
  .openapi('CreatePlan');

export const ChangePlan = z
  .strictObject({ ...wanted, expectedVersion: z.int().min(1) })
  .partial()
  .openapi('ChangePlan');

/** The terms of a version as they go out, without what it costs. */
export function termsBody(version: PlanVersion) {
  const { interval, grantEvery, rollover, level } = version;
  const dailyLimit = version.dailyLimit === null ? null : formatCredits(version.dailyLimit);
  return { interval, grantAmount: formatCredits(version.grantAmount), grantEvery, dailyLimit, rollover, level };
}

function listingBody({ id, description, current }: Plan) {
  return { id, name: current.name, description, version: current.version, versionId: current.id };
}

function byCurrency<Body>(prices: Price[], body: (price: Price) => Body): Record<string, Body> {
  return Object.fromEntries(prices.map((price) => [price.currency, body(price)]));
}

const amountOf = ({ amountMinor, minorUnits }: Price) => formatMoney(amountMinor, minorUnits);

/** As everybody sees it: prices in the configured currencies alone. Null when there is none: it is not for sale. */
export function publicPlan(plan: Plan, currencies: ConfiguredCurrencies): z.infer<typeof PlanBody> | null {
  const offered = offeredPrices(plan.current, currencies);
  if (offered.length === 0) return null;
  const prices = byCurrency(offered, (price) => ({ amount: amountOf(price) }));
  return { ...listingBody(plan), ...termsBody(plan.current), prices };
}

export function adminPlan(plan: Plan): z.infer<typeof AdminPlanBody> {
  return {
    ...listingBody(plan),
    ...termsBody(plan.current),
    position: plan.position,
    active: plan.active,
    prices: byCurrency(plan.current.prices, (price) => ({
      amount: amountOf(price),
      stripePrice: price.stripePrice,
      creemProduct: price.creemProduct,
    })),
    createdAt: plan.createdAt.toISOString(),
    updatedAt: plan.updatedAt.toISOString(),
  };
}
