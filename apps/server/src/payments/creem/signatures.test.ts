import { verifyWebhookSignature } from 'creem/webhooks.js';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { creemSignature, isGenuineReturn, judge, standardKey, standardSignature, type Verdict } from './signatures.ts';

const secret = 'creem_whsec_test';
const body = '{"id":"evt_1","eventType":"checkout.completed","created_at":1728734325927,"object":{"id":"ch_1"}}';
const digest = '358330997aebb3bb4a11de91fcc0defb7ede7ad453d9b36d6f32fb6eb767a30c';

describe('Creem’s own signature', () => {
  const verdict = (headers: Record<string, string>, raw = body) =>
    judge(secret, Buffer.from(raw), new Headers(headers), new Date());

  it('is the one that Creem’s own client accepts', async () => {
    expect(creemSignature(secret, Buffer.from(body))).toBe(digest);
    const headers = { 'creem-signature': creemSignature(secret, Buffer.from(body)) };
    await expect(verifyWebhookSignature(body, headers, secret)).resolves.not.toThrow();
  });

  it.each<[string, Record<string, string>, Verdict]>([
    ['the right one', { 'creem-signature': digest }, 'genuine'],
    ['in capitals', { 'creem-signature': digest.toUpperCase() }, 'genuine'],
    ['none', {}, 'unsigned'],
    ['an empty one', { 'creem-signature': '' }, 'unsigned'],
    ['cut', { 'creem-signature': digest.slice(1) }, 'forged'],
    ['another', { 'creem-signature': digest.replace('3', '4') }, 'forged'],
    ['in another header', { 'stripe-signature': digest }, 'unsigned'],
  ])('%s', (_, headers, expected) => {
    expect(verdict(headers)).toBe(expected);
  });

  it('is over the raw bytes: a space more is another body', () => {
    expect(verdict({ 'creem-signature': digest }, body.replace(':', ': '))).toBe('forged');
  });
});

describe('Standard Webhooks', () => {
  const standard = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    now: 1614265330,
    body: '{"test": 2432232314}',
    given: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const other = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
  const vectors: [name: string, changes: Partial<typeof standard>, expected: Verdict][] = [
    ['the reference', {}, 'genuine'],
    ['without the prefix', { secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }, 'genuine'],
    ['one among several', { given: `${other} v2,${other.slice(3)} ${standard.given}` }, 'genuine'],
    ['altered', { given: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJOA=' }, 'forged'],
    ['of no known version', { given: standard.given.replace('v1', 'v2') }, 'forged'],
    ['an empty one', { given: 'v1,' }, 'forged'],
    ['five minutes old', { now: standard.now + 300 }, 'genuine'],
    ['too old', { now: standard.now + 301 }, 'out_of_time'],
    ['too far ahead', { now: standard.now - 301 }, 'out_of_time'],
    ['of a time that is no number', { timestamp: 'hello' }, 'forged'],
    ['without its header', { given: '' }, 'unsigned'],
    ['with an empty secret', { secret: '' }, 'unsigned'],
    ['with a secret that decodes to nothing', { secret: 'whsec_!!!!!!!!' }, 'unsigned'],
    ['of another body', { body: '{"test": 1}' }, 'forged'],
    ['of another delivery', { id: 'msg_2' }, 'forged'],
  ];

  it.each(vectors)('%s', (_, changes, expected) => {
    const { secret: key, id, timestamp, now, body: text, given } = { ...standard, ...changes };
    const headers = new Headers({ 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given });
    expect(judge(key, Buffer.from(text), headers, new Date(now * 1000))).toBe(expected);
  });

  it('is what the reference library writes, and is looked at before Creem’s own', () => {
    const now = new Date();
    const key = standardKey(standard.secret) as Buffer;
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const signature = new Webhook(standard.secret).sign(standard.id, now, body);
    expect(standardSignature(key, standard.id, timestamp, Buffer.from(body))).toBe(signature);
    const both = (given: string, own: string) =>
      judge(
        standard.secret,
        Buffer.from(body),
        new Headers({
          'webhook-id': standard.id,
          'webhook-timestamp': timestamp,
          'webhook-signature': given,
          'creem-signature': own,
        }),
        now,
      );
    expect(both(signature, 'forged')).toBe('genuine');
    expect(both(other, creemSignature(standard.secret, Buffer.from(body)))).toBe('forged');
  });

  it('is not believed with a secret that stands for fewer than 24 bytes', () => {
    const short = Buffer.from('too-short').toString('base64');
    const signature = standardSignature(Buffer.from('too-short'), 'msg_1', String(standard.now), Buffer.from(body));
    const headers = new Headers({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(standard.now),
      'webhook-signature': signature,
    });
    expect(judge(short, Buffer.from(body), headers, new Date(standard.now * 1000))).toBe('unsigned');
  });
});

describe('the return address', () => {
  const said =
    'checkout_id=ch_1QyIQDw9cbFWdA1ry5Qc6I&order_id=ord_4ucZ7Ts3r7EhSrl5yQE4G6&customer_id=cust_2KaCAtu6l3tpjIr8Nr9XOp&subscription_id=sub_ILWMTY6uBim4EB0uxK6WE&product_id=prod_6tW66i0oZM7w1qXReHJrwg';
  const signature = '5825e96be8e9c29669527856cc7e1bd68e991355e6413f0d00770279843495fb';
  const genuine = (query: string) => isGenuineReturn('creem_test_key', new URLSearchParams(query));

  it('is signed with the API key, without what is empty or null', () => {
    expect(genuine(`${said}&signature=${signature}`)).toBe(true);
    expect(genuine(`${said}&request_id=&units=null&signature=${signature}`)).toBe(true);
  });

  it('is not believed with anything changed, added or missing', () => {
    expect(genuine(`${said.replace('ch_1', 'ch_2')}&signature=${signature}`)).toBe(false);
    expect(genuine(`${said}&mine=1&signature=${signature}`)).toBe(false);
    expect(genuine(said)).toBe(false);
    expect(isGenuineReturn('another', new URLSearchParams(`${said}&signature=${signature}`))).toBe(false);
  });
});
