import { defineErrors } from '@farebox/kit';

/** The refusals of this domain. */
export const subscriptionErrors = defineErrors({
  subscription_not_found: { status: 404, message: 'No such subscription.' },
  subscription_not_live: { status: 409, message: 'This subscription is over, or has not begun.' },
  plan_change_not_possible: { status: 409, message: 'This plan cannot be changed to that one.' },
});
