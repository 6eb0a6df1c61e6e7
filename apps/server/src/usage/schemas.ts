import { z } from '@hono/zod-openapi';
import { CreditsOut, Uuid } from '../http/schemas.ts';

export const dimensions = ['day', 'model', 'feature', 'key'] as const;
export type Dimension = (typeof dimensions)[number];

/** A calendar day in the account's own time zone; one that does not exist (30 February) is refused. */
const Day = z.iso
  .date()
  .refine((day) => day >= '1970-01-01', 'must not be before 1970')
  .openapi({ type: 'string', format: 'date', example: '2026-05-01' });

const GroupBy = z
  .string()
  .max(100)
  .transform((text) => (text === '' ? [] : text.split(',')))
  .pipe(z.array(z.enum(dimensions)))
  .refine((names) => new Set(names).size === names.length, 'must name each dimension once')
  .openapi({
    type: 'string',
    description:
      'Any of day, model, feature, key, in any order, with commas. Rows are sorted in that order. Empty = no groups.',
    example: 'day,model',
  });

export const ReportQuery = z.object({
  from: Day.optional().openapi({ description: 'First day; 30 days up to `to` by default.' }),
  to: Day.optional().openapi({ description: 'Last day, included; today by default.' }),
  groupBy: GroupBy.prefault('day'),
  format: z.enum(['json', 'csv']).default('json'),
  detail: z.enum(['0', '1']).default('0').openapi({
    description: 'With format=csv: one row per usage record; so does an empty groupBy.',
  }),
});

const counts = {
  requests: z.number().int(),
  inputTokens: z.number().int(),
  cachedInputTokens: z.number().int(),
  outputTokens: z.number().int(),
  amount: CreditsOut.openapi({ description: 'Charged, before refunds.' }),
  refunded: CreditsOut,
};

const ReportRow = z
  .object({
    day: Day.optional(),
    model: z.string().nullable().optional(),
    feature: z.string().nullable().optional(),
    keyId: Uuid.nullable().optional(),
    keyName: z.string().nullable().optional(),
    ...counts,
  })
  .openapi('UsageRow');

export const Report = z
  .object({
    from: Day,
    to: Day,
    groupBy: z.array(z.enum(dimensions)),
    timeZone: z.string().openapi({ example: 'Asia/Shanghai' }),
    rows: z.array(ReportRow),
    totals: z.object(counts).openapi({ description: 'Of everything in the range, also when rows were left out.' }),
    truncated: z.boolean().openapi({ description: 'True when there are more than 10,000 rows: ask for CSV.' }),
  })
  .openapi('UsageReport');

export const Stats = z
  .object({
    available: CreditsOut,
    held: CreditsOut,
    debt: CreditsOut,
    spentToday: CreditsOut,
    spentThisMonth: CreditsOut,
    requestsToday: z.number().int(),
    requestsThisMonth: z.number().int(),
    daily: z
      .array(z.object({ day: Day, amount: CreditsOut, requests: z.number().int() }))
      .openapi({ description: 'The last 30 days, oldest first, today included, days without use too.' }),
  })
  .openapi('Stats');
