import { z } from '@hono/zod-openapi';
import { Credits, CreditsOut, Moment, Uuid } from '../../http/schemas.ts';

export const AutoTopUpWish = z
  .strictObject({
    enabled: z.boolean(),
    threshold: Credits.optional(),
    amount: z.string().max(20).optional().openapi({ example: '10.00' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code')
      .optional(),
    maxPerMonth: z.number().int().min(1).max(100).optional(),
  })
  .openapi('SetAutoTopUp');

export const AutoTopUpBody = z
  .object({
    offered: z.boolean().openapi({ description: 'Whether a way of paying that keeps cards is offered.' }),
    enabled: z.boolean(),
    threshold: CreditsOut.nullable(),
    amount: z.string().nullable().openapi({ example: '10.00' }),
    currency: z.string().nullable().openapi({ example: 'USD' }),
    maxPerMonth: z.number().int(),
    usedThisMonth: z.number().int(),
    state: z.enum(['no_card', 'ready', 'failing', 'stopped']),
    card: z.object({ brand: z.string().nullable(), last4: z.string().nullable() }).nullable(),
    failures: z.number().int().openapi({ description: 'Declines in a row.' }),
    lastError: z.string().nullable().openapi({ example: 'insufficient_funds' }),
    nextTryAt: Moment.nullable().openapi({ description: 'After a decline: when it is tried again.' }),
    orderId: Uuid.nullable().openapi({ description: 'Its last order.' }),
    underWay: z.boolean().openapi({ description: 'Whether what became of that order is still to be found out.' }),
  })
  .openapi('AutoTopUp');

export const CardBody = z.object({ url: z.string() }).openapi('SaveCard');
