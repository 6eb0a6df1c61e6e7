import { z } from 'zod';
import { addressProblem, isOrigin } from './base-address.ts';
import { privateKeyIn, publicKeyIn } from './rsa-keys.ts';
import type { ProviderName } from './types.ts';

// Every field of every provider: the same rules for config.yaml, the environment and the admin page. No message
// repeats what was given: it may be a secret.

const enabled = z.boolean({ error: 'must be true or false' });

/** Without spaces and line breaks, which come along when a key is pasted. */
function key(pattern: RegExp, message: string) {
  return z
    .string({ error: 'must be a text' })
    .trim()
    .max(512, 'must have at most 512 characters')
    .regex(pattern, message);
}

/** What production demands besides is asked where it is known: `addressProblem`. */
const address = z
  .string({ error: 'must be a text' })
  .trim()
  .max(500, 'must have at most 500 characters')
  .superRefine((text, context) => {
    const message = addressProblem(text, false);
    if (message) context.addIssue({ code: 'custom', message });
  });

const webhookSecret = key(/^whsec_[\x21-\x7e]+$/, 'must be the signing secret of the webhook (whsec_…)');

const rsaKey = (read: (text: string) => string | null, message: string) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .max(8192, 'must have at most 8192 characters')
    .refine((text) => read(text) !== null, message);

const epayType = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, 'must be the site’s word for it, such as "alipay"'),
  label: z.string().trim().min(1).max(40),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as "#1677ff"'),
});

const epayTypes = z
  .array(epayType)
  .min(1)
  .max(10)
  .refine((types) => new Set(types.map(({ type }) => type)).size === types.length, 'must name each type once');

const currencies = z
  .array(z.string().regex(/^[A-Z]{3}$/, 'must be three-letter currency codes'))
  .min(1)
  .max(50);

export const fields = {
  stripe: {
    enabled,
    secretKey: key(/^[sr]k_(test|live)_\w+$/, 'must be a secret or restricted key of Stripe (sk_… or rk_…)'),
    webhookSecret,
    previousWebhookSecret: webhookSecret,
    baseUrl: address.refine(isOrigin, 'must not have a path'),
    currencies,
    portalConfiguration: key(/^bpc_\w+$/, 'must be the id of a portal configuration (bpc_…)'),
    automaticTax: z.boolean({ error: 'must be true or false' }),
  },
  epay: {
    enabled,
    baseUrl: address,
    pid: key(/^\d{1,20}$/, 'must be the merchant’s number'),
    version: z.enum(['v1', 'v2'], { error: 'must be "v1" (MD5) or "v2" (RSA)' }),
    key: key(/^[\x21-\x7e]{8,}$/, 'must be the merchant’s key, at least 8 characters without spaces'),
    privateKey: rsaKey(privateKeyIn, 'must be an RSA private key, as PEM or base64'),
    platformPublicKey: rsaKey(publicKeyIn, 'must be an RSA public key, as PEM or base64'),
    mode: z.enum(['submit', 'mapi'], { error: 'must be "submit" or "mapi"' }),
    types: epayTypes,
  },
  creem: {
    enabled,
    apiKey: key(/^creem_\w+$/, 'must be an API key of Creem (creem_…)'),
    webhookSecret: key(/^[\x21-\x7e]{8,}$/, 'must be the webhook’s secret, at least 8 characters without spaces'),
    baseUrl: address,
    topUpProduct: key(/^prod_\w+$/, 'must be the id of a product (prod_…)'),
  },
  mockpay: { enabled },
} as const satisfies Record<ProviderName, Record<string, z.ZodType>>;

export type FieldValues<Name extends ProviderName> = {
  [Field in keyof (typeof fields)[Name]]?: z.infer<(typeof fields)[Name][Field]> | undefined;
};

/** Which of them are sealed at rest and never shown. */
export const secretFields: Readonly<Record<ProviderName, readonly string[]>> = {
  stripe: ['secretKey', 'webhookSecret', 'previousWebhookSecret'],
  epay: ['key', 'privateKey'],
  creem: ['apiKey', 'webhookSecret'],
  mockpay: [],
};

/** Which secrets are sent to the base address: whoever changes it must know them. */
export const sentSecrets: Readonly<Record<ProviderName, readonly string[]>> = {
  stripe: ['secretKey'],
  epay: ['key'],
  creem: ['apiKey'],
  mockpay: [],
};

/** What holds when nobody says anything. Of `enabled` and Creem's address `resolve.ts` decides. */
export const defaults: { readonly [Name in ProviderName]: FieldValues<Name> } = {
  stripe: { baseUrl: 'https://api.stripe.com', automaticTax: false },
  epay: {
    version: 'v1',
    mode: 'submit',
    types: [
      { type: 'alipay', label: 'Alipay', colour: '#1677ff' },
      { type: 'wxpay', label: 'WeChat Pay', colour: '#07c160' },
    ],
  },
  creem: {},
  mockpay: {},
};
