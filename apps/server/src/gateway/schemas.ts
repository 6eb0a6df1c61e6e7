import { z } from '@hono/zod-openapi';
import { CreditsOut, Moment, Uuid } from '../http/schemas.ts';
import { Figures } from '../pricing/index.ts';

const price = Figures.extend({ input: CreditsOut, cachedInput: CreditsOut, output: CreditsOut }).openapi('Price', {
  description: 'Credits per million tokens or characters, and for each request, second, image or tool call.',
});

const count = z.number().optional();

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
      cacheWriteTokens: count,
      cacheWrite1hTokens: count,
      audioInputTokens: count,
      imageInputTokens: count,
      reasoningTokens: count,
      audioOutputTokens: count,
      imageOutputTokens: count,
      seconds: count,
      characters: count,
      images: z.record(z.string(), z.number()).optional(),
      toolCalls: z.record(z.string(), z.number()).optional(),
      estimated: z.boolean().openapi({ description: 'Counted here, because the model reported nothing usable.' }),
    }),
    price: price
      .extend({ version: z.string(), group: z.string().optional(), multiplier: z.string().optional() })
      .nullable()
      .openapi({ description: 'The model’s price when the call began. The charge is its sum times `multiplier`.' }),
    clampedTo: z
      .number()
      .optional()
      .openapi({ description: 'The output limit to which the credits lowered it, on the client’s request.' }),
    responseId: z.string().optional().openapi({
      description: 'The response that it paid for, while that can be asked for. In the background it may still run.',
    }),
    tier: z.string().optional().openapi({ description: 'The service tier, where it has a figure in `price.tiers`.' }),
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
