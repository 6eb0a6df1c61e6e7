import { z } from '@hono/zod-openapi';
import { CreditsOut, Moment, Uuid } from '../http/schemas.ts';

const price = z
  .object({ input: CreditsOut, cachedInput: CreditsOut, output: CreditsOut })
  .openapi('Price', { description: 'Credits per million tokens.' });

export const Receipt = z
  .object({
    id: Uuid,
    status: z.enum(['open', 'captured', 'released', 'expired', 'charged']),
    feature: z.string().nullable(),
    model: z.string().nullable(),
    keyId: Uuid.nullable(),
    startedAt: Moment,
    settledAt: Moment.nullable(),
    held: CreditsOut,
    charged: CreditsOut,
    returned: CreditsOut,
    uncollected: CreditsOut,
    usage: z.object({
      inputTokens: z.number(),
      cachedInputTokens: z.number(),
      outputTokens: z.number(),
      estimated: z.boolean().openapi({ description: 'Counted here, because the model reported nothing usable.' }),
    }),
    price: price.extend({ version: z.string() }).nullable(),
    outcome: z
      .string()
      .nullable()
      .openapi({ description: 'How the call ended; null while it runs.', example: 'completed' }),
    fundedBy: z.array(z.object({ grantId: Uuid, source: z.string(), amount: CreditsOut })),
    balanceAfter: CreditsOut,
  })
  .openapi('Receipt');

export type ReceiptBody = z.input<typeof Receipt>;

export const ModelPrices = z.object({ data: z.array(z.object({ id: z.string(), price })) }).openapi('ModelPrices');
