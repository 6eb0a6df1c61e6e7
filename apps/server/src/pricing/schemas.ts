import { parseCredits } from '@farebox/kit';
import { z } from 'zod';

const sentence =
  'Write it in quotes, as decimal credits per million tokens with at most six places (input: "2.5"): ' +
  'a float cannot hold every price exactly.';

/** Credits per million tokens as the operator writes them: text, or a whole number. A float is refused. */
const perMillion = z
  .union([z.string(), z.int()], sentence)
  .transform(String)
  .refine((text) => {
    const micro = parseCredits(text);
    return micro !== null && micro >= 0n;
  }, sentence);

/** What one model costs, as it stands in the configuration. */
export const priceSetting = z.strictObject(
  { input: perMillion, cachedInput: perMillion.optional(), output: perMillion },
  {
    error: (issue) =>
      issue.code === 'invalid_type'
        ? 'A model needs a price: { input: "…", output: "…" }, in credits per million tokens.'
        : undefined,
  },
);

export type PriceSetting = z.infer<typeof priceSetting>;
