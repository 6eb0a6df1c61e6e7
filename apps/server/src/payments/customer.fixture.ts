import { newId } from '@farebox/kit';
import { type Caller, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, type TestServer } from '../../../../tools/testing/index.ts';
import { deliver, succeeded } from './callback.fixture.ts';

const CREDIT = 1_000_000n;
/** Every account was given three credits when it was made. */
export const WELCOME = 3n;

export type Customer = Awaited<ReturnType<typeof customerOf>>;

/** Somebody new who tops up by ten yuan at a time, which are a thousand credits. */
export async function customerOf(server: TestServer) {
  const { cookie, userId } = await signUp(server.app);
  const person: Caller = personOf(server, cookie);
  const { ledger } = server.deps;

  const order = async (): Promise<string> => {
    const { body } = await person.post<{ order: { id: string } }>('/api/payments/create', { amount: '10.00' }, newId());
    return body.order.id;
  };
  const paid = async (): Promise<{ id: string; paymentId: string }> => {
    const id = await order();
    const paymentId = `mp_${id}`;
    const status = await deliver(server, succeeded(id, { paymentId, id: `evt_${id}` }));
    if (status !== 200) throw new Error(`the payment was answered ${status}`);
    return { id, paymentId };
  };
  /** Whole credits, the welcome ones left out. */
  const balance = async () => {
    const now = await ledger.balance(userId);
    return { available: (now?.available ?? 0n) / CREDIT - WELCOME, debt: (now?.debt ?? 0n) / CREDIT };
  };
  const spend = (credits: bigint) => ledger.charge({ id: newId(), accountId: userId, amount: credits * CREDIT });
  const standing = async (id: string) => {
    const { body } = await person.get<{ status: string; refunded: string }>(`/api/orders/${id}`);
    return [body.status, body.refunded];
  };
  return { ...person, userId, order, paid, balance, spend, standing };
}
