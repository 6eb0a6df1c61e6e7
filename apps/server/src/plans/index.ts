export { currentPlan, findPlanVersion, offeredPlans, planByProviderReference, planVersions } from './catalogue.ts';
export {
  offeredPrices,
  type PlanVersion,
  type Price,
  periodCredits,
  priceIn,
} from './plan.ts';
export { plansRoutes } from './routes.ts';
export { termsBody } from './schemas.ts';
