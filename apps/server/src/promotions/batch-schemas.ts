import { formatCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { Credits, CreditsOut, listOf, Moment, MomentIn, Uuid } from '../http/schemas.ts';
import type { Batch, ListedCode } from './batch-store.ts';

const Category = z.enum(['paid', 'promotional']);

/** Why an admin did something, for the audit log. */
export const Reason = z.string().trim().min(1).max(500);

export const NewBatchBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100).openapi({ example: 'Spring fair' }),
    count: z.int().min(1).max(5000),
    credits: Credits,
    category: Category.default('promotional').openapi({
      description: '`paid`: codes that were sold. They are credited above the balance cap, promotional ones are not.',
    }),
    creditsExpireDays: z
      .int()
      .min(1)
      .max(3650)
      .nullable()
      .default(null)
      .openapi({ description: 'Days from its redemption until what is left of the credits goes; null: never.' }),
    maxUsesPerCode: z.int().min(1).max(1_000_000).default(1),
    maxPerUser: z
      .int()
      .min(1)
      .max(5000)
      .default(1)
      .openapi({ description: 'Codes of the batch that one person may redeem. One code never twice.' }),
    expiresAt: MomentIn.nullable().default(null),
  })
  .openapi('NewRedemptionBatch');

const BatchState = z.enum(['open', 'expired', 'disabled']);

export const BatchBody = z
  .object({
    id: Uuid,
    name: z.string(),
    state: BatchState,
    count: z.number().openapi({ description: 'Codes of the batch.' }),
    usedUp: z.number().openapi({ description: 'Codes with no use left.' }),
    redeemed: z.number().openapi({ description: 'Redemptions of all its codes.' }),
    credits: CreditsOut,
    category: Category,
    creditsExpireDays: z.number().nullable(),
    maxUsesPerCode: z.number(),
    maxPerUser: z.number(),
    expiresAt: Moment.nullable(),
    disabledAt: Moment.nullable(),
    createdBy: Uuid.nullable(),
    createdAt: Moment,
  })
  .openapi('RedemptionBatch');

export const BatchList = listOf(BatchBody);

export const CreatedBatch = z
  .object({
    batch: BatchBody,
    codes: z
      .array(z.string())
      .openapi({ description: 'Shown here and never again.', example: ['7KQ2-M4XT-90AB-CDEF'] }),
  })
  .openapi('CreatedRedemptionBatch');

const CodeState = z.enum(['unused', 'partly_used', 'used', 'expired', 'disabled']);

const CodeBody = z
  .object({
    id: Uuid,
    endsIn: z.string().openapi({ example: 'CDEF' }),
    state: CodeState,
    uses: z.number(),
    maxUses: z.number(),
    redemptions: z
      .array(z.object({ id: Uuid, userId: Uuid, email: z.string().nullable(), at: Moment }))
      .openapi({ description: 'The last twenty, newest first.' }),
  })
  .openapi('RedemptionCode');

export const CodeList = listOf(CodeBody).extend({ batch: BatchBody });

export const DisableBody = z.strictObject({ reason: Reason.optional() });

export function batchBody(batch: Batch, now: Date): z.infer<typeof BatchBody> {
  return {
    ...batch,
    state: batchState(batch, now),
    credits: formatCredits(batch.credits),
    expiresAt: batch.expiresAt?.toISOString() ?? null,
    disabledAt: batch.disabledAt?.toISOString() ?? null,
    createdAt: batch.createdAt.toISOString(),
  };
}

export function codeBody(code: ListedCode, batch: Batch, now: Date): z.infer<typeof CodeBody> {
  const redemptions = code.redemptions.map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
  return { ...code, redemptions, state: codeState(code, batchState(batch, now)) };
}

function batchState({ disabledAt, expiresAt }: Batch, now: Date): z.infer<typeof BatchState> {
  if (disabledAt) return 'disabled';
  return expiresAt && expiresAt <= now ? 'expired' : 'open';
}

function codeState({ uses, maxUses }: ListedCode, state: z.infer<typeof BatchState>): z.infer<typeof CodeState> {
  if (uses >= maxUses) return 'used';
  if (state !== 'open') return state;
  return uses > 0 ? 'partly_used' : 'unused';
}
