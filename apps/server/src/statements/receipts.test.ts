import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, testServer } from '../../../../tools/testing/index.ts';
import { receiptOf } from './receipt.ts';
import { receiptPdf } from './receipt-pdf.ts';
import { pagesOf, stage } from './stage.fixture.ts';

const seller = {
  name: '渡口科技 Farebox',
  address: ['12 Harbour Road'],
  taxId: '91310000MA1K',
  email: 'billing@example.com',
};

describe('GET /api/orders/:id/receipt.pdf', () => {
  let server: ReturnType<typeof stage>;
  let userId: string;
  let cookie: string;
  beforeAll(async () => {
    server = stage(await testServer({ config: { seller } }), signUp);
    ({ userId, cookie } = await server.person('2026-03-01T00:00:00Z', 'Asia/Shanghai'));
  });
  afterAll(() => server.close());

  const get = (id: string, query = '', headers = {}) =>
    server.get(`/api/orders/${id}/receipt.pdf${query}`, cookie, headers);
  const textOf = async (id: string, query = '') =>
    (await pagesOf(await (await get(id, query)).arrayBuffer())).join('\n');

  it('is a file with a number that never changes, and the same bytes each time', async () => {
    const id = await server.order(userId);
    const [first, again] = [await get(id), await get(id)];
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('application/pdf');
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    const [, number] = /^attachment; filename="farebox-receipt-(R-2026-0305-[0-9A-Z]{6})\.pdf"$/.exec(
      first.headers.get('content-disposition') ?? '',
    ) ?? [''];
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(bytes.equals(Buffer.from(await again.arrayBuffer()))).toBe(true);
    expect((await pagesOf(bytes.buffer as ArrayBuffer)).join('')).toContain(number);
  });

  it('tells seller, buyer, what was bought, price, discount, payment and refunds, in English', async () => {
    const id = await server.order(userId, {
      status: 'partially_refunded',
      amount_minor: 123_450,
      discount_minor: 250,
      refunded_minor: 300,
      partially_refunded_at: '2026-03-09T00:00:00Z',
      provider: 'epay',
      method: 'alipay',
    });
    const payment = newId();
    await server.owner.query(
      `insert into farebox.payments (id, order_id, user_id, provider, provider_payment_id, status, amount_minor, currency, raw)
       values ($1, $2, $3, 'epay', '2026030522001', 'succeeded', 123450, 'CNY', '{}')`,
      [payment, id, userId],
    );
    await server.owner.query('update farebox.orders set payment_id = $2 where id = $1', [id, payment]);
    const text = await textOf(id, '?lang=en');
    for (const told of [
      'Status: Partly refunded',
      '渡口科技 Farebox',
      'Tax ID 91310000MA1K',
      'Ada',
      userId,
      'Ordered 2026-03-05 14:20 (Asia/Shanghai)',
      'Paid 2026-03-05 14:22 (Asia/Shanghai)',
      `Order ${id}`,
      'Paid with EPay · Alipay',
      'Payment 2026030522001',
      '1,000.00 credits 1,237.00 CNY',
      'Discount −2.50 CNY',
      'Total paid 1,234.50 CNY',
      'Refunded 2026-03-09 08:00 −3.00 CNY',
      'Remaining 1,231.50 CNY',
      'Page 1 of 1',
    ]) {
      expect(text).toContain(told);
    }
  });

  it('tells refunds one by one, or in one sum where they are not all that went back', async () => {
    const id = await server.order(userId, {
      status: 'refunded',
      refunded_minor: 1000,
      refunded_at: '2026-03-11T00:00:00Z',
    });
    const refund = (amount: number, status: string) =>
      server.owner.query(
        `insert into farebox.refunds (id, order_id, user_id, provider, status, clawback, amount_minor, currency, observed_at)
         values ($1, $2, $3, 'mockpay', $4, 'due', $5, 'CNY', '2026-03-10T00:00:00Z')`,
        [newId(), id, userId, status, amount],
      );
    await refund(400, 'succeeded');
    await refund(700, 'failed');
    expect(await textOf(id)).toContain('Refunded 2026-03-11 08:00 −10.00 CNY');
    await refund(600, 'succeeded');
    const text = await textOf(id);
    for (const told of ['Refunded 2026-03-10 08:00 −4.00 CNY', '2026-03-10 08:00 −6.00 CNY', 'Remaining 0.00 CNY']) {
      expect(text).toContain(told);
    }
  });

  it('tells it in Chinese, when asked to or when the browser prefers it', async () => {
    const id = await server.order(userId, { status: 'disputed', disputed_at: '2026-03-09T00:00:00Z' });
    const text = await textOf(id, '?lang=zh');
    for (const told of ['小票', '状态：争议中', '购买方', '1,000.00 积分', '实付金额 10.00 CNY', '第 1 页，共 1 页']) {
      expect(text).toContain(told);
    }
    const preferred = await get(id, '', { 'accept-language': 'fr, zh-CN;q=0.9, en;q=0.8' });
    expect((await pagesOf(await preferred.arrayBuffer())).join('')).toContain('小票');
    expect(await textOf(id)).toContain('Receipt');
  });

  it.each([
    ['JPY', 0, 1250, '1,250 JPY'],
    ['CNY', 2, 5, '0.05 CNY'],
    ['KWD', 3, 1_234_567, '1,234.567 KWD'],
  ])('%s with %i decimals', async (currency, minorUnits, amount, told) => {
    const id = await server.order(userId, { currency, minor_units: minorUnits, amount_minor: amount });
    expect(await textOf(id)).toContain(`Total paid ${told}`);
  });

  it('names the plan and its period', async () => {
    const { rows } = await server.owner.query("select id from farebox.plan_versions where name = 'Pro'");
    const version = rows[0].id;
    const id = await server.order(userId, { kind: 'plan', plan_version: version, credits: 36_000_000_000n });
    const subscription = newId();
    await server.owner.query(
      "insert into farebox.subscriptions (id, user_id, account_id, plan_version, provider) values ($1, $2, $2, $3, 'mockpay')",
      [subscription, userId, version],
    );
    await server.owner.query(
      `insert into farebox.subscription_periods (id, subscription_id, account_id, user_id, order_id, kind, plan_version, starts_at, ends_at, credits)
       values ($1, $2, $3, $3, $4, 'first', $5, '2026-03-05T06:22:00Z', '2026-04-05T06:22:00Z', 36000000000)`,
      [newId(), subscription, userId, id, version],
    );
    expect(await textOf(id)).toContain('Plan Pro · 2026-03-05 – 2026-04-05 · 36,000.00 credits');
  });

  it.each(['pending', 'paid', 'failed', 'cancelled', 'expired'])(
    'is not ready while the order is %s',
    async (status) => {
      const answer = await get(await server.order(userId, { status, fulfilled_at: null }));
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({ error: { code: 'receipt_not_ready', details: { status } } });
    },
  );

  it('is there for nobody else', async () => {
    const id = await server.order(userId);
    const other = await server.person('2026-03-01T00:00:00Z');
    const answers = [
      await server.get(`/api/orders/${id}/receipt.pdf`, other.cookie),
      await get(newId()),
      await server.app.request(`/api/orders/${id}/receipt.pdf`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 401]);
    expect((await get('nonsense')).status).toBe(400);
    expect((await get(id, '?lang=fr')).status).toBe(400);
  });

  it.each([
    ['controls and marks of direction', 'A\u0001B\u202e\u2066C\u200f\tD', 'ABC D'],
    ['letters that need another typeface', '王小明 Привет ① Nguyễn', '王小明 Привет ① Nguyễn'],
    ['letters that no typeface has', 'Łukasz Dvořák', 'Lukasz Dvorák'],
    ['a script that no typeface has', 'שלום', '????'],
    ['half a character', 'A😀B', 'A?B'],
    ['nothing to see', '\u200b\u200b', ''],
  ])('prints a name of %s', async (_, name, told) => {
    await server.owner.query('update farebox.users set name = $2 where id = $1', [userId, name]);
    const text = await textOf(await server.order(userId));
    expect(text).toContain(told);
    expect(text.includes('stands for characters')).toBe(told.includes('?'));
  });

  it.each([
    ['one word', 'W'.repeat(10_000)],
    ['many words', 'name '.repeat(2000)],
    ['Chinese', '名'.repeat(10_000)],
    [
      'every kind of character',
      Array.from({ length: 10_000 }, (_, n) => String.fromCodePoint(0x2100 + n * 3)).join(''),
    ],
    ['marks upon marks', `e${'\u0301'.repeat(9999)}`],
  ])('survives a name of 10,000 characters: %s', async (_, name) => {
    const receipt = await receiptOf(server.deps, userId, await server.order(userId));
    const started = performance.now();
    const pdf = await receiptPdf({ ...receipt, buyerName: name }, { ...seller, name }, 'en');
    expect(performance.now() - started).toBeLessThan(5000);
    expect(await pagesOf(new Uint8Array(pdf).buffer)).toHaveLength(1);
  });
});
