import type { Stripe } from 'stripe';
import type { ProviderCard } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { idIn, idOf } from './references.ts';

const expand = ['payment_method'];

/** The card that a session in setup mode saved; null when it is not for one of our people. */
export async function cardOfSetup(
  account: StripeAccount,
  { setup_intent, metadata }: Stripe.Checkout.Session,
): Promise<ProviderCard | null> {
  const [id, userId] = [idOf(setup_intent), idIn(metadata, 'user_id')];
  if (!id || !userId) return null;
  const setup = await account.ask((stripe) => stripe.setupIntents.retrieve(id, { expand }));
  return setup.status === 'succeeded' ? cardOf(setup, userId) : null;
}

/** The card that was saved with a payment. */
export async function cardOfIntent(account: StripeAccount, id: string, userId: string): Promise<ProviderCard | null> {
  return cardOf(await account.ask((stripe) => stripe.paymentIntents.retrieve(id, { expand })), userId);
}

function cardOf(
  { customer, payment_method: method }: Pick<Stripe.SetupIntent, 'customer' | 'payment_method'>,
  userId: string,
): ProviderCard | null {
  const customerId = idOf(customer);
  if (!customerId || !method || typeof method === 'string') return null;
  const { id, type, card } = method;
  return { kind: 'card', userId, customerId, cardId: id, brand: card?.brand ?? type, last4: card?.last4 ?? null };
}
