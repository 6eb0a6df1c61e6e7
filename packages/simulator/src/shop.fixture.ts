import { afterEach } from 'vitest';
import { type Answer, type Asked, type Listener, listen } from './listener.ts';

export interface Shop extends Listener {
  /** What arrived, in its order. */
  arrived: Asked[];
  /** What the shop answers with; may be changed. */
  answer: (asked: Asked, count: number) => Answer | Promise<Answer>;
}

const closing: (() => Promise<void>)[] = [];

/** Closes what a test started, after it. */
export function closeLater<T extends { close(): Promise<void> }>(started: T): T {
  closing.push(() => started.close());
  return started;
}

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export function plain(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body };
}

/** A shop that writes down the callbacks it gets and says `success`. */
export async function openShop(answer: Shop['answer'] = () => plain('success')): Promise<Shop> {
  const arrived: Asked[] = [];
  const listener = await listen((asked) => {
    arrived.push(asked);
    return shop.answer(asked, arrived.length);
  }, {});
  const shop: Shop = { ...listener, arrived, answer };
  return closeLater(shop);
}
