import { z } from '@hono/zod-openapi';
import { CreditsOut, listOf, Moment, Uuid } from '../../http/schemas.ts';
import { type OrderStatus, orderStatuses } from '../transitions.ts';
import type { Recharge } from './store.ts';

const RechargeRecord = z
  .object({
    id: Uuid,
    user_id: Uuid,
    amount: z.string().openapi({ example: '10.00' }),
    currency: z.string().openapi({ example: 'CNY' }),
    credits: CreditsOut,
    status: z.enum(orderStatuses as [OrderStatus, ...OrderStatus[]]),
    payment_method: z.string().openapi({ example: 'alipay' }),
    provider: z.string().openapi({ example: 'epay' }),
    payment_id: z.string().nullable(),
    transaction_id: Uuid.nullable(),
    refunded_amount: z.string(),
    created_at: Moment,
    updated_at: Moment,
    expires_at: Moment,
    paid_at: Moment.nullable(),
    completed_at: Moment.nullable().openapi({ description: 'When the credits arrived.' }),
  })
  .openapi('RechargeRecord');

export const RechargeList = listOf(RechargeRecord);

export const RechargeAnswer = z
  .object({ record: RechargeRecord, payment_url: z.string().openapi({ description: 'Where to pay.' }) })
  .openapi('Recharge');

/** Older callers send numbers: a decimal of a few digits comes back from JSON as it was written. */
const Amount = z
  .union([z.string().max(20), z.number().positive().max(1_000_000_000)])
  .transform(String)
  .openapi({ type: 'string', description: 'A decimal string, or a number.', example: '10.00' });

export const CreateRecharge = z
  .strictObject({
    amount: Amount,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code')
      .optional(),
    payment_method: z.string().max(40).optional().openapi({
      description: 'A provider (`stripe`), or a way of paying that one of them offers (`alipay`, `wechat`).',
    }),
    provider: z.string().max(40).optional(),
    method: z.string().max(40).optional(),
    quick: z.boolean().optional().openapi({ description: 'Refuse what is not one of the quick amounts.' }),
  })
  .openapi('CreateRecharge');

export function rechargeBody(row: Recharge): z.infer<typeof RechargeRecord> {
  const moment = (date: Date | null) => date?.toISOString() ?? null;
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    paid_at: moment(row.paid_at),
    completed_at: moment(row.completed_at),
  };
}
