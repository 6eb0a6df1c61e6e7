import { defineErrors } from '@farebox/kit';

export const pricingErrors = defineErrors({
  price_in_past: { status: 400, message: 'A price begins now or later: what was charged before was charged already.' },
  invalid_price_list: { status: 400, message: 'The price list has rows that cannot be read; nothing of it was taken.' },
  price_list_changed: { status: 409, message: 'The import would do something else by now: look at it again.' },
  price_group_not_found: { status: 404, message: 'There is no such price group.' },
  too_many_price_groups: { status: 409, message: 'There are as many price groups as there can be.' },
  user_not_found: { status: 404, message: 'No such person.' },
});
