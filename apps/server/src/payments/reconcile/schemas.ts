import { z } from '@hono/zod-openapi';
import { Moment, MomentIn, Uuid } from '../../http/schemas.ts';
import type { Repaired } from './repair.ts';
import type { Finding, Report } from './report.ts';

/** Days that are compared when nothing is said, and at most. */
const DEFAULT_DAYS = 7;
const DAY_MS = 86_400_000;

export const ReconcileQuery = z.object({
  since: MomentIn.optional().openapi({ description: 'Seven days ago when not said.' }),
  provider: z.string().max(40).optional(),
});

export const ReconcileBody = z.strictObject({ since: MomentIn.optional(), provider: z.string().max(40).optional() });

const FindingBody = z
  .object({
    kind: z.enum([
      'paid_not_credited',
      'credited_not_paid',
      'amount_differs',
      'payment_without_order',
      'credit_missing',
      'refund_not_taken',
      'event_not_settled',
    ]),
    provider: z.string(),
    orderId: Uuid.nullable(),
    reference: z.string().nullable(),
    expected: z.string().nullable(),
    found: z.string().nullable(),
    repairable: z.boolean(),
  })
  .openapi('ReconcileFinding');

export const ReportBody = z
  .object({
    since: Moment,
    providers: z.array(
      z.object({
        name: z.string(),
        payments: z.number().int(),
        state: z.enum(['complete', 'partial', 'unlisted', 'unreachable']),
      }),
    ),
    findings: z.array(FindingBody),
    truncated: z.boolean(),
  })
  .openapi('ReconcileReport');

export const RepairedBody = z
  .object({
    tried: z.number().int(),
    failed: z.array(z.object({ finding: FindingBody, reason: z.string() })),
    report: ReportBody,
  })
  .openapi('ReconcileRepair');

export function sinceOr(now: Date, since: Date | undefined): Date {
  return since ?? new Date(now.getTime() - DEFAULT_DAYS * DAY_MS);
}

export function reportBody({ since, ...report }: Report): z.infer<typeof ReportBody> {
  return { ...report, since: since.toISOString(), findings: report.findings.map(findingBody) };
}

export function repairedBody({ tried, failed, report }: Repaired): z.infer<typeof RepairedBody> {
  const told = failed.map(({ finding, reason }) => ({ finding: findingBody(finding), reason }));
  return { tried, failed: told, report: reportBody(report) };
}

function findingBody({ payment: _, ...finding }: Finding): z.infer<typeof FindingBody> {
  return finding;
}
