import { formatMoney } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { CreditsOut, listOf, Moment, MomentIn, Uuid } from '../http/schemas.ts';
import { Reason } from './batch-schemas.ts';
import { formatPercent } from './discount.ts';
import type { UsedDiscount } from './discount-store.ts';
import { readDiscountCode } from './quotes.ts';

const Kind = z.enum(['percent', 'amount', 'bonus']);
const AppliesTo = z.enum(['topup', 'plan', 'all']);
const Money = z.string().max(20).openapi({ description: 'A decimal string.', example: '10.00' });
const Percent = z.string().max(8).openapi({ description: 'Two decimals at most.', example: '12.5' });
const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter currency code');
const PlanId = z.string().min(1).max(40);
const Uses = z.int().min(1).max(1_000_000);

/** As it is typed; kept in upper case. */
const Code = z
  .string()
  .max(200)
  .transform(readDiscountCode)
  .pipe(z.string().regex(/^[A-Z0-9-]{3,40}$/, 'must be 3 to 40 letters, digits and dashes'))
  .openapi({ type: 'string', example: 'SPRING-20' });

const terms = {
  percent: Percent.optional(),
  amount: Money.optional(),
  minAmount: Money.nullable().optional(),
  appliesTo: AppliesTo.optional(),
  planIds: z.array(PlanId).min(1).max(100).nullable().optional(),
  startsAt: MomentIn.nullable().optional(),
  endsAt: MomentIn.nullable().optional(),
  maxUses: Uses.nullable().optional(),
  maxUsesPerUser: Uses.nullable().optional(),
  firstPurchaseOnly: z.boolean().optional(),
  active: z.boolean().optional(),
};

export const NewDiscountBody = z
  .strictObject({
    code: Code,
    kind: Kind.openapi({
      description: '`percent` and `amount` are off the price; `bonus` is percent more credits for the same price.',
    }),
    currency: Currency.nullable().optional(),
    ...terms,
    reason: Reason.optional(),
  })
  .openapi('NewDiscount');

export const ChangeDiscountBody = z.strictObject({ ...terms, reason: Reason.optional() }).openapi('ChangeDiscount');

export const RemoveDiscountQuery = z.object({ reason: Reason.optional() });

export const DiscountBody = z
  .object({
    id: Uuid,
    code: z.string(),
    kind: Kind,
    percent: Percent.nullable(),
    amount: Money.nullable(),
    currency: z.string().nullable(),
    minAmount: Money.nullable(),
    appliesTo: AppliesTo,
    planIds: z.array(z.string()).nullable(),
    startsAt: Moment.nullable(),
    endsAt: Moment.nullable(),
    maxUses: z.number().nullable(),
    maxUsesPerUser: z.number().nullable(),
    firstPurchaseOnly: z.boolean(),
    active: z.boolean(),
    uses: z.number().openapi({ description: 'Orders with it that are open or paid.' }),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .openapi('Discount');

export const DiscountList = listOf(DiscountBody);

export const CheckBody = z
  .strictObject({
    code: z.string().max(200),
    kind: z.enum(['topup', 'plan']),
    amount: Money.optional().openapi({ description: 'Of a top-up.' }),
    planId: PlanId.optional().openapi({ description: 'Of a plan.' }),
    currency: Currency.optional(),
  })
  .refine(({ kind, amount }) => (kind === 'topup') === (amount !== undefined), {
    path: ['amount'],
    message: 'a top-up has an amount, a plan has none',
  })
  .refine(({ kind, planId }) => (kind === 'plan') === (planId !== undefined), {
    path: ['planId'],
    message: 'a plan has a planId, a top-up has none',
  })
  .openapi('CheckDiscount');

export const CheckAnswer = z
  .object({
    code: z.string(),
    currency: z.string(),
    price: Money.openapi({ description: 'Without the discount.' }),
    discount: Money,
    toPay: Money.openapi({ description: 'May be 0: then nothing is paid.' }),
    credits: CreditsOut,
    bonusCredits: CreditsOut.openapi({ description: 'Of these, what the discount adds.' }),
  })
  .openapi('CheckedDiscount');

export function discountBody(discount: UsedDiscount): z.infer<typeof DiscountBody> {
  const { basisPoints, amountMinor, minAmountMinor, minorUnits, ...rest } = discount;
  const money = (minor: bigint | null) => (minor === null ? null : formatMoney(minor, minorUnits ?? 0));
  return {
    ...rest,
    percent: basisPoints === null ? null : formatPercent(basisPoints),
    amount: money(amountMinor),
    minAmount: money(minAmountMinor),
    startsAt: rest.startsAt?.toISOString() ?? null,
    endsAt: rest.endsAt?.toISOString() ?? null,
    createdAt: rest.createdAt.toISOString(),
    updatedAt: rest.updatedAt.toISOString(),
  };
}
