export { subscriptionErrors } from './errors.ts';
export { firstGrantOf, periodClosed } from './first-grant.ts';
export {
  cancelFutureGrants,
  cancelPeriod,
  grantsOfPeriod,
  restoreFutureGrants,
  restorePeriod,
} from './giving-back.ts';
export { mirrorSubscription } from './mirror.ts';
export { overviewOf } from './overview.ts';
export type { PaidPeriod } from './paid-period.ts';
export { type ChangePreview, previewChange } from './preview.ts';
export { liveSubscription, stretchAt, subscriptionsOf } from './reading.ts';
export { recordPaidPeriod } from './record.ts';
export { subscriptionsRoutes } from './routes.ts';
export { cancelAtPeriodEnd, endNow, resume, scheduleChange } from './scheduling.ts';
export { Overview as SubscriptionOverview } from './schemas.ts';
export { findByProvider, findSubscription } from './store.ts';
export type { Subscription, SubscriptionStatus } from './subscription.ts';
export { subscriptionsTasks } from './tasks.ts';
