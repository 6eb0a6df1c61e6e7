import { formatCredits, parseCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { Moment, MomentIn, Uuid } from '../http/schemas.ts';
import type { Listing } from './book.ts';
import type { ImportOutcome } from './import/import.ts';
import { flatUnits, type Price } from './price.ts';
import { ModelId, priceSetting } from './schemas.ts';
import type { GroupRow, HistoryRow } from './store.ts';
import { type PriceVersion, writtenPrice } from './version.ts';

const units = Object.fromEntries(flatUnits.map((unit) => [unit, z.string().optional()])) as Record<
  (typeof flatUnits)[number],
  z.ZodOptional<z.ZodString>
>;
const keyed = z.record(z.string(), z.string()).optional();

/** Figures as they go out, only those that there are. */
export const Figures = z.object({ ...units, images: keyed, toolCalls: keyed, tiers: keyed }).openapi('PriceFigures', {
  description:
    'Decimal credits: for a million tokens or characters, for each request, second, image or tool call. `tiers` multiply.',
});

const version = z.string().nullable().openapi({ description: 'Names exactly the figures of `price`.' });
const said = { price: Figures.nullable(), cost: Figures.nullable(), version };

export const PriceVersionBody = z
  .object({ id: Uuid, model: z.string(), validFrom: Moment, ...said })
  .openapi('PriceVersion');

export const PriceListing = z
  .object({
    model: z.string(),
    source: z.enum(['config', 'database', 'none']),
    configured: z.boolean().openapi({ description: 'The gateway has a model of this name.' }),
    ...said,
    validFrom: Moment.nullable(),
    next: PriceVersionBody.nullable(),
  })
  .openapi('PriceListing');

export const PriceHistoryRow = PriceVersionBody.extend({
  note: z.string(),
  createdAt: Moment,
  createdBy: Uuid.nullable(),
}).openapi('PriceHistoryRow');

const note = z.string().max(500).optional();

export const NewPriceBody = z.strictObject({
  model: ModelId,
  price: priceSetting.nullable().openapi({ description: 'Null gives the model back to the configuration.' }),
  cost: priceSetting.nullable().optional(),
  validFrom: MomentIn.optional(),
  note,
});

/** A factor as it comes in: a decimal with at most six places → millionths. */
const factor = (most: bigint) =>
  z
    .string()
    .max(24)
    .transform((text, context) => {
      const millionths = parseCredits(text);
      if (millionths !== null && millionths >= 0n && millionths <= most) return millionths;
      context.addIssue({
        code: 'custom',
        message: `must be a decimal from 0 to ${formatCredits(most)}, six places at most`,
      });
      return z.NEVER;
    })
    .openapi({ type: 'string', example: '0.8' });

const THOUSAND = 1_000_000_000n;

const wish = {
  validFrom: MomentIn.optional(),
  note,
  apply: z.string().max(64).optional().openapi({ description: 'The `digest` of the plan that is to be done.' }),
};

export const ImportBody = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('json'),
    prices: z.array(z.unknown()).openapi({ description: '`{model, price, cost?}` each.' }),
    ...wish,
  }),
  z.strictObject({ format: z.literal('csv'), csv: z.string(), ...wish }),
  z.strictObject({
    format: z.literal('litellm'),
    entries: z.record(z.string(), z.unknown()),
    creditsPerUsd: factor(1_000_000n * THOUSAND),
    markup: factor(THOUSAND).optional(),
    models: z
      .record(ModelId, z.string().max(256))
      .optional()
      .openapi({ description: 'Our model → the entry’s name. The configured models, when not said.' }),
    ...wish,
  }),
]);

export const ImportAnswer = z
  .object({
    applied: z.boolean(),
    digest: z.string(),
    changes: z.array(
      z.object({
        line: z.int(),
        model: z.string(),
        change: z.enum(['new', 'changed', 'same']),
        ...said,
        before: z.object(said).nullable(),
        warnings: z.array(z.string()),
      }),
    ),
    missing: z.array(z.string()).openapi({ description: 'Models of ours that the list does not have.' }),
  })
  .openapi('PriceImport');

export const GroupId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits and hyphens');

export const GroupBody = z
  .object({ id: GroupId, multiplier: z.string(), description: z.string(), updatedAt: Moment })
  .openapi('PriceGroup');

export const PutGroup = z.strictObject({
  multiplier: factor(THOUSAND),
  description: z.string().max(200).default(''),
});

export const GroupOfUser = z.strictObject({ group: GroupId });
export const UserGroup = z.object({ userId: Uuid, group: z.string() });

type Said = { price: Price | null; cost: Price | null };

function saidBody({ price, cost }: Said) {
  return { price: price && writtenPrice(price), cost: cost && writtenPrice(cost), version: price?.version ?? null };
}

export function versionBody(made: PriceVersion) {
  return { id: made.id, model: made.model, validFrom: made.validFrom.toISOString(), ...saidBody(made) };
}

export function listingBody({ model, source, validFrom, next, ...figures }: Listing, configured: boolean) {
  return {
    ...{ model, source, configured },
    ...saidBody(figures),
    validFrom: validFrom?.toISOString() ?? null,
    next: next && versionBody(next),
  };
}

export function historyBody(row: HistoryRow) {
  const { id, model, price, cost, version, note, createdBy } = row;
  const moments = { validFrom: row.validFrom.toISOString(), createdAt: row.createdAt.toISOString() };
  return { id, model, price, cost, version, note, createdBy, ...moments };
}

export function importBody({ applied, digest, planned }: ImportOutcome, missing: string[]) {
  const changes = planned.map(({ line, model, change, warnings, before, ...figures }) => {
    return { line, model, change, warnings, ...saidBody(figures), before: before && saidBody(before) };
  });
  return { applied, digest, changes, missing };
}

export function groupBody({ id, multiplier, description, updatedAt }: GroupRow) {
  return { id, multiplier: formatCredits(multiplier), description, updatedAt: updatedAt.toISOString() };
}
