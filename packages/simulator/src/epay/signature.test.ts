import { expect, test } from 'vitest';
import { tampered } from '../attempt.ts';
import { privateKeyOf, publicKeyText, rsaHolds, rsaSignature } from './index.ts';
import { merchantOf } from './merchant.ts';
import { md5Signature, stringToSign, withMd5, withRsa } from './signature.ts';
import { merchantTestKey, platformTestKey } from './test-keys.ts';

const key = '89unJUB8HZ54Hj7x4nUj56HN4nUzUJ8i';

const submit = {
  pid: '1001',
  type: 'alipay',
  out_trade_no: '20160806151343349',
  notify_url: 'https://shop.example/notify',
  return_url: 'https://shop.example/return',
  name: 'VIP会员',
  money: '1.00',
};

test('vector A: a submission', () => {
  expect(stringToSign(submit)).toBe(
    'money=1.00&name=VIP会员&notify_url=https://shop.example/notify&out_trade_no=20160806151343349&pid=1001&return_url=https://shop.example/return&type=alipay',
  );
  expect(md5Signature(submit, key)).toBe('232173fe785caf8e1607c943800e2117');
});

test('vector A′: URL-encoded values would be another signature', () => {
  const encoded = Object.fromEntries(Object.entries(submit).map(([name, value]) => [name, encodeURIComponent(value)]));
  expect(md5Signature(encoded, key)).toBe('cee06cad3d73b619eb660dd2d4963d7b');
  expect(md5Signature(submit, key)).not.toBe('cee06cad3d73b619eb660dd2d4963d7b');
});

test('vector B: a callback, its empty param dropped', () => {
  const { notify_url: _, return_url: __, ...rest } = submit;
  const params = { ...rest, trade_no: '20160806151343349021', trade_status: 'TRADE_SUCCESS', param: '' };
  expect(md5Signature(params, key)).toBe('3ec3bda0f65fd24c5320e7ab770b2547');
  expect(md5Signature({ ...params, param: '0' }, key)).not.toBe('3ec3bda0f65fd24c5320e7ab770b2547');
});

test('vector C: values with & and = in them', () => {
  const params = {
    pid: '1001',
    type: 'wxpay',
    out_trade_no: 'CR-20261120-000042',
    notify_url: 'https://pay.example.com/api/webhooks/epay',
    name: '100 credits',
    money: '12.50',
    device: 'pc',
    return_url: 'https://pay.example.com/billing?order=CR-20261120-000042&lang=zh',
  };
  expect(md5Signature(params, key)).toBe('0407b2e26dfafeee9f7ef648f7593921');
});

test('vector D: as it arrives, with a plus in the name', () => {
  const query =
    'pid=1001&trade_no=2026112009300012345&out_trade_no=CR-20261120-000042&type=wxpay&name=100+credits+%2B+bonus&money=12.50&trade_status=TRADE_SUCCESS&param=user_42&sign_type=MD5&sign=68f65d320b34697d99c17cffe8d5bc91';
  const params = Object.fromEntries(new URLSearchParams(query));
  expect(md5Signature(params, key)).toBe('68f65d320b34697d99c17cffe8d5bc91');
  for (let place = 0; place < 1; place += 0.05) {
    const changed = Object.fromEntries(new URLSearchParams(tampered(query, place)));
    expect(md5Signature(changed, key)).not.toBe(changed.sign);
  }
});

test('keys sort by their bytes, not by the language', () => {
  expect(stringToSign({ b: '1', a_b: '2', aB: '3', Z: '4', sign: 'x', sign_type: 'MD5' })).toBe('Z=4&aB=3&a_b=2&b=1');
});

test('a signed map still has the parameters it was made of', () => {
  expect(withMd5(submit, key)).toEqual({ ...submit, sign: '232173fe785caf8e1607c943800e2117', sign_type: 'MD5' });
});

test('RSA both ways: the public half verifies what the private half signed, and nothing else', () => {
  const [merchant, platform] = [privateKeyOf(merchantTestKey), privateKeyOf(platformTestKey)];
  const publicKey = merchantOf({ pid: '1001', key, privateKey: merchantTestKey }).publicKey!;
  const signed = withRsa({ ...submit, timestamp: '1795170600' }, merchant);
  expect(rsaHolds(signed, publicKey)).toBe(true);
  expect(rsaHolds({ ...signed, sign_type: 'other', param: '' }, publicKey)).toBe(true);
  expect(rsaHolds({ ...signed, money: '1.01' }, publicKey)).toBe(false);
  expect(rsaHolds({ ...signed, timestamp: '1795170601' }, publicKey)).toBe(false);
  expect(rsaHolds({ ...signed, sign: rsaSignature(signed, platform) }, publicKey)).toBe(false);
  expect(publicKeyText(merchant)).toMatch(/^MIIBIjANBg/);
});
