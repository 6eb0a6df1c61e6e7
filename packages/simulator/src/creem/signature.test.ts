import { expect, test } from 'vitest';
import { creemSignature, returnSignature, standardSignature } from './index.ts';

test('the vector of a callback', () => {
  const body = '{"id":"evt_1","eventType":"checkout.completed","created_at":1728734325927,"object":{"id":"ch_1"}}';
  expect(creemSignature(body, 'creem_whsec_test')).toBe(
    '358330997aebb3bb4a11de91fcc0defb7ede7ad453d9b36d6f32fb6eb767a30c',
  );
});

test('the vector of a return address', () => {
  const pairs: [string, string][] = [
    ['checkout_id', 'ch_1QyIQDw9cbFWdA1ry5Qc6I'],
    ['order_id', 'ord_4ucZ7Ts3r7EhSrl5yQE4G6'],
    ['customer_id', 'cust_2KaCAtu6l3tpjIr8Nr9XOp'],
    ['subscription_id', 'sub_ILWMTY6uBim4EB0uxK6WE'],
    ['product_id', 'prod_6tW66i0oZM7w1qXReHJrwg'],
  ];
  const expected = '5825e96be8e9c29669527856cc7e1bd68e991355e6413f0d00770279843495fb';
  expect(returnSignature(pairs, 'creem_test_key')).toBe(expected);
  expect(returnSignature([...pairs, ['request_id', ''], ['x', 'null']], 'creem_test_key')).toBe(expected);
  expect(returnSignature(pairs.slice(1), 'creem_test_key')).not.toBe(expected);
});

test('the vector of Standard Webhooks', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  expect(standardSignature('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}', secret)).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
});
