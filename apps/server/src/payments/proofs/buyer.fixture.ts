import { newId } from '@farebox/kit';
import { type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer } from '../../../../../tools/testing/index.ts';
import { orderNumber } from '../epay/order-number.ts';
import { findOrder } from '../store.ts';
import type { Vendors } from './vendors.fixture.ts';

export type VendorName = 'stripe' | 'epay' | 'creem';

export interface Buyer {
  userId: string;
  email: string;
  person: Caller;
}

/** An order that waits for its money, by the name that its provider knows it by: a session, a number, a checkout. */
export interface Placed {
  id: string;
  userId: string;
  vendor: VendorName;
  reference: string;
}

/** What ten units of any currency buy; micro-credits. */
export const TEN = 1_000_000_000n;

export async function newBuyer(server: TestServer): Promise<Buyer> {
  const { userId, cookie, email } = await signUp(server.app);
  return { userId, email, person: personOf(server, cookie) };
}

export async function place(server: TestServer, buyer: Buyer, vendor: VendorName, amount = '10.00'): Promise<Placed> {
  const wish = { amount, currency: vendor === 'epay' ? 'CNY' : 'USD', provider: vendor };
  const { status, body } = await buyer.person.post<{ order: { id: string } }>('/api/payments/create', wish, newId());
  if (status !== 201) throw new Error(`The order was answered with ${status}: ${JSON.stringify(body)}`);
  const { id } = body.order;
  const reference = vendor === 'epay' ? orderNumber(id) : (await findOrder(server.deps.db, id))?.provider_reference;
  return { id, userId: buyer.userId, vendor, reference: reference ?? '' };
}

/** The payer pays; callbacks are on their way. EPay can be paid again, which tells again. */
export function payAt({ stripe, epay, creem }: Vendors, { vendor, reference }: Placed): void {
  if (vendor === 'stripe') stripe.pay(reference);
  else if (vendor === 'epay') epay.pay(reference);
  else creem.pay(reference);
}

/** A text that stands in every callback that names the order. */
export function textOf({ id, vendor, reference }: Placed): string {
  return vendor === 'epay' ? reference : id;
}

/** A plan that the provider renews, ordered. */
export async function placePlan(server: TestServer, buyer: Buyer, planId: string, vendor: VendorName): Promise<Placed> {
  const wish = { planId, currency: 'USD', provider: vendor };
  const { status, body } = await buyer.person.post<{ order: { id: string } }>(
    '/api/subscription/checkout',
    wish,
    newId(),
  );
  if (status !== 201) throw new Error(`The plan was answered with ${status}: ${JSON.stringify(body)}`);
  const { id } = body.order;
  const reference = (await findOrder(server.deps.db, id))?.provider_reference ?? '';
  return { id, userId: buyer.userId, vendor, reference };
}
