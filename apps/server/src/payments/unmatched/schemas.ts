import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../http/paging.ts';
import { listOf, Moment, Uuid } from '../../http/schemas.ts';
import { formatMoney } from '../amounts.ts';
import type { Alias, UnmatchedPayment } from './store.ts';

const status = z.enum(['waiting', 'assigned', 'dismissed']);
const reason = z.string().trim().min(3).max(500).openapi({ example: 'Paid from the company address' });

export const EmailAddress = z.email().max(320).toLowerCase();

export const UnmatchedQuery = pageQuery.extend({ status: status.optional() });
export const AliasQuery = pageQuery;
const person = {
  userId: Uuid.optional(),
  userEmail: EmailAddress.optional().openapi({ description: 'Instead of the id: by which the person signs in.' }),
};
const oneOfBoth = ({ userId, userEmail }: { userId?: string | undefined; userEmail?: string | undefined }) =>
  (userId === undefined) !== (userEmail === undefined);
const eitherOr = { path: ['userId'], message: 'say either userId or userEmail' };

export const AssignBody = z
  .strictObject({ ...person, reason })
  .refine(oneOfBoth, eitherOr)
  .openapi('AssignPayment');
export const DismissBody = z.strictObject({ reason }).openapi('DismissPayment');
export const AliasBody = z
  .strictObject({ email: EmailAddress, ...person, reason })
  .refine(oneOfBoth, eitherOr)
  .openapi('CreateEmailAlias');

export const UnmatchedBody = z
  .object({
    id: Uuid,
    provider: z.string(),
    providerPaymentId: z.string(),
    email: z.string().nullable(),
    amount: z.string(),
    currency: z.string(),
    paidAt: Moment.nullable(),
    status,
    note: z.string().nullable(),
    matchedBy: z.enum(['customer', 'email', 'alias', 'person']).nullable(),
    userId: Uuid.nullable(),
    orderId: Uuid.nullable(),
    createdAt: Moment,
  })
  .openapi('UnmatchedPayment');

export const UnmatchedList = listOf(UnmatchedBody);

export const AliasShape = z.object({ email: z.string(), userId: Uuid, createdAt: Moment }).openapi('EmailAlias');
export const AliasList = listOf(AliasShape);
export const AliasMade = AliasShape.omit({ createdAt: true }).extend({
  credited: z.number().int().openapi({ description: 'Waiting payments that were credited by it.' }),
});

/** `minorUnits`: of the currency as configured; 2 for one that is not. */
export function unmatchedBody(row: UnmatchedPayment, minorUnits: number): z.infer<typeof UnmatchedBody> {
  return {
    id: row.id,
    provider: row.provider,
    providerPaymentId: row.provider_payment_id,
    email: row.email,
    amount: formatMoney(row.amount_minor, minorUnits),
    currency: row.currency,
    paidAt: row.paid_at?.toISOString() ?? null,
    status: row.status,
    note: row.note,
    matchedBy: row.matched_by,
    userId: row.user_id,
    orderId: row.order_id,
    createdAt: row.created_at.toISOString(),
  };
}

export function aliasBody(alias: Alias): z.infer<typeof AliasShape> {
  return { email: alias.email, userId: alias.user_id, createdAt: alias.created_at.toISOString() };
}
