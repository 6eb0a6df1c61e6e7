import { createHmac, randomUUID } from 'node:crypto';
import { derivedId, parseCredits } from '@farebox/kit';
import { ANSWER_WITHIN_MS, ask, type Door } from './asking.ts';
import type { Book, Line } from './book.ts';
import { between, oneOf, until } from './chance.ts';

/** An order whose outcome is not known after so long was lost. */
const PLACED_WITHIN_MS = 90_000;

export interface Payer {
  accountId: string;
  cookie: string;
}

interface Order {
  id: string;
  amount: string;
  currency: string;
  credits: string;
}

/**
 * Orders credits and pays for them: the test provider's callback is sent, whatever comes back, until a server says 200.
 * What was acknowledged so is in the ledger once, under the payment's name.
 */
export async function topUp(door: Door, book: Book, payer: Payer): Promise<void> {
  const order = await place(door, payer, randomUUID());
  if (order === 'refused') return;
  if (order === null) {
    book.findings.push({ check: 'an order was never known', example: payer.accountId });
    return;
  }
  const line = book.ask('topup', payer.accountId, parseCredits(order.credits) ?? -1n);
  const event = randomUUID();
  await ask(door, book, line, () => tell(door, book, line, { order, event }));
}

/** Asked again with the same key until there is an answer. */
function place(door: Door, { cookie }: Payer, key: string): Promise<Order | 'refused' | null> {
  const body = JSON.stringify({ amount: `${between(1, 3)}.00`, currency: 'CNY', provider: 'mockpay' });
  return until(PLACED_WITHIN_MS, async () => {
    const url = oneOf(door.urls());
    const headers = { cookie, origin: url, 'content-type': 'application/json', 'idempotency-key': key };
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(`${url}/api/payments/create`, { method: 'POST', headers, body, signal });
    if (answer.status >= 500 || answer.status === 429) return null;
    return answer.ok ? ((await answer.json()) as { order: Order }).order : 'refused';
  });
}

/** One try to tell of the payment; now and then under another event. */
async function tell(door: Door, book: Book, line: Line, told: { order: Order; event: string }): Promise<void> {
  line.attempts += 1;
  const { order, event } = told;
  const raw = JSON.stringify({
    id: line.attempts % 7 === 0 ? randomUUID() : event,
    type: 'payment.succeeded',
    orderId: order.id,
    paymentId: line.key,
    amountMinor: Number(order.amount.replace('.', '')),
    currency: order.currency,
    createdAt: new Date().toISOString(),
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', door.paymentSecret).update(`${timestamp}.${raw}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-mockpay-timestamp': timestamp,
    'x-mockpay-signature': `v1=${signature}`,
  };
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(`${oneOf(door.urls())}/api/payments/webhook`, {
      method: 'POST',
      headers,
      body: raw,
      signal,
    });
    await answer.arrayBuffer();
    if (answer.ok) book.answered(line, { done: true, id: grantOf(line), amount: line.amount });
    else if (answer.status < 500) book.answered(line, { done: false, code: String(answer.status) });
    else line.trouble = String(answer.status);
  } catch (error) {
    line.trouble = (error as Error).message;
  }
}

function grantOf({ key }: Line): string {
  return derivedId('payment', 'mockpay', key);
}
