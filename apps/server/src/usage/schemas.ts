import { z } from '@hono/zod-openapi';
import { pageQuery } from '../http/paging.ts';
import { CreditsOut, listOf, Moment, Uuid } from '../http/schemas.ts';

export const dimensions = ['day', 'model', 'feature', 'key'] as const;
export type Dimension = (typeof dimensions)[number];

/** A calendar day in the account's own time zone; one that does not exist (30 February) is refused. */
const Day = z.iso
  .date()
  .refine((day) => day >= '1970-01-01', 'must not be before 1970')
  .openapi({ type: 'string', format: 'date', example: '2026-05-01' });

const groupBy = <Name extends string>(names: readonly Name[]) =>
  z
    .string()
    .max(100)
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(z.enum(names)))
    .refine((chosen) => new Set(chosen).size === chosen.length, 'must name each dimension once')
    .openapi({
      type: 'string',
      description: `Any of ${names.join(', ')}, in any order, with commas. Rows are sorted in that order. Empty = no groups.`,
      example: 'day,model',
    });

const range = {
  from: Day.optional().openapi({ description: 'First day; 30 days up to `to` by default.' }),
  to: Day.optional().openapi({ description: 'Last day, included; today by default.' }),
};

export const ReportQuery = z.object({
  ...range,
  groupBy: groupBy(dimensions).prefault('day'),
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

const named = (what: string) =>
  z
    .string()
    .max(200)
    .optional()
    .openapi({ description: `${what}; empty = without one.` });

export const RecordsQuery = pageQuery.extend({
  ...range,
  model: named('Of one model'),
  feature: named('Of one feature'),
  keyId: z
    .union([Uuid, z.literal('')])
    .optional()
    .openapi({
      type: 'string',
      description: 'Of one key, by its id; empty = without one.',
    }),
  format: z.enum(['json', 'csv']).default('json').openapi({
    description: 'csv = all of them in one file, oldest first; `limit` and `cursor` do not count then.',
  }),
});

export const RecordList = listOf(
  z
    .object({
      transactionId: Uuid,
      receiptId: Uuid.openapi({ description: 'For `GET /api/receipts/{id}`; what `x-farebox-receipt` said.' }),
      occurredAt: Moment,
      day: Day,
      model: z.string().nullable(),
      feature: z.string().nullable(),
      keyId: Uuid.nullable(),
      keyName: z.string().nullable(),
      inputTokens: counts.inputTokens,
      cachedInputTokens: counts.cachedInputTokens,
      outputTokens: counts.outputTokens,
      amount: counts.amount,
      refunded: counts.refunded,
    })
    .openapi('UsageRecord'),
).openapi('UsageRecordList');

export const operatorDimensions = ['day', 'model', 'feature', 'user'] as const;
export type OperatorDimension = (typeof operatorDimensions)[number];

export const OperatorReportQuery = z.object({
  ...range,
  groupBy: groupBy(operatorDimensions).prefault('day'),
  userId: Uuid.optional().openapi({ description: 'Only this person’s; everybody’s by default.' }),
});

const operatorCounts = {
  ...counts,
  cost: CreditsOut.openapi({ description: 'What the operator pays upstream, where it is known.' }),
  margin: CreditsOut.openapi({ description: 'Charged less refunded less cost; negative at a loss.' }),
  costedRequests: z.number().int().openapi({ description: 'How many of the requests have a known cost.' }),
};

export const OperatorReport = z
  .object({
    from: Day,
    to: Day,
    userId: Uuid.nullable(),
    groupBy: z.array(z.enum(operatorDimensions)),
    rows: z.array(
      z
        .object({
          day: Day.optional(),
          model: z.string().nullable().optional(),
          feature: z.string().nullable().optional(),
          userId: Uuid.optional(),
          email: z.string().nullable().optional().openapi({ description: 'Null for one who is gone.' }),
          ...operatorCounts,
        })
        .openapi('OperatorUsageRow'),
    ),
    totals: z
      .object(operatorCounts)
      .openapi({ description: 'Of everything in the range, also when rows were left out.' }),
    truncated: z.boolean().openapi({ description: 'True when there are more than 10,000 rows.' }),
  })
  .openapi('OperatorUsageReport');

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
