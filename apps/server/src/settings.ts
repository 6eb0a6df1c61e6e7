import { parseCredits } from '@farebox/kit';
import { z } from 'zod';
import { gatewaySettings } from './gateway/settings.ts';
import { identitySettings } from './identity/settings.ts';
import { paymentsSettings } from './payments/settings.ts';
import { quotasSettings } from './quotas/settings.ts';
import { sellerSettings } from './statements/settings.ts';
import { subscriptionsSettings } from './subscriptions/settings.ts';

/** Credits in config.yaml: `3`, `"3"` or `"0.5"` → micro-credits. */
const credits = z.union([z.string(), z.int()]).transform((value, context) => {
  const micro = parseCredits(String(value));
  if (micro !== null && micro >= 0n) return micro;
  context.addIssue({ code: 'custom', message: 'must be credits with at most six decimals, such as 3 or "0.5"' });
  return z.NEVER;
});

const server = z.strictObject({
  port: z.coerce.number().int().min(0).max(65_535).default(3000),
  host: z.string().min(1).default('127.0.0.1'),
  /** Where people reach this server; `http://localhost:<port>` when not said. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  production: z.boolean().default(false),
  /** How many proxies in front of us append to X-Forwarded-For. */
  trustedProxies: z.coerce.number().int().min(0).max(10).default(0),
  /** How long a stop waits for running requests and streams. */
  stopAfterSeconds: z.coerce.number().int().min(0).max(3600).default(30),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

const database = z.strictObject({
  /** A PostgreSQL 15 or newer; the embedded one when not said. */
  url: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  poolSize: z.coerce.number().int().min(2).max(200).default(10),
  statementTimeoutSeconds: z.coerce.number().int().min(1).max(3600).default(30),
});

const secrets = z.strictObject({
  /** What `x-internal-token` must hold. */
  internalApiKey: z.string().min(16, 'must have at least 16 characters').optional(),
  /** The source of every other secret of this server. */
  farebox: z.string().min(32, 'must have at least 32 characters').optional(),
  /** The one before: it still opens what it sealed in the database. */
  previous: z.string().min(32, 'must have at least 32 characters').optional(),
});

const ledger = z.strictObject({
  /** Batches in flight at once, each on a connection of its own. */
  lanes: z.int().min(1).max(16).default(2),
  /** Operations of one lane that may wait; beyond it callers get 503. */
  queueLimit: z.int().min(1).max(1_000_000).default(20_000),
  /** How long an operation may wait until it is sent. */
  deadlineMs: z.int().min(100).max(600_000).default(10_000),
});

const limits = z.strictObject({
  /** Bytes of a JSON body under /api. */
  bodyBytes: z
    .int()
    .min(1024)
    .max(64 * 1024 * 1024)
    .default(1024 * 1024),
  /** Sign-ins and sign-ups from one address. */
  signIn: z.strictObject({ count: z.int().min(1).default(30), windowSeconds: z.int().min(1).default(60) }).prefault({}),
});

/** Everything config.yaml may say. Unknown keys are refused: a misspelt limit must not be silently no limit. */
export const settings = z.strictObject({
  name: z.string().min(1).max(60).default('Farebox'),
  server: server.prefault({}),
  database: database.prefault({}),
  secrets: secrets.prefault({}),
  credits: z
    .strictObject({
      /** What a new account is given. */
      welcome: credits.prefault('3'),
      /** Above it no manual or bonus credit is granted. */
      cap: credits.prefault('50000'),
    })
    .prefault({}),
  identity: identitySettings.prefault({}),
  payments: paymentsSettings.prefault({}),
  subscriptions: subscriptionsSettings.prefault({}),
  seller: sellerSettings,
  gateway: gatewaySettings.prefault({}),
  quotas: quotasSettings.prefault({}),
  ledger: ledger.prefault({}),
  limits: limits.prefault({}),
});

export type Settings = z.output<typeof settings>;
