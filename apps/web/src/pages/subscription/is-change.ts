import { type CurrentSubscription, type Plan, toMicro } from '@farebox/sdk';

/** What one has is changed, unless it costs nothing: then the other one is simply bought. */
export function isChange({ plan: own }: CurrentSubscription, plan: Plan): boolean {
  const paid = own?.price ? toMicro(own.price.amount) > 0n : true;
  return paid && plan.interval !== 'once' && own?.interval !== 'once';
}
