import type { Deps } from '../context.ts';
import { type CardHeard, hearCard } from './auto-topup/cards.ts';
import { fulfilOrder } from './fulfilment.ts';
import { takeIn } from './intake.ts';
import { hearPeriod, hearSubscription } from './plans/period-news.ts';
import type { ProviderNews, ProviderPayment, ProviderPeriod } from './provider.ts';
import { type Heard, hearDispute, hearRefund } from './refunds/told.ts';
import { hearStray, type Stray } from './unmatched/assign.ts';
import { WaitsFor } from './waits-for.ts';

/** What became of one piece of news. */
export interface Told {
  orderId: string | null;
  /** Why it changed nothing, or not what it would have; null when all is well. */
  note: string | null;
  /** True when it is not about anything of ours. */
  ignored?: boolean;
}

/**
 * Makes true here what a provider says is so. Whoever tells (a callback, a question of ours, a report) and however
 * often, in whatever order, the effect is the same. Throws when it could not be stored, and `WaitsFor`.
 */
export async function tell(deps: Deps, provider: string, news: ProviderNews): Promise<Told> {
  switch (news.kind) {
    case 'payment':
      return tellPayment(deps, provider, news);
    case 'refund':
      return tellBack(await hearRefund(deps, provider, news));
    case 'dispute':
      return tellBack(await hearDispute(deps, provider, news));
    case 'card':
      return tellCard(await hearCard(deps, provider, news));
    case 'subscription':
      return (await hearSubscription(deps, provider, news)) ?? { orderId: null, note: 'of nobody here', ignored: true };
    case 'period':
      return (await hearPeriod(deps, provider, news)) ?? tellStray(await hearStray(deps, provider, withoutOrder(news)));
    default:
      return { orderId: null, note: null, ignored: true };
  }
}

function withoutOrder({ payment }: ProviderPeriod): ProviderPayment {
  return { ...payment, orderId: null };
}

async function tellPayment(deps: Deps, provider: string, payment: ProviderPayment): Promise<Told> {
  const { orderId } = payment;
  if (orderId === null) return tellStray(await hearStray(deps, provider, payment));
  const intake = await takeIn(deps, orderId, { provider, payment });
  if (!intake) return { orderId: null, note: 'no such order', ignored: true };
  if (intake.paid) await fulfilOrder(deps, orderId);
  return { orderId, note: intake.refusal };
}

function tellStray(stray: Stray): Told {
  if (typeof stray === 'object') return { orderId: stray.orderId, note: null };
  return {
    orderId: null,
    note: stray === 'queued' ? 'waits for a person to say whose it is' : null,
    ignored: stray !== 'queued',
  };
}

const cardNotes: Record<CardHeard, string | null> = {
  kept: null,
  unknown_person: 'the card of somebody who is not here',
  removed: 'this card was removed or replaced here',
  customer_of_another: 'the card of a customer who is somebody else here',
};

function tellCard(heard: CardHeard): Told {
  return { orderId: null, note: cardNotes[heard], ignored: heard !== 'kept' };
}

function tellBack(heard: Heard): Told {
  if (heard === 'unknown_payment') throw new WaitsFor('waits for the payment that it is about', true);
  if (heard === 'unassigned') throw new WaitsFor('waits for a person to say whose payment it is about');
  if (heard === 'too_early') throw new WaitsFor('waits for the credits of its order');
  return { orderId: heard.orderId, note: null };
}
