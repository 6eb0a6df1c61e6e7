import { z } from '@hono/zod-openapi';
import { pageQuery } from '../http/paging.ts';
import { CreditsOut, listOf, Moment, Uuid } from '../http/schemas.ts';

const LiveGrant = z
  .object({
    id: Uuid,
    source: z.string(),
    category: z.enum(['paid', 'promotional']),
    granted: CreditsOut,
    available: CreditsOut,
    held: CreditsOut,
    priority: z.number().int(),
    expiresAt: Moment.nullable(),
    createdAt: Moment,
  })
  .openapi('Grant');

const figures = {
  accountId: Uuid,
  available: CreditsOut,
  held: CreditsOut,
  total: CreditsOut.openapi({ description: 'available + held' }),
  debt: CreditsOut,
  granted: CreditsOut,
  spent: CreditsOut,
  cap: CreditsOut,
  grants: z.array(LiveGrant).openapi({ description: 'In the order in which they burn.' }),
};

export const Summary = z.object({ ...figures, spentToday: CreditsOut }).openapi('BillingSummary');

export const Account = z
  .object({ ...figures, timeZone: z.string(), status: z.enum(['active', 'frozen', 'closed']) })
  .openapi('Account');

const transactionKinds = ['grant', 'hold', 'capture', 'release', 'charge', 'refund', 'revoke', 'expire'] as const;

const Transaction = z
  .object({
    id: Uuid,
    kind: z.enum(transactionKinds),
    type: z.enum(['credit', 'debit', 'refund', 'hold', 'release']),
    reason: z.string(),
    amount: CreditsOut.openapi({ description: 'Without a sign.' }),
    change: CreditsOut.openapi({ description: 'With its sign: what it did to available + held.', example: '-2.5' }),
    availableAfter: CreditsOut,
    heldAfter: CreditsOut,
    uncollected: CreditsOut,
    reference: z.string().nullable(),
    feature: z.string().nullable().openapi({ description: 'What a charge, hold, capture or release was for.' }),
    model: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    createdAt: Moment,
  })
  .openapi('Transaction');

const buckets = ['issued', 'available', 'held', 'spent', 'expired', 'revoked'] as const;

export const TransactionExplained = Transaction.extend({
  entries: z
    .array(
      z.object({
        grantId: Uuid,
        source: z.string(),
        category: z.enum(['paid', 'promotional']),
        reference: z.string().nullable().openapi({ description: 'What the grant stands for: an order, a payment.' }),
        from: z.enum(buckets),
        to: z.enum(buckets),
        amount: CreditsOut,
      }),
    )
    .openapi({ description: 'So much of one grant, from one bucket to another.' }),
  usage: z
    .object({
      feature: z.string().nullable(),
      model: z.string().nullable(),
      keyId: Uuid.nullable(),
      inputTokens: z.number().int(),
      cachedInputTokens: z.number().int(),
      outputTokens: z.number().int(),
      refunded: CreditsOut,
    })
    .nullable()
    .openapi({ description: 'What a charge or capture was for.' }),
}).openapi('TransactionExplained');

export const BalanceAt = z
  .object({ at: Moment, available: CreditsOut, held: CreditsOut, total: CreditsOut })
  .openapi('BalanceAt');

export const TransactionList = listOf(Transaction).openapi('TransactionList');

export const TransactionQuery = pageQuery.extend({
  kind: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(transactionKinds)).max(transactionKinds.length))
    .optional()
    .openapi({
      type: 'string',
      description: `Any of ${transactionKinds.join(', ')}, with commas.`,
      example: 'charge,capture',
    }),
});
