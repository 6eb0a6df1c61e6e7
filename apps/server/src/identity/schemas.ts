import { z } from '@hono/zod-openapi';
import { Moment, MomentIn, Uuid } from '../http/schemas.ts';
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

export const NewKey = z.object({ name: Name, expiresAt: MomentIn.optional() });

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
  })
  .openapi('ApiKey');

export const CreatedKey = Key.extend({
  key: z.string().openapi({ description: 'The key itself: shown here and never again.' }),
}).openapi('CreatedApiKey');
