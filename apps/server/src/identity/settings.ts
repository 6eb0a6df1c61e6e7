import { z } from 'zod';

/** What a password must be like, wherever one is set. The upper bound keeps hashing cheap. */
export const Password = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(128, 'must have at most 128 characters');

/** The `identity` part of config.yaml. */
export const identitySettings = z.strictObject({
  /** The first root user, made at start while there is none; without it a set-up link is printed. */
  root: z.strictObject({ email: z.email().toLowerCase(), password: Password }).optional(),
});
