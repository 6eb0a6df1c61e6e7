import { z } from '@hono/zod-openapi';

/** A calendar month, `YYYY-MM`, in the account's own time zone. */
export const Month = z
  .string()
  .regex(/^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-05, not before 1970')
  .openapi({ type: 'string', pattern: '^\\d{4}-\\d{2}$', example: '2026-05' });

/** Whether this is a month as we write it; for cursors. */
export function isMonth(text: string): boolean {
  return Month.safeParse(text).success;
}
