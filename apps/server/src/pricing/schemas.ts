import { parseCredits } from '@farebox/kit';
import { z } from 'zod';
import { flatUnits, readPrice } from './price.ts';

const sentence =
  'Write it in quotes, as decimal credits with at most six places (input: "2.5"): a float cannot hold every price exactly.';

/** A figure as the operator writes it: text, or a whole number. A float is refused. */
const figure = z
  .union([z.string(), z.int()], sentence)
  .transform(String)
  .refine((text) => {
    const micro = parseCredits(text);
    return micro !== null && micro >= 0n;
  }, sentence);

/** What is priced: the name by which clients call it. */
export const ModelId = z
  .string()
  .regex(/^[\w.:/-]{1,128}$/, 'must be 1 to 128 letters, digits, ".", ":", "/", "_" or "-"');

const KEYS_MAX = 100;
const key = z.string().regex(/^[\w.*:/-]{1,64}$/, 'must be 1 to 64 letters, digits, ".", "*", ":", "/", "_" or "-"');
const keyed = z
  .record(key, figure)
  .refine((record) => Object.keys(record).length <= KEYS_MAX, `must have at most ${KEYS_MAX} keys`);

const flat = Object.fromEntries(flatUnits.map((unit) => [unit, figure.optional()])) as Record<
  (typeof flatUnits)[number],
  z.ZodOptional<typeof figure>
>;

/** What one model costs, or costs the operator, in credits: in the configuration, on the API and in the database. */
export const priceSetting = z
  .strictObject(
    { ...flat, images: keyed.optional(), toolCalls: keyed.optional(), tiers: keyed.optional() },
    'must be figures such as { input: "2.5", output: "10" }',
  )
  .superRefine(readable);

export type PriceSetting = z.infer<typeof priceSetting>;

function readable(written: PriceSetting, context: z.RefinementCtx): void {
  try {
    readPrice(written);
  } catch (error) {
    if (!context.issues.length) context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}
