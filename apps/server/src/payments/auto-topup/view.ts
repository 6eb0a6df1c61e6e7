import { formatCredits } from '@farebox/kit';
import type { z } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { formatMoney } from '../amounts.ts';
import { offeredProviders } from '../providers.ts';
import { type AutoTopUp, awake, termsOf } from './auto-topup.ts';
import type { AutoTopUpBody } from './schemas.ts';
import { countThisMonth, findAutoTopUp } from './store.ts';

const fresh: Pick<AutoTopUp, 'enabled' | 'max_per_month' | 'state' | 'failures'> = {
  enabled: false,
  max_per_month: 5,
  state: 'no_card',
  failures: 0,
};

/** A person's automatic top-up as they may see it. */
export async function readAutoTopUp(deps: Deps, userId: string): Promise<z.infer<typeof AutoTopUpBody>> {
  const row = await findAutoTopUp(deps.db, userId);
  const { enabled, max_per_month: maxPerMonth, state, failures } = row ?? fresh;
  const providers = await offeredProviders(deps);
  const terms = row && termsOf(row);
  const card = row?.card_id ? { brand: row.card_brand, last4: row.card_last4 } : null;
  return {
    offered: providers.some(({ cards }) => cards !== undefined),
    enabled,
    threshold: terms && formatCredits(terms.threshold),
    amount: terms && formatMoney(terms.amount_minor, terms.minor_units),
    currency: terms?.currency ?? null,
    maxPerMonth,
    usedThisMonth: await countThisMonth(deps.db, userId),
    state,
    card,
    failures,
    lastError: row?.last_error ?? null,
    nextTryAt: row && enabled && awake(row) && failures > 0 ? row.next_try_at.toISOString() : null,
    orderId: row?.last_order_id ?? null,
    underWay: row ? row.open_order_id !== null : false,
  };
}
