import { FareboxError } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { fulfilOrder } from '../fulfilment.ts';
import { tell } from '../news.ts';
import type { ProviderNews, ProviderPayment } from '../provider.ts';
import { findProvider } from '../providers.ts';
import { settleClawbacks } from '../refunds/steps.ts';
import { settleEvent } from '../settlement.ts';
import { askAbout } from './asking.ts';
import { type Finding, type Report, reconcile } from './report.ts';
import { unpaidOrders } from './store.ts';

/** Unpaid orders that one repair asks about at most. */
const ASK_LIMIT = 500;

export interface Repaired {
  /** Differences that were worked on, and the ones of them that would not be put right. */
  tried: number;
  failed: { finding: Finding; reason: string }[];
  /** As things stand afterwards. */
  report: Report;
}

/**
 * Puts right what a report can put right, each the way its callback would have: safe to run twice, and beside live
 * callbacks. What needs a person is left in the report.
 */
export async function repair(deps: Deps, since: Date, only: string | null = null): Promise<Repaired> {
  await askAboutUnpaid(deps, since, only);
  const before = await reconcile(deps, since, only);
  const work = before.findings.filter(({ repairable }) => repairable);
  const failed: Repaired['failed'] = [];
  for (const finding of work) {
    try {
      await putRight(deps, finding);
    } catch (error) {
      failed.push({ finding, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { tried: work.length, failed, report: work.length > 0 ? await reconcile(deps, since, only) : before };
}

/**
 * First of all: some providers list payments without our order, and such a payment must find its order before anybody
 * takes it for one that has none. A provider that does not answer is not asked again.
 */
async function askAboutUnpaid(deps: Deps, since: Date, only: string | null): Promise<void> {
  const silent = new Set<string>();
  for (const order of await unpaidOrders(deps.db, since, only, ASK_LIMIT)) {
    if (silent.has(order.provider)) continue;
    await askAbout(deps, order).catch((error: unknown) => {
      if (error instanceof FareboxError && error.code === 'provider_unreachable') silent.add(order.provider);
      deps.log.warn({ err: error, orderId: order.id }, 'the provider could not be asked about an order');
    });
  }
}

async function putRight(deps: Deps, { kind, provider, orderId, reference, payment }: Finding): Promise<void> {
  if (payment) {
    for (const news of await explained(deps, provider, payment)) await tell(deps, provider, news);
  } else if (kind === 'paid_not_credited' && orderId) await fulfilOrder(deps, orderId);
  else if (kind === 'refund_not_taken' && orderId) await settleClawbacks(deps, orderId);
  else if (kind === 'event_not_settled' && reference) await settleEvent(deps, reference);
}

/** A list does not say that a payment is for a period of a subscription: its provider is asked before it is a stray. */
async function explained(deps: Deps, name: string, payment: ProviderPayment): Promise<ProviderNews[]> {
  const provider = payment.orderId === null ? await findProvider(deps, name) : null;
  return (await provider?.explainPayment?.(payment)) ?? [payment];
}
