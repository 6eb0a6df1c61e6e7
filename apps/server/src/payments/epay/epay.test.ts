import { newId, systemClock } from '@farebox/kit';
import { type EPaySimulator, startEPaySimulator, testMerchants } from '@farebox/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderFor, requestFor } from '../order.fixture.ts';
import type { Checkout, RefundRequest } from '../provider.ts';
import type { EPaySettings } from '../provider-settings/types.ts';
import { epay } from './epay.ts';
import { orderNumber } from './order-number.ts';

const [merchant, other] = testMerchants as [(typeof testMerchants)[number], (typeof testMerchants)[number]];
const types = ['alipay', 'wxpay'].map((type) => ({ type, label: type, colour: '#1677ff' }));

let site: EPaySimulator;

beforeAll(async () => {
  site = await startEPaySimulator({ folder: 'pay/site/' });
  site.courier.hold();
});

afterAll(() => site.close());

type Version = EPaySettings['version'];

/** In a sub-folder, as many sites are. */
function settingsFor(version: Version, changes: object = {}): EPaySettings {
  const common = { baseUrl: site.base, pid: merchant.pid, mode: 'submit' as const, types };
  const keys =
    version === 'v1'
      ? { version, key: merchant.key }
      : { version, privateKey: merchant.privateKey, platformPublicKey: site.platformPublicKey };
  return { ...common, ...keys, ...changes } as EPaySettings;
}

function provider(version: Version, changes: object = {}, timeoutMs?: number) {
  const settings = settingsFor(version, changes);
  return epay({ settings, publicUrl: 'http://127.0.0.1:1', clock: systemClock, timeoutMs });
}

/** What a browser does with the form. */
async function submit(checkout: Checkout): Promise<string> {
  if (checkout.kind !== 'form') throw new Error(`a form was wanted, not ${checkout.kind}`);
  const answer = await fetch(checkout.url, { method: 'POST', body: new URLSearchParams(checkout.fields) });
  return answer.text();
}

async function paidOrder(version: Version) {
  const order = orderFor();
  await submit(await provider(version).createCheckout(requestFor(order)));
  site.pay(orderNumber(order.id));
  return order;
}

const refundOf = (order: { id: string }, changes: Partial<RefundRequest> = {}): RefundRequest => ({
  order: orderFor({ id: order.id }),
  paymentId: site.order(orderNumber(order.id)).tradeNo,
  chargeId: null,
  amountMinor: 1250n,
  whole: true,
  reason: null,
  key: newId(),
  ...changes,
});

describe.each<[Version, string]>([
  ['v1', 'submit.php'],
  ['v2', 'api/pay/submit'],
])('a form of %s', (version, path) => {
  it('is taken by the site, in its sub-folder', async () => {
    const order = orderFor();
    const checkout = await provider(version).createCheckout(
      requestFor(order, { title: '会员'.repeat(40), returnUrl: `http://127.0.0.1:1/pay/${order.id}?a=b` }),
    );
    expect(checkout).toMatchObject({
      kind: 'form',
      url: `${site.base}${path}`,
      fields: {
        pid: '1001',
        type: 'alipay',
        out_trade_no: orderNumber(order.id),
        notify_url: 'http://127.0.0.1:1/api/payments/notify/epay',
        return_url: `http://127.0.0.1:1/pay/${order.id}`,
        name: '会员'.repeat(21),
        money: '12.50',
      },
    });
    await submit(checkout);
    expect(site.order(orderNumber(order.id))).toMatchObject({ fen: 1250, status: 'unpaid', name: '会员'.repeat(21) });
  });

  it('without a method leaves the choice to the site', async () => {
    const checkout = await provider(version).createCheckout(requestFor(orderFor({ method: null })));
    expect(checkout.kind === 'form' && Object.keys(checkout.fields)).not.toContain('type');
  });
});

describe('asking the site where to pay', () => {
  it.each([
    ['qrcode', (page: string) => ({ kind: 'qr', text: page })],
    ['payurl', (page: string) => ({ kind: 'redirect', url: page })],
    [
      'urlscheme',
      (page: string) => ({ kind: 'redirect', url: `epay-simulator://pay?url=${encodeURIComponent(page)}` }),
    ],
  ] as const)('v1 may give a %s', async (reply, expected) => {
    site.quirks.mapiReply = reply;
    const order = orderFor();
    const checkout = await provider('v1', { mode: 'mapi' }).createCheckout(requestFor(order, { ip: null }));
    const { tradeNo, clientip } = site.order(orderNumber(order.id));
    expect(checkout).toEqual({ ...expected(`${site.base}cashier/${tradeNo}`), reference: tradeNo });
    expect(clientip).toBe('127.0.0.1');
    expect(await provider('v1', { mode: 'mapi' }).createCheckout(requestFor(order))).toEqual(checkout);
  });

  it('v2 gives the page, signed by the platform', async () => {
    const order = orderFor();
    const checkout = await provider('v2', { mode: 'mapi' }).createCheckout(requestFor(order));
    const { tradeNo, clientip } = site.order(orderNumber(order.id));
    expect(checkout).toEqual({ kind: 'redirect', url: `${site.base}cashier/${tradeNo}`, reference: tradeNo });
    expect(clientip).toBe('203.0.113.7');
  });

  it('is refused when the site says no, or when a yes is not signed by the platform', async () => {
    const wrongKey = provider('v1', { mode: 'mapi', key: 'another-key-than-that-one' });
    await expect(wrongKey.createCheckout(requestFor(orderFor()))).rejects.toMatchObject({ code: 'provider_refused' });
    const wrongPlatform = provider('v2', { mode: 'mapi', platformPublicKey: await publicKeyOfAnother() });
    await expect(wrongPlatform.createCheckout(requestFor(orderFor()))).rejects.toMatchObject({
      code: 'provider_refused',
      details: { reason: 'its answer is not signed by the platform' },
    });
  });
});

async function publicKeyOfAnother(): Promise<string> {
  const another = await startEPaySimulator({ privateKey: other.privateKey });
  await another.close();
  return another.platformPublicKey;
}

describe.each<Version>(['v1', 'v2'])('questions in %s', (version) => {
  it('find a payment of which no notice came, and nothing before it is paid', async () => {
    const order = orderFor();
    const { findNews } = provider(version);
    expect(await findNews?.(order, new Date())).toEqual([]);
    await submit(await provider(version).createCheckout(requestFor(order)));
    expect(await findNews?.(order, new Date())).toEqual([]);
    site.pay(orderNumber(order.id));
    expect(await findNews?.(order, new Date())).toMatchObject([
      {
        kind: 'payment',
        outcome: 'succeeded',
        orderId: order.id,
        paymentId: site.order(orderNumber(order.id)).tradeNo,
        amountMinor: 1250n,
        currency: 'CNY',
        paidAt: expect.any(Date),
      },
    ]);
  });

  it('understand a fork that puts every number into quotes and has a code of its own', async () => {
    Object.assign(site.quirks, { numbersAsStrings: true, unknownOrderCode: -2, moneyStyle: 'short' });
    const order = await paidOrder(version);
    expect(await provider(version).findNews?.(order, new Date())).toMatchObject([{ amountMinor: 1250n }]);
    expect(await provider(version).findNews?.(orderFor(), new Date())).toEqual([]);
    Object.assign(site.quirks, { numbersAsStrings: false, unknownOrderCode: -1, moneyStyle: 'sent' });
  });

  it('list paid orders, newest first, since a time', async () => {
    const [first, second] = [await paidOrder(version), await paidOrder(version)];
    await submit(await provider(version).createCheckout(requestFor(orderFor())));
    const { payments, next } = (await provider(version).listPayments?.(new Date(Date.now() - 60_000), null)) ?? {};
    expect(payments?.slice(0, 2).map(({ orderId }) => orderId)).toEqual([second.id, first.id]);
    expect(payments?.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
    expect(next).toBeNull();
    expect(await provider(version).listPayments?.(new Date(Date.now() + 60_000), null)).toEqual({
      payments: [],
      next: null,
    });
  });

  it('tell whether the keys are right', async () => {
    expect(await provider(version).testConnection?.()).toEqual({ ok: true, message: 'The site knows merchant 1001.' });
    const keys = version === 'v1' ? { key: other.key } : { privateKey: other.privateKey };
    const wrong = await provider(version, keys).testConnection?.();
    expect(wrong?.ok).toBe(false);
    expect(wrong?.message).toContain('The site refused merchant 1001');
    const gone = await startEPaySimulator();
    await gone.close();
    expect(await provider(version, { baseUrl: gone.base }).testConnection?.()).toEqual({
      ok: false,
      message: 'The site cannot be asked: no connection (ECONNREFUSED).',
    });
  });
});

it('refunds that were made elsewhere are no payments to credit', async () => {
  const order = await paidOrder('v2');
  site.refund(orderNumber(order.id));
  expect(await provider('v2').findNews?.(order, new Date())).toEqual([]);
});

describe('a refund', () => {
  it.each([false, true])('in v1 is done at once, with code 0 (%s) or 1, whole or in part', async (zero) => {
    site.quirks.refundCodeZero = zero;
    const order = await paidOrder('v1');
    const request = refundOf(order, { amountMinor: 250n, whole: false });
    expect(await provider('v1').refund?.(request)).toEqual({ status: 'succeeded', refundId: request.key });
    expect(site.order(orderNumber(order.id)).refunds).toMatchObject([{ fen: 250 }]);
    site.quirks.refundCodeZero = false;
  });

  it('in v2 is done once per key, also when it takes its time', async () => {
    site.quirks.slowRefunds = true;
    const order = await paidOrder('v2');
    const request = refundOf(order, { amountMinor: 250n, whole: false });
    const answers = [await provider('v2').refund?.(request), await provider('v2').refund?.(request)];
    expect(answers).toMatchObject([{ status: 'pending' }, { status: 'succeeded' }]);
    expect(site.order(orderNumber(order.id)).refunds).toHaveLength(1);
    site.quirks.slowRefunds = false;
  });

  it.each<Version>(['v1', 'v2'])('in %s fails with the site’s reason', async (version) => {
    const order = await paidOrder(version);
    expect(await provider(version).refund?.(refundOf(order, { amountMinor: 1251n }))).toEqual({
      status: 'failed',
      reason: '退款金额大于可退金额 (code -1)',
    });
    site.quirks.refundDisabled = true;
    expect(await provider(version).refund?.(refundOf(order))).toMatchObject({ status: 'failed' });
    site.quirks.refundDisabled = false;
  });
});
