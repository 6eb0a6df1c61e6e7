import { MAX_AMOUNT, parseCredits } from '@farebox/kit';
import { z } from 'zod';
import { creditsFor, type MinorUnits, parseMoney } from './amounts.ts';
import { addressProblem } from './provider-settings/base-address.ts';
import { fields } from './provider-settings/fields.ts';

/** A decimal in config.yaml: quoted, or a whole number. A bare `0.1` has become a float before we see it. */
const decimal = z
  .union([z.string(), z.number().int().nonnegative()], { error: 'must be a whole number or a quoted decimal' })
  .transform(String)
  .refine((text) => /^\d{1,12}(\.\d{1,6})?$/.test(text), 'must be a plain decimal, such as "10" or "0.5"');

interface CurrencyOffer {
  minorUnits: MinorUnits;
  creditsPerUnit: string;
  minTopUp: string;
  maxTopUp: string;
  quickAmounts: string[];
}

const currency = z
  .strictObject({
    /** Digits after the point. */
    minorUnits: z.union([z.literal(0), z.literal(2), z.literal(3)]).default(2),
    /** Credits that one whole unit buys. */
    creditsPerUnit: decimal.default('100'),
    minTopUp: decimal.default('1'),
    maxTopUp: decimal.default('10000'),
    quickAmounts: z.array(decimal).max(8).default(['10', '50', '100', '200']),
  })
  .superRefine((offer, context) => {
    const problem = offerProblem(offer);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

function offerProblem({ minorUnits, creditsPerUnit, minTopUp, maxTopUp, quickAmounts }: CurrencyOffer): string | null {
  const min = parseMoney(minTopUp, minorUnits);
  const max = parseMoney(maxTopUp, minorUnits);
  const quick = quickAmounts.map((text) => parseMoney(text, minorUnits));
  if (min === null || max === null || quick.includes(null)) {
    return `minTopUp, maxTopUp and quickAmounts may have at most ${minorUnits} decimals`;
  }
  if (min === 0n || min > max) return 'minTopUp must be above zero and not above maxTopUp';
  if (quick.some((amount) => amount === null || amount < min || amount > max)) {
    return 'quickAmounts must lie between minTopUp and maxTopUp';
  }
  const perUnit = parseCredits(creditsPerUnit) ?? 0n;
  if (creditsFor(min, minorUnits, perUnit) === 0n) return 'minTopUp must buy at least a millionth of a credit';
  return creditsFor(max, minorUnits, perUnit) > MAX_AMOUNT ? 'maxTopUp buys more than one grant can hold' : null;
}

/** The `payments` part of config.yaml. */
export const paymentsSettings = z
  .strictObject({
    /** What is offered when a customer names no currency. */
    currency: z.string().default('CNY'),
    currencies: z
      .record(z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter currency code'), currency)
      .prefault({ CNY: {} }),
    /** Seconds until an unpaid order expires. */
    orderTtlSeconds: z.number().int().min(60).max(604_800).default(1800),
    unmatched: z
      .strictObject({
        /** Payments without an order of ours: `match` them by customer, proven e-mail or alias; `queue`; `ignore`. */
        policy: z.enum(['match', 'queue', 'ignore']).default('match'),
      })
      .prefault({}),
    refunds: z
      .strictObject({
        /** `claw_back`: credits go with the money. `review`: a person decides, order by order. */
        policy: z.enum(['claw_back', 'review']).default('claw_back'),
      })
      .prefault({}),
    /** Unpaid orders that one person may have at a time. */
    maxPendingOrders: z.number().int().min(1).max(100).default(10),
    balance: z
      .strictObject({
        /** Whether plans may be paid for with credits of the account. */
        enabled: z.boolean().default(true),
      })
      .prefault({}),
    mockpay: z
      .strictObject({
        /** On when not said, except in production, where saying `true` stops the start. */
        enabled: z.boolean().optional(),
        /** Signs its callbacks; made from the server's own secret when not given. */
        secret: z.string().min(16, 'must have at least 16 characters').optional(),
      })
      .prefault({}),
    /** What the admin page says of these overrides it, field by field. */
    stripe: z.strictObject(fields.stripe).partial().prefault({}),
    epay: z.strictObject(fields.epay).partial().prefault({}),
    creem: z.strictObject(fields.creem).partial().prefault({}),
  })
  .refine((value) => value.currency in value.currencies, 'payments.currency must be one of payments.currencies')
  .prefault({});

export type PaymentsSettings = z.infer<typeof paymentsSettings>;

/** Why the server must not start with these settings, as a sentence that says what to do; null when it may. */
export function paymentsProblem(settings: PaymentsSettings, production: boolean): string | null {
  if (production && settings.mockpay.enabled) {
    return 'payments.mockpay.enabled is true, but the test provider gives credits away and is refused in production: remove it from config.yaml, or do not set NODE_ENV=production.';
  }
  if (!production) return null;
  for (const name of ['stripe', 'epay', 'creem'] as const) {
    const { baseUrl } = settings[name];
    const problem = baseUrl === undefined ? null : addressProblem(baseUrl, production);
    if (problem) return `payments.${name}.baseUrl is not valid: it ${problem}.`;
  }
  return null;
}

/** Whether the test provider answers at all. */
export function mockpayEnabled(settings: PaymentsSettings, production: boolean): boolean {
  return !production && (settings.mockpay.enabled ?? true);
}
