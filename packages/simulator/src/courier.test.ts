import { expect, test } from 'vitest';
import { tampered } from './attempt.ts';
import { type CourierOptions, createCourier } from './courier.ts';
import type { Delivery } from './delivery.ts';
import { closeLater, openShop, plain, type Shop } from './shop.fixture.ts';

const quick = [5, 5, 5];

function delivery(shop: Shop, id: string, more: Partial<Delivery> = {}): Delivery {
  return { id, url: `${shop.url}/callback`, method: 'POST', headers: () => ({}), body: `{"id":"${id}"}`, ...more };
}

function courier(options: CourierOptions = {}) {
  return closeLater(createCourier({ retryMs: quick, ...options }));
}

const bodies = (shop: Shop) => shop.arrived.map(({ body }) => body);

test('without faults everything arrives once, in order', async () => {
  const shop = await openShop();
  const post = courier();
  for (const id of ['a', 'b', 'c']) post.send(delivery(shop, id));
  await post.flush();
  expect(bodies(shop)).toEqual(['{"id":"a"}', '{"id":"b"}', '{"id":"c"}']);
  expect(post.log.map(({ outcome, attempt, status }) => [outcome, attempt, status])).toEqual(
    Array(3).fill(['accepted', 1, 200]),
  );
});

test('it is repeated with fresh headers until accepted, and given up after the last wait', async () => {
  const shop = await openShop((_, count) => plain('no', count < 3 ? 500 : 200));
  const post = courier();
  let made = 0;
  post.send(delivery(shop, 'a', { headers: () => ({ 'x-made': String(++made) }) }));
  await post.flush();
  expect(shop.arrived.map(({ headers }) => headers['x-made'])).toEqual(['1', '2', '3']);
  shop.answer = () => plain('', 503);
  post.send(delivery(shop, 'b'));
  await post.flush();
  expect(post.log.filter((entry) => entry.delivery === 'b').map(({ outcome }) => outcome)).toEqual(
    Array(4).fill('refused'),
  );
});

test('a sender decides itself what counts as accepted', async () => {
  const shop = await openShop((_, count) => plain(count < 3 ? 'success\n' : 'success'));
  const post = courier();
  post.send(delivery(shop, 'a', { method: 'GET', accepted: (_, answer) => answer === 'success' }));
  await post.flush();
  expect(shop.arrived).toHaveLength(3);
});

test('a redirect is not followed and counts as a failure', async () => {
  const shop = await openShop(() => plain('', 302, { location: '/elsewhere' }));
  const post = courier({ retryMs: [] });
  post.send(delivery(shop, 'a'));
  await post.flush();
  expect(shop.arrived.map(({ path }) => path)).toEqual(['/callback']);
  expect(post.log[0]).toMatchObject({ outcome: 'refused', status: 302 });
});

test('an attempt ends after its time, and a shop that is not there is unreachable', async () => {
  const shop = await openShop(() => new Promise(() => {}));
  const post = courier({ retryMs: [], timeoutMs: 50 });
  post.send(delivery(shop, 'slow'));
  post.send(delivery(shop, 'gone', { url: 'http://127.0.0.1:1/' }));
  await post.flush();
  expect(post.log.map(({ outcome }) => outcome)).toEqual(['unreachable', 'unreachable']);
  expect(post.log[0]?.answer).toBe('no answer in time');
});

test('duplicates are sent beside the original, at once when there is room', async () => {
  const shop = await openShop();
  const post = courier({ faults: { duplicates: 9 }, parallel: 10 });
  post.send(delivery(shop, 'a'));
  await post.flush();
  expect(bodies(shop)).toEqual(Array(10).fill('{"id":"a"}'));
});

test('a delay holds back, hold holds back longer', async () => {
  const shop = await openShop();
  const post = courier({ faults: { delayMs: 60 } });
  const began = Date.now();
  post.send(delivery(shop, 'a'));
  await post.flush();
  expect(Date.now() - began).toBeGreaterThanOrEqual(59);
  post.faults.delayMs = 0;
  post.hold();
  post.send(delivery(shop, 'b'));
  await post.flush();
  expect(shop.arrived).toHaveLength(1);
  post.release();
  await post.flush();
  expect(shop.arrived).toHaveLength(2);
});

async function orderOf(seed: number): Promise<string> {
  const shop = await openShop();
  const post = courier({ faults: { reorder: true, seed } });
  post.hold();
  for (const id of 'abcdefghij') post.send(delivery(shop, id, { body: id }));
  post.release();
  await post.flush();
  return bodies(shop).join('');
}

test('reordering brings all, in an order that the seed decides', async () => {
  const order = await orderOf(7);
  expect([...order].sort().join('')).toBe('abcdefghij');
  expect(order).not.toBe('abcdefghij');
  expect(await orderOf(7)).toBe(order);
  expect(await orderOf(8)).not.toBe(order);
});

test('what is not held is overtaken on its way', async () => {
  const shop = await openShop();
  const post = courier({ faults: { reorder: true } });
  for (const id of 'abcdefghij') post.send(delivery(shop, id, { body: id }));
  await post.flush();
  expect([...bodies(shop).join('')].sort().join('')).toBe('abcdefghij');
  expect(bodies(shop).join('')).not.toBe('abcdefghij');
});

test('drops fall as the seed says; with all dropped nothing ever arrives', async () => {
  const shop = await openShop();
  const post = courier({ faults: { dropRate: 0.5, seed: 3 } });
  for (let id = 0; id < 20; id += 1) post.send(delivery(shop, String(id)));
  await post.flush();
  const lost = post.log.filter(({ outcome }) => outcome === 'dropped').length;
  expect(lost).toBeGreaterThan(3);
  expect(new Set(bodies(shop)).size).toBeGreaterThan(14);
  const before = shop.arrived.length;
  post.faults.dropRate = 1;
  post.send(delivery(shop, 'never'));
  await post.flush();
  expect(shop.arrived).toHaveLength(before);
  expect(post.log.slice(-4).map(({ outcome }) => outcome)).toEqual(Array(4).fill('dropped'));
});

test('tampering changes one digit of the body or the query, and nothing else', async () => {
  const shop = await openShop();
  const post = courier({ faults: { tamper: true } });
  const url = `${shop.url}/callback?money=10.00&sign_type=MD5`;
  post.send(delivery(shop, 'a', { body: '{"amount":100}' }));
  post.send(delivery(shop, 'b', { method: 'GET', url, body: '' }));
  await post.flush();
  expect(shop.arrived[0]?.body).toMatch(/^\{"amount":(200|110|101)\}$/);
  expect(`${shop.arrived[1]?.query}`).toMatch(/^money=(20\.00|11\.00|10\.10|10\.01)&sign_type=MD5$/);
  expect(post.log.every(({ tampered }) => tampered)).toBe(true);
});

test('whatever digit is chosen, what is signed changes', () => {
  for (let place = 0; place < 1; place += 0.01) {
    const changed = tampered('sign_type=MD5&money=9&sign=ab12', place);
    expect(changed).toContain('sign_type=MD5&');
    expect(changed).not.toBe('sign_type=MD5&money=9&sign=ab12');
  }
  expect(tampered('none', 0.5)).toBe('none0');
});

test('the queue and the log are bounded', async () => {
  const shop = await openShop();
  const post = courier({ queueMax: 2, logMax: 3 });
  post.hold();
  for (const id of ['a', 'b', 'c']) post.send(delivery(shop, id));
  expect(post.log.map(({ outcome }) => outcome)).toEqual(['queue_full']);
  post.release();
  await post.flush();
  for (const id of ['d', 'e']) post.send(delivery(shop, id));
  await post.flush();
  expect(post.log.map((entry) => entry.delivery)).toEqual(['b', 'd', 'e']);
});

test('after close nothing is sent', async () => {
  const shop = await openShop();
  const post = createCourier({ faults: { delayMs: 20 } });
  post.send(delivery(shop, 'a'));
  await post.close();
  post.send(delivery(shop, 'b'));
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(shop.arrived).toEqual([]);
});
