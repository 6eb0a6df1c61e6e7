import { z } from '@hono/zod-openapi';
import { Credits, CreditsOut, Moment, MomentIn, Uuid } from '../http/schemas.ts';
import { readNetwork } from './address-list.ts';
import { spendPeriods } from './key-limits.ts';
import { Password } from './settings.ts';

const Name = z.string().trim().min(1).max(100);
const Email = z.email().max(254).toLowerCase();
const Role = z.enum(['user', 'admin', 'root']);

/** A name of the IANA database; offsets such as +08:00 are not zones, they know no summer time. */
const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+\-/]*$/, 'must be an IANA time zone such as Asia/Shanghai')
  .refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

export const SignUp = z.object({ name: Name, email: Email, password: Password }).openapi('SignUp');

/** The password is not held to today's rules: it was set under those of its day. */
export const SignIn = z.object({ email: Email, password: z.string().min(1).max(128) }).openapi('SignIn');

export const ChangePassword = z
  .object({
    currentPassword: z.string().min(1).max(128),
    newPassword: Password,
    revokeOtherSessions: z.boolean().optional(),
  })
  .openapi('ChangePassword');

export const RevokeSession = z.object({ token: z.string().min(1).max(128) });

const Person = z.object({
  id: Uuid,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  image: z.string().nullable(),
  createdAt: Moment,
  updatedAt: Moment,
});

export const Session = z.object({
  id: Uuid,
  userId: Uuid,
  token: z
    .string()
    .openapi({ description: 'Names the session when it is revoked; the cookie is this and a signature.' }),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  expiresAt: Moment,
  createdAt: Moment,
  updatedAt: Moment,
});

export const SignedIn = z.object({ user: Person });
export const CurrentSession = z.object({ session: Session, user: Person }).nullable();

export const Setup = z
  .object({ token: z.string().min(1).max(128), name: Name, email: Email, password: Password })
  .openapi('Setup');
export const SetupDone = z.object({ id: Uuid, role: z.literal('root') });

export const Me = z
  .object({
    id: Uuid,
    email: z.string().nullable(),
    name: z.string(),
    role: Role,
    timeZone: z.string(),
    createdAt: Moment,
  })
  .openapi('Me');

export const ChangeMe = z.object({ name: Name.optional(), timeZone: TimeZone.optional() });

const Model = z.string().regex(/^[A-Za-z0-9_.:/-]{1,128}$/, 'must be the id of a model');

const Network = z
  .string()
  .max(64)
  .transform((text, context) => {
    const network = readNetwork(text);
    if (network !== null) return network;
    context.addIssue({ code: 'custom', message: 'must be an address or a network, such as 203.0.113.0/24' });
    return z.NEVER;
  })
  .openapi({ type: 'string', example: '203.0.113.0/24' });

const once = (list: string[]) => [...new Set(list)];
const Models = z.array(Model).min(1, 'must name a model, or be null for all').max(100).transform(once);
const Networks = z.array(Network).min(1, 'must name a network, or be null for all').max(100).transform(once);
const Rate = z.int().min(1).max(2_000_000_000).nullable().optional();
const SpendLimitIn = Credits.nullable()
  .optional()
  .openapi({ type: ['string', 'null'] });

const Terms = {
  allowedModels: Models.nullable().optional().openapi({ description: 'Ids of models; null = all of them.' }),
  allowedAddresses: Networks.nullable()
    .optional()
    .openapi({ description: 'Addresses and networks (CIDR) it may be used from; null = from anywhere.' }),
  rpm: Rate.openapi({ description: 'Requests within a minute; null = no limit.' }),
  tpm: Rate.openapi({ description: 'Tokens within a minute, input and output; null = no limit.' }),
  concurrency: Rate.openapi({ description: 'Calls under way at once; null = no limit.' }),
  spendLimits: z
    .strictObject({ day: SpendLimitIn, month: SpendLimitIn, total: SpendLimitIn })
    .optional()
    .openapi({ description: 'Credits per day and month in your time zone, and ever; null = no limit.' }),
};

export const NewKey = z.strictObject({ name: Name, expiresAt: MomentIn.optional(), ...Terms });

/** What it does not name stays. */
export const ChangeKey = z
  .strictObject({ name: Name.optional(), ...Terms })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'names nothing to change');

const SpendLimitBody = z
  .object({
    limit: CreditsOut,
    used: CreditsOut.openapi({ description: 'Spent in the running period, and set aside for calls under way.' }),
    resetsAt: Moment.nullable().openapi({ description: 'When the period ends; null = never.' }),
  })
  .openapi('SpendLimit');

const SpendLimits = z.object(
  Object.fromEntries(spendPeriods.map((period) => [period, SpendLimitBody.nullable()])) as Record<
    (typeof spendPeriods)[number],
    z.ZodNullable<typeof SpendLimitBody>
  >,
);

export const Key = z
  .object({
    id: Uuid,
    name: z.string(),
    prefix: z.string().openapi({ example: 'fb-x3Tq' }),
    last4: z.string(),
    createdAt: Moment,
    lastUsedAt: Moment.nullable(),
    expiresAt: Moment.nullable(),
    revokedAt: Moment.nullable(),
    allowedModels: z.array(z.string()).nullable(),
    allowedAddresses: z.array(z.string()).nullable(),
    rpm: z.int().nullable(),
    tpm: z.int().nullable(),
    concurrency: z.int().nullable(),
    spendLimits: SpendLimits,
  })
  .openapi('ApiKey');

export const CreatedKey = Key.extend({
  key: z.string().openapi({ description: 'The key itself: shown here and never again.' }),
}).openapi('CreatedApiKey');
