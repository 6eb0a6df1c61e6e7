import { MAX_AMOUNT, parseCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';

/** An amount of credits as it comes in: a positive decimal string with at most six places → micro-credits. */
export const Credits = z
  .string()
  .max(24)
  .transform((text, context) => {
    const micro = parseCredits(text);
    if (micro !== null && micro > 0n && micro <= MAX_AMOUNT) return micro;
    context.addIssue({ code: 'custom', message: 'must be a positive decimal string with at most six places' });
    return z.NEVER;
  })
  .openapi({ type: 'string', description: 'Credits as a decimal string, at most six places.', example: '12.5' });

/** Like `Credits`, and "0" is allowed (a capture that gives everything back). */
export const CreditsOrZero = z
  .string()
  .max(24)
  .transform((text, context) => {
    const micro = parseCredits(text);
    if (micro !== null && micro >= 0n && micro <= MAX_AMOUNT) return micro;
    context.addIssue({ code: 'custom', message: 'must be a decimal string, not negative, with at most six places' });
    return z.NEVER;
  })
  .openapi({ type: 'string', description: 'Credits as a decimal string, at most six places; may be 0.', example: '0' });

/** An amount of credits as it goes out. */
export const CreditsOut = z.string().openapi({ description: 'Credits as a decimal string.', example: '12.5' });

/** Given or taken in any case, kept in lower case. Says its type itself, so that `.nullable()` reaches the document. */
export const Uuid = z.uuid().toLowerCase();

/** A moment as it goes out: ISO 8601, UTC. */
export const Moment = z.string().openapi({ format: 'date-time', example: '2026-05-01T12:00:00.000Z' });

/** A moment as it comes in: ISO 8601 with an offset → Date. */
export const MomentIn = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .openapi({ type: 'string', format: 'date-time' });

/** Whatever a caller wants kept beside a movement: a flat or nested object, 8 KiB at most as JSON. */
export const Metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= 8192, 'must be at most 8 KiB as JSON')
  .openapi({ type: 'object', additionalProperties: true });

const ErrorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
      requestId: z.string(),
    }),
  })
  .openapi('Error');

/** The shape of every list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}

/** A JSON body in a route's declaration. */
export function jsonBody<Body extends z.ZodType>(schema: Body) {
  return { content: { 'application/json': { schema } }, required: true as const };
}

/** A JSON answer in a route's declaration. */
export function jsonAnswer<Body extends z.ZodType>(schema: Body, description: string) {
  return { content: { 'application/json': { schema } }, description };
}

/** The refusals a route can give, for its declaration: `...refusals(401, 404)`. */
export function refusals<Status extends number>(...statuses: Status[]) {
  const answer = jsonAnswer(ErrorBody, 'Refused; `error.code` says why.');
  return Object.fromEntries(statuses.map((status) => [status, answer])) as Record<Status, typeof answer>;
}
