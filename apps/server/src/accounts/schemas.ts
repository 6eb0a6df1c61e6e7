import { z } from '@hono/zod-openapi';
import { Credits, CreditsOrZero, CreditsOut, Metadata, Moment, MomentIn, Uuid } from '../http/schemas.ts';

/** Text that PostgreSQL cannot keep or a table cannot show: controls, and halves of surrogate pairs. */
const unkeepable = /[\p{Cc}\p{Cs}]/u;

/** A name that a caller gives to something of their own: a feature, a model, a reference. */
const Label = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !unkeepable.test(text), 'must not hold control characters');

/** jsonb takes neither U+0000 nor half a surrogate pair, at any depth; JSON text shows both as escapes, and only them. */
const unkeepableJson = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

const Kept = Metadata.refine(
  (value) => !unkeepableJson.test(JSON.stringify(value)),
  'must not hold U+0000 or half a surrogate pair',
).openapi({ type: 'object', additionalProperties: true });

const Reason = z
  .enum([
    'purchase',
    'subscription',
    'refund',
    'manual',
    'generation',
    'usage',
    'invite',
    'welcome',
    'expiry',
    'dispute',
  ])
  .openapi({ description: 'Why the credits moved.' });

const MAX_HOLD_SECONDS = 30 * 24 * 3600;

export const IdempotencyHeader = z.object({
  'idempotency-key': z.string().optional().openapi({
    description: 'The same key and the same request get the same answer again; 1 to 255 visible ASCII characters.',
    example: 'order-7731-charge',
  }),
});

export const DeductBody = z.object({
  userId: Uuid,
  amount: Credits,
  feature: Label.optional(),
  model: Label.optional(),
  reason: Reason.default('usage'),
  metadata: Kept.optional(),
});

export const HoldBody = z.object({
  userId: Uuid,
  amount: Credits,
  feature: Label.optional(),
  model: Label.optional(),
  expiresInSeconds: z.number().int().min(1).max(MAX_HOLD_SECONDS).optional(),
  metadata: Kept.optional(),
});

export const CaptureBody = z.object({
  amount: CreditsOrZero,
  overrun: z.enum(['available', 'cap']).optional().openapi({
    description: 'Above the hold: take what the account has (the default), or never more than the hold.',
  }),
  feature: Label.optional(),
  model: Label.optional(),
  metadata: Kept.optional(),
});

export const GrantBody = z.object({
  userId: Uuid,
  amount: Credits,
  category: z.enum(['paid', 'promotional']).default('promotional'),
  reason: Reason.default('manual'),
  expiresAt: MomentIn.optional(),
  priority: z.number().int().min(0).max(1000).optional().openapi({ description: 'Lower burns first; 50 by default.' }),
  reference: Label.optional(),
  metadata: Kept.optional(),
});

export const RefundBody = z.object({
  transactionId: Uuid,
  amount: Credits.optional(),
  reason: Reason.default('refund'),
});

const Balance = z
  .object({ available: CreditsOut, held: CreditsOut, debt: CreditsOut })
  .openapi('Balance', { description: 'The account just after the operation.' });

export const DeductAnswer = z
  .object({ transactionId: Uuid, amount: CreditsOut, balance: Balance, replayed: z.boolean() })
  .openapi('Deduction');

export const HoldAnswer = z
  .object({
    hold: z.object({ id: Uuid, amount: CreditsOut, status: z.literal('open'), expiresAt: Moment }),
    balance: Balance,
  })
  .openapi('HoldPlaced');

export const CaptureAnswer = z
  .object({
    transactionId: Uuid,
    captured: CreditsOut,
    returned: CreditsOut,
    uncollected: CreditsOut,
    balance: Balance,
    replayed: z.boolean(),
  })
  .openapi('HoldCaptured');

export const ReleaseAnswer = z
  .object({ transactionId: Uuid, returned: CreditsOut, balance: Balance, replayed: z.boolean() })
  .openapi('HoldReleased');

export const GrantAnswer = z.object({ grantId: Uuid, amount: CreditsOut, balance: Balance }).openapi('Granted');

export const RefundAnswer = z.object({ transactionId: Uuid, amount: CreditsOut, balance: Balance }).openapi('Refunded');
