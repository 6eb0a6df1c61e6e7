import { expect } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { until } from '../../../../tools/testing/until.ts';
import type { Script } from '../../../../tools/testing/upstream.ts';
import { answers, messages, openShop, type Shop } from './channels/shop.fixture.ts';

/** A shop with two models at one upstream. */
export const openLimitedShop = () => openShop({ channels: [{ name: 'up' }], models: { small: ['up'], big: ['up'] } });

export interface Refusal {
  error: { code: string; message: string; type: string; limit: Record<string, unknown>; [field: string]: unknown };
}

/** A customer whose key has these limits. */
export async function limited(shop: Shop, limits: object): Promise<Customer> {
  const customer = await newCustomer(shop.server);
  await patch(shop, customer, limits);
  return customer;
}

/** Changes the customer's key, and waits until this server knows. */
export async function patch(shop: Shop, customer: Customer, limits: object): Promise<void> {
  const path = `/api/keys/${customer.keyId}`;
  const answer = await ask(shop.server, path, { cookie: customer.cookie, method: 'PATCH', body: limits });
  expect(answer.status).toBe(200);
  await known(shop, customer.cookie);
}

/** Waits for a change of keys that came after everything else to arrive. */
export async function known(shop: Shop, cookie: string): Promise<void> {
  const { body } = await ask(shop.server, '/api/keys', { cookie, body: { name: 'probe' } });
  const { id, key }: { id: string; key: string } = body;
  const models = () => shop.server.app.request('/v1/models', { headers: { authorization: `Bearer ${key}` } });
  expect((await models()).status).toBe(200);
  await ask(shop.server, `/api/keys/${id}`, { cookie, method: 'DELETE' });
  await until(async () => (await models()).status === 401);
}

export const chat = (customer: Customer, more: object = {}, init: RequestInit = {}) =>
  customer.call('/v1/chat/completions', { model: 'small', messages, ...more }, init);

export async function settled(customer: Customer): Promise<void> {
  await until(async () => (await customer.balance()).held === 0n);
}

/** Asks so many times at once; `answered` tells how many answers are there. */
export function crowd(customer: Customer, size: number, more: object) {
  let there = 0;
  const asked = Array.from({ length: size }, async () => {
    const answer = await chat(customer, more);
    there += 1;
    return answer;
  });
  return { asked: Promise.all(asked), answered: () => there };
}

/** An upstream that answers when it is told to. */
export function gate(): { script: Script; open(): void; waiting(): number } {
  let waiting = 0;
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const script: Script = async (response, request) => {
    waiting += 1;
    await opened;
    return answers()(response, request);
  };
  return { script, open, waiting: () => waiting };
}
