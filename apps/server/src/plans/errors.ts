import { defineErrors } from '@farebox/kit';

/** The refusals of this domain. */
export const planErrors = defineErrors({
  plan_not_found: { status: 404, message: 'No such plan.' },
  plan_exists: { status: 409, message: 'There is a plan with this id already; change that one, or choose another id.' },
  plan_changed: { status: 409, message: 'Somebody else has changed the plan meanwhile; read it again.' },
  too_many_plans: { status: 409, message: 'There are as many plans as there can be; change one that is retired.' },
  provider_reference_taken: { status: 409, message: 'Another plan is known to the provider by this name.' },
  invalid_plan_price: { status: 400, message: 'The price is not an amount of that currency.' },
  invalid_plan_terms: { status: 400, message: 'The terms of the plan do not go together.' },
});
