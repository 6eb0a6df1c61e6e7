import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EPaySettings } from '../provider-settings/types.ts';
import { readFields } from './fields.ts';
import { isGenuine, isRecent, md5Signature, rsaSignature, signed, textToSign } from './signature.ts';

const key = '89unJUB8HZ54Hj7x4nUj56HN4nUzUJ8i';
const common = { baseUrl: 'http://127.0.0.1/', pid: '1001', mode: 'submit' as const, types: [] };
const v1: EPaySettings = { ...common, version: 'v1', key };

const vectors: [name: string, fields: Record<string, string>, text: string, md5: string][] = [
  [
    'a submitted order',
    {
      pid: '1001',
      type: 'alipay',
      out_trade_no: '20160806151343349',
      notify_url: 'https://shop.example/notify',
      return_url: 'https://shop.example/return',
      name: 'VIP会员',
      money: '1.00',
      sign_type: 'MD5',
    },
    'money=1.00&name=VIP会员&notify_url=https://shop.example/notify&out_trade_no=20160806151343349&pid=1001&return_url=https://shop.example/return&type=alipay',
    '232173fe785caf8e1607c943800e2117',
  ],
  [
    'a notice whose empty param is dropped',
    {
      pid: '1001',
      trade_no: '20160806151343349021',
      out_trade_no: '20160806151343349',
      type: 'alipay',
      name: 'VIP会员',
      money: '1.00',
      trade_status: 'TRADE_SUCCESS',
      param: '',
      sign: 'whatever',
      sign_type: 'MD5',
    },
    'money=1.00&name=VIP会员&out_trade_no=20160806151343349&pid=1001&trade_no=20160806151343349021&trade_status=TRADE_SUCCESS&type=alipay',
    '3ec3bda0f65fd24c5320e7ab770b2547',
  ],
  [
    'an address with & and = in it',
    {
      device: 'pc',
      money: '12.50',
      name: '100 credits',
      notify_url: 'https://pay.example.com/api/webhooks/epay',
      out_trade_no: 'CR-20261120-000042',
      pid: '1001',
      return_url: 'https://pay.example.com/billing?order=CR-20261120-000042&lang=zh',
      type: 'wxpay',
    },
    'device=pc&money=12.50&name=100 credits&notify_url=https://pay.example.com/api/webhooks/epay&out_trade_no=CR-20261120-000042&pid=1001&return_url=https://pay.example.com/billing?order=CR-20261120-000042&lang=zh&type=wxpay',
    '0407b2e26dfafeee9f7ef648f7593921',
  ],
];

const arrived =
  'pid=1001&trade_no=2026112009300012345&out_trade_no=CR-20261120-000042&type=wxpay&name=100+credits+%2B+bonus&money=12.50&trade_status=TRADE_SUCCESS&param=user_42&sign_type=MD5&sign=68f65d320b34697d99c17cffe8d5bc91';

const fieldsOf = (text: string) => readFields(Buffer.from(text)) ?? new Map<string, string>();

describe('the MD5 signature', () => {
  it.each(vectors)('of %s', (_, fields, text, md5) => {
    const all = new Map(Object.entries(fields));
    expect(textToSign(all)).toBe(text);
    expect(md5Signature(all, key)).toBe(md5);
  });

  it('is over the values as they are: encoding them first gives another one', () => {
    const fields = vectors[0]?.[1] ?? {};
    const encoded = new Map(Object.entries(fields).map(([name, value]) => [name, encodeURIComponent(value)]));
    expect(md5Signature(encoded, key)).toBe('cee06cad3d73b619eb660dd2d4963d7b');
  });

  it('holds for a notice as it arrives, with a plus in a name, in either case', () => {
    expect(isGenuine(v1, fieldsOf(arrived))).toBe(true);
    expect(
      isGenuine(v1, fieldsOf(arrived.replace(/sign=\w+/, (sign) => sign.toUpperCase().replace('SIGN', 'sign')))),
    ).toBe(true);
  });

  it('is over every field that came, also one that we do not know', () => {
    expect(isGenuine(v1, fieldsOf(`${arrived}&buyer=someone`))).toBe(false);
    const more = signed(v1, { pid: '1001', buyer: 'someone', zero: '0', nothing: '' }, new Date());
    expect(isGenuine(v1, more)).toBe(true);
    expect(textToSign(more)).toBe('buyer=someone&pid=1001&zero=0');
  });

  it.each([
    ['without its last character', arrived.slice(0, -1)],
    ['another one', arrived.replace('68f65', '68f66')],
    ['an empty one', arrived.replace(/sign=\w+/, 'sign=')],
    ['none', arrived.replace(/&sign=\w+/, '')],
    ['of another key', arrived.replace(/sign=\w+/, `sign=${md5Signature(fieldsOf(arrived), `${key}x`)}`)],
    ['with the key behind "&key="', arrived.replace(/sign=\w+/, `sign=${withJoint('&key=')}`)],
  ])('does not hold: %s', (_, text) => {
    expect(isGenuine(v1, fieldsOf(text))).toBe(false);
  });
});

function withJoint(joint: string): string {
  return createHash('md5')
    .update(textToSign(fieldsOf(arrived)) + joint + key)
    .digest('hex');
}

describe('a form', () => {
  it('with a field twice, or with nothing in it, is none', () => {
    expect(readFields(Buffer.from('money=1.00&pid=1001&money=100.00'))).toBeNull();
    expect(readFields(Buffer.from(`${arrived}&sign=x`))).toBeNull();
    expect(readFields(Buffer.from(''))).toBeNull();
  });

  it('may have any name in it', () => {
    expect(fieldsOf('__proto__=1&constructor=2').get('__proto__')).toBe('1');
  });

  it('is signed by name in byte order', () => {
    expect(
      textToSign(
        new Map([
          ['b', '1'],
          ['B', '2'],
          ['a_', '3'],
          ['aZ', '4'],
        ]),
      ),
    ).toBe('B=2&aZ=4&a_=3&b=1');
  });
});

describe('the RSA signature', () => {
  const pair = () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return {
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    };
  };
  const [ours, platform] = [pair(), pair()];
  const v2: EPaySettings = {
    ...common,
    version: 'v2',
    privateKey: ours.privateKey,
    platformPublicKey: platform.publicKey,
  };
  const now = new Date('2026-11-20T12:00:00Z');

  it('is made with the merchant’s key and bears the time', () => {
    const fields = signed(v2, { pid: '1001', money: '1.00' }, now);
    expect([...fields.keys()]).toEqual(['pid', 'money', 'timestamp', 'sign', 'sign_type']);
    expect(textToSign(fields)).toBe('money=1.00&pid=1001&timestamp=1795176000');
    const asPlatform: EPaySettings = { ...v2, platformPublicKey: ours.publicKey };
    expect(isGenuine(asPlatform, fields)).toBe(true);
    expect(isGenuine(asPlatform, new Map(fields).set('money', '100.00'))).toBe(false);
  });

  it('is believed from the platform only, whatever `sign_type` says', () => {
    const fields = new Map([
      ['pid', '1001'],
      ['timestamp', '1795176000'],
    ]);
    const genuine = new Map(fields).set('sign', rsaSignature(fields, platform.privateKey));
    expect(isGenuine(v2, genuine)).toBe(true);
    expect(isGenuine(v2, new Map(fields).set('sign', rsaSignature(fields, ours.privateKey)))).toBe(false);
    const weak = createHash('md5').update(textToSign(fields)).digest('hex');
    expect(isGenuine(v2, new Map(fields).set('sign', weak).set('sign_type', 'MD5'))).toBe(false);
    expect(isGenuine(v2, new Map(fields).set('sign', ''))).toBe(false);
  });

  it.each([
    ['1795176000', true],
    ['1795175700', true],
    ['1795175699', false],
    ['1795176300', true],
    ['1795176301', false],
    ['soon', false],
    ['', false],
  ])('is of the time %s: %s', (timestamp, recent) => {
    expect(isRecent(new Map([['timestamp', timestamp]]), now)).toBe(recent);
  });
});
