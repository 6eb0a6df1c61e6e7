import { z } from '@hono/zod-openapi';
import { CreditsOut, Moment, Uuid } from '../http/schemas.ts';

export const RedeemBody = z
  .strictObject({
    code: z.string().max(200).openapi({
      description: 'In any case, with or without spaces and dashes.',
      example: '7KQ2-M4XT-90AB-CDEF',
    }),
  })
  .openapi('RedeemCode');

export const RedeemAnswer = z
  .object({
    credits: CreditsOut,
    grantId: Uuid,
    expiresAt: Moment.nullable().openapi({ description: 'When what is left of these credits goes.' }),
    balance: z.object({ available: CreditsOut, held: CreditsOut, debt: CreditsOut }),
  })
  .openapi('RedeemedCode');
