import { formatCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { CreditsOut, Moment, Uuid } from '../../http/schemas.ts';
import { formatMoney } from '../amounts.ts';
import { DiscountCode, OrderBody } from '../schemas.ts';
import type { ChangeQuote } from './quote.ts';

const PlanId = z.string().min(1).max(64).openapi({ example: 'basic' });
const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter currency code');
const word = z.string().max(40);

export const BuyPlan = z
  .strictObject({
    planId: PlanId,
    currency: Currency.optional(),
    provider: word.optional().openapi({ example: 'stripe', description: '`balance` pays with credits.' }),
    method: word.optional().openapi({ example: 'alipay' }),
    discountCode: DiscountCode.optional(),
  })
  .openapi('BuyPlan');

export const ChangePlan = z
  .strictObject({ planId: PlanId, provider: word.optional(), method: word.optional() })
  .openapi('ChangePlan');

export const AskChange = z.strictObject({ planId: PlanId, currency: Currency.optional() }).openapi('AskChange');

const kind = z.enum(['upgrade', 'downgrade', 'withdrawn']).openapi({
  description: '`upgrade`: at once; `downgrade`: with the next period; `withdrawn`: a change to come is taken back.',
});

export const ChangePreviewBody = z
  .object({
    kind,
    planId: PlanId,
    amount: z.string().openapi({ description: 'To pay now.', example: '12.34' }),
    currency: z.string(),
    credits: CreditsOut.openapi({ description: 'That the rest of the period brings on top.' }),
    effectiveAt: Moment,
    endsAt: Moment.nullable().openapi({ description: 'Of what is paid now; null when nothing is.' }),
  })
  .openapi('PlanChangePreview');

export const ChangedBody = z
  .object({
    kind,
    effectiveAt: Moment,
    order: OrderBody.nullable().openapi({ description: 'What an upgrade costs; null when nothing is to be paid.' }),
    checkoutUrl: z.string().nullable(),
  })
  .openapi('PlanChange');

export const CancelByHand = z
  .strictObject({
    reason: z.string().trim().min(3).max(500),
    now: z.boolean().default(false).openapi({ description: 'At once, not at the end of the period.' }),
  })
  .openapi('CancelSubscription');

export const CancelledByHand = z.object({
  id: Uuid,
  status: z.string(),
  cancelAtPeriodEnd: z.boolean(),
  cancelAt: Moment.nullable(),
  endedAt: Moment.nullable(),
});

export const PortalBody = z.object({ url: z.string() });

export function changePreviewBody(quote: ChangeQuote): z.infer<typeof ChangePreviewBody> {
  const { kind, to, amountMinor, credits, effectiveAt, endsAt } = quote;
  return {
    kind,
    planId: to.version.planId,
    amount: formatMoney(amountMinor, to.price.minorUnits),
    currency: to.price.currency,
    credits: formatCredits(credits),
    effectiveAt: effectiveAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
  };
}
