import { formatCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { limit } from '../http/paging.ts';
import { CreditsOut, listOf, Moment, Uuid } from '../http/schemas.ts';
import { languages } from './language.ts';
import { Month } from './month.ts';
import type { Statement } from './statement.ts';
import { type Balance, type Class, classes, type Movement } from './store.ts';

const Language = z
  .enum(languages)
  .optional()
  .openapi({ description: 'Of a PDF; what Accept-Language prefers when not said.' });

export const LanguageQuery = z.object({ lang: Language });

export const StatementQuery = z.object({
  format: z.enum(['json', 'csv', 'pdf']).default('json'),
  lang: Language,
  limit: limit.openapi({ description: 'Movements of one page of the JSON.' }),
  cursor: z.string().max(512).optional(),
});

export const MonthList = listOf(
  z
    .object({
      month: Month,
      movements: z.number().int(),
      complete: z.boolean().openapi({ description: 'False while the month runs.' }),
    })
    .openapi('StatementMonth'),
);

const Figures = z
  .object({
    available: CreditsOut,
    held: CreditsOut,
    total: CreditsOut.openapi({ description: 'available + held: what the movements change.' }),
    debt: CreditsOut,
  })
  .openapi('StatementBalance');

const Signed = CreditsOut.openapi({ description: 'Credits with a sign: what went out is negative.', example: '-12.5' });

const MovementBody = z
  .object({
    number: z.number().int(),
    id: Uuid,
    at: Moment.openapi({ description: 'When it counts from; what time brought may have been written later.' }),
    kind: z.enum(['grant', 'capture', 'release', 'charge', 'refund', 'revoke', 'expire']),
    reason: z.string(),
    reference: z.string().nullable().openapi({ description: 'The order, receipt or transaction it is about.' }),
    feature: z.string().nullable(),
    model: z.string().nullable(),
    change: Signed,
    debtChange: Signed,
    balanceAfter: CreditsOut,
    debtAfter: CreditsOut,
  })
  .openapi('StatementMovement');

const ClassTotal = z.object({ movements: z.number().int(), change: Signed }).openapi('StatementTotal');

export const StatementBody = z
  .object({
    month: Month,
    timeZone: z.string().openapi({ example: 'Asia/Shanghai' }),
    from: Moment,
    to: Moment.openapi({ description: 'The next month’s first moment.' }),
    asOf: Moment.openapi({ description: 'Now while the month runs, else just before `to`.' }),
    complete: z.boolean(),
    opening: Figures,
    in: Signed,
    out: Signed,
    closing: Figures,
    debtAdded: Signed,
    debtPaid: Signed,
    totals: z.object(Object.fromEntries(classes.map((name) => [name, ClassTotal])) as Record<Class, typeof ClassTotal>),
    movements: z.number().int().openapi({ description: 'How many there are in all.' }),
    data: z.array(MovementBody).openapi({ description: 'One page of them, oldest first.' }),
    nextCursor: z.string().nullable(),
  })
  .openapi('Statement');

export function statementBody(statement: Statement): Omit<z.infer<typeof StatementBody>, 'data' | 'nextCursor'> {
  const { month, span, complete, opening, closing, movements, totals } = statement;
  const wired = Object.entries(totals).map(([name, total]) => [
    name,
    { ...total, change: formatCredits(total.change) },
  ]);
  return {
    month,
    timeZone: span.timeZone,
    from: moment(span.startsAt),
    to: moment(span.endsAt),
    asOf: moment(span.asOf),
    complete,
    opening: figures(opening),
    in: formatCredits(statement.in),
    out: formatCredits(statement.out),
    closing: figures(closing),
    debtAdded: formatCredits(statement.debtAdded),
    debtPaid: formatCredits(statement.debtPaid),
    totals: Object.fromEntries(wired),
    movements,
  };
}

export function movementBody({ n, local: _local, rest: _rest, ...movement }: Movement): z.infer<typeof MovementBody> {
  return {
    ...movement,
    number: n,
    at: moment(movement.at),
    kind: movement.kind as z.infer<typeof MovementBody>['kind'],
    change: formatCredits(movement.change),
    debtChange: formatCredits(movement.debtChange),
    balanceAfter: formatCredits(movement.balanceAfter),
    debtAfter: formatCredits(movement.debtAfter),
  };
}

function figures({ available, held, debt }: Balance): z.infer<typeof Figures> {
  return {
    available: formatCredits(available),
    held: formatCredits(held),
    total: formatCredits(available + held),
    debt: formatCredits(debt),
  };
}

/** The wire has milliseconds. */
function moment(text: string): string {
  return new Date(text).toISOString();
}
