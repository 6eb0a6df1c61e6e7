import type { Stripe } from 'stripe';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { CardCalls } from '../provider.ts';
import { titleOf } from '../titles.ts';
import type { StripeAccount } from './account.ts';
import { paymentOf } from './intents.ts';
import { toCharge } from './money.ts';
import { orNull, refusalIn } from './problems.ts';
import { metadataOf } from './references.ts';

/** Saving a card, charging it without its owner, and forgetting it. */
export function cardCalls(account: StripeAccount): CardCalls {
  return {
    save: (request) => save(account, request),
    charge: (order, card) => charge(account, order, card),
    forget: (card) => forget(account, card.cardId),
  };
}

async function save(
  account: StripeAccount,
  { userId, customer, returnUrl, key }: Parameters<CardCalls['save']>[0],
): ReturnType<CardCalls['save']> {
  const customerId = customer.customerId ?? (await newCustomer(account, userId, customer, key));
  const metadata = { user_id: userId, kind: 'card' };
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'setup',
    customer: customerId,
    allowed_payment_method_types: ['card'],
    metadata,
    setup_intent_data: { metadata },
    success_url: returnUrl,
    cancel_url: returnUrl,
    locale: 'auto',
  };
  const session = await account.ask((stripe) => stripe.checkout.sessions.create(params, { idempotencyKey: key }));
  if (!session.url) throw paymentErrors.provider_refused({ provider: 'stripe', code: 'session_not_open' });
  return { url: session.url, customerId };
}

async function newCustomer(
  account: StripeAccount,
  userId: string,
  { email, name }: { email: string; name: string },
  key: string,
): Promise<string> {
  const params = { metadata: { user_id: userId }, ...(email && { email }), ...(name && { name }) };
  const idempotencyKey = `customer:${key}`;
  return (await account.ask((stripe) => stripe.customers.create(params, { idempotencyKey }))).id;
}

async function charge(
  account: StripeAccount,
  order: Order,
  card: { customerId: string; cardId: string },
): ReturnType<CardCalls['charge']> {
  const params: Stripe.PaymentIntentCreateParams = {
    amount: toCharge(order.amount_minor, order),
    currency: order.currency.toLowerCase(),
    customer: card.customerId,
    payment_method: card.cardId,
    off_session: true,
    confirm: true,
    description: titleOf(order),
    metadata: metadataOf(order),
  };
  try {
    const idempotencyKey = `charge:${order.id}`;
    const intent = await account.ask((stripe) => stripe.paymentIntents.create(params, { idempotencyKey }));
    return answerOf(account, intent);
  } catch (error) {
    return { status: 'declined', reason: declineIn(error) };
  }
}

/** One that is still on its way has received nothing yet: its amount is 0, and credits nothing by mistake. */
function answerOf(account: StripeAccount, intent: Stripe.PaymentIntent): Awaited<ReturnType<CardCalls['charge']>> {
  const { status } = intent;
  const payment = paymentOf(account, intent, 'succeeded');
  if (status === 'succeeded') return { status: 'succeeded', payment };
  return status === 'processing' ? { status: 'pending', payment } : { status: 'declined', reason: status };
}

/** The bank's word (`insufficient_funds`, `authentication_required`), or that the card is gone; throws anything else. */
function declineIn(error: unknown): string {
  const no = refusalIn(error);
  if (no?.type === 'StripeCardError') return no.code ?? 'card_declined';
  const gone = no?.param === 'payment_method' || (no?.param === 'customer' && no.code === 'resource_missing');
  if (gone) return 'card_gone';
  throw error;
}

/** One that was detached already is forgotten. */
async function forget(account: StripeAccount, cardId: string): Promise<void> {
  try {
    await orNull(account.ask((stripe) => stripe.paymentMethods.detach(cardId)));
  } catch (error) {
    if (!/not attached/i.test(refusalIn(error)?.reason ?? '')) throw error;
  }
}
