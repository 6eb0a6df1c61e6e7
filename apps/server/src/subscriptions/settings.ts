import { z } from 'zod';

/** The `subscriptions` part of config.yaml. */
export const subscriptionsSettings = z.strictObject({
  /** Days for which a subscription whose renewal is not paid yet goes on; what is paid ahead by hand has none. */
  graceDays: z.int().min(0).max(30).default(3),
  /** Days before the end at which who pays by hand is reminded. */
  remindDays: z.int().min(0).max(30).default(3),
});
