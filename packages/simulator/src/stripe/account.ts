import { type Route, route } from './route.ts';
import type { World } from './world.ts';

function account(): object {
  return {
    id: 'acct_1FareboxSimulator',
    object: 'account',
    business_profile: null,
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'US',
    created: 1_700_000_000,
    default_currency: 'usd',
    details_submitted: true,
    email: 'owner@simulator.test',
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  };
}

/** What was charged and neither given back nor taken by a dispute, by currency. No fees. */
function balance(world: World): object {
  const sums = new Map<string, number>();
  for (const charge of world.charges.newestFirst().filter(({ status }) => status === 'succeeded')) {
    const lost = world.disputes.newestFirst().find((each) => each.charge === charge.id && each.status !== 'won');
    const left = charge.amount - charge.amount_refunded - (lost?.amount ?? 0);
    sums.set(charge.currency, (sums.get(charge.currency) ?? 0) + left);
  }
  const funds = [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  const available = funds.length > 0 ? funds : [{ amount: 0, currency: 'usd', source_types: { card: 0 } }];
  return { object: 'balance', available, livemode: world.settings.livemode, pending: [] };
}

export const accountRoutes: Route[] = [
  route('GET', '/v1/account', account),
  route('GET', '/v1/accounts/:id', account),
  route('GET', '/v1/balance', balance),
];
