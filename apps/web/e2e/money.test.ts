import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Order } from '@farebox/sdk';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp } from '../../../tools/testing/index.ts';
import { staffOf } from '../../../tools/testing/staff.ts';
import { overhang, type Visit } from './browser.ts';
import { arriveAs, raiseStage, type Stage } from './stage.ts';

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let stage: Stage;
let customer: Visit;
let root: Visit;
let page: Page;
let staff: Awaited<ReturnType<typeof staffOf>>;
let email: string;

beforeAll(async () => {
  stage = await raiseStage();
  const person = await signUp(stage.server.app);
  email = person.email;
  staff = await staffOf(stage.server, 'root');
  customer = await arriveAs(stage, person.cookie);
  root = await arriveAs(stage, staff.cookie);
  page = customer.page;
}, 120_000);

afterAll(() => stage?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

/** The site of an EPay provider, as far as a browser sees it: it shows what was posted to it. */
async function paymentSite(): Promise<{ site: Server; address: string }> {
  const site = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer.end(`${request.method} ${request.url} ${Buffer.concat(parts)}`));
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  return { site, address: `http://127.0.0.1:${(site.address() as AddressInfo).port}/` };
}

/** As the customer's own page would ask. */
const ask = <Body>(path: string, body?: unknown) =>
  page.evaluate(
    async ([address, sent]) => {
      const init = sent && { method: 'POST', body: sent, headers: { 'content-type': 'application/json' } };
      return (await fetch(address, init || {})).json();
    },
    [path, body === undefined ? '' : JSON.stringify(body)] as const,
  ) as Promise<Body>;
const order = async (amount: string) =>
  (await ask<{ order: Order }>('/api/payments/create', { amount, provider: 'mockpay' })).order;

describe('buying', () => {
  it('a top-up with a discount code: what it takes off is seen before and after', async () => {
    await staff.post('/api/admin/discounts', { code: 'SPRING20', kind: 'percent', percent: '20' });
    await page.goto('/recharge');
    await page.waitForURL(/\/topup$/);
    await button(page, 'I have a discount code').click();
    await page.getByLabel('Discount code').fill('nonsense');
    await button(page, 'Apply').click();
    await page.getByText('There is no such discount code.').waitFor();
    await page.getByLabel('Discount code').fill('spring20');
    await page.keyboard.press('Enter');
    await button(page, 'Pay ¥8.00').click();
    await page.getByText('A test: no real money moves').waitFor();
    await button(page, 'Pay ¥8.00').click();
    await page.getByText('The credits are on your balance.').waitFor();
    await page.getByText('−¥2.00').waitFor();
    await page.getByText('1,000.00 credits', { exact: true }).waitFor();
  });

  it('shows what happens elsewhere, as it happens', async () => {
    const { id, checkoutUrl } = await order('20');
    await page.goto(`/pay/${id}`);
    await page.getByText('Waiting for the payment.').waitFor();
    await page.getByRole('timer').waitFor();
    const { search } = new URL(checkoutUrl ?? '');
    await ask(`/api/mockpay/${id}/pay${search}`, {});
    await page.getByText('The credits are on your balance.').waitFor({ timeout: 10_000 });
    await expect.poll(() => page.locator('[data-slot=balance]').innerText()).toMatch(/3,003\.00/);
  });

  it('is given up, and ordered again', async () => {
    await page.goto(`/pay/${(await order('50')).id}`);
    await button(page, 'Cancel order').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click();
    await page.getByText('This order was cancelled. Nothing was taken.').waitFor();
    await button(page, 'Order again').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pay ¥50.00' }).click();
    await page.getByText('A test: no real money moves').waitFor();
    await button(page, 'Cancel').click();
    await page.getByText('This order was cancelled. Nothing was taken.').waitFor();
  });

  it('a plan: active after the callback, cancelled and kept', async () => {
    await link(page, 'Subscription').click();
    await button(page, 'Choose Basic').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pay ¥30.00' }).click();
    await page.getByText('A test: no real money moves').waitFor();
    await button(page, 'Pay ¥30.00').click();
    await page.getByText('Paid, and Basic is yours.').waitFor();
    await link(page, 'To my plan').click();
    await page.getByText('Active', { exact: true }).waitFor();
    await page.getByText('of 3,000.00 credits').waitFor();
    await button(page, 'Cancel plan').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel plan' }).click();
    await page.getByText(/The plan ends on .* and is not charged again/).waitFor();
    await button(page, 'Keep the plan').click();
    await button(page, 'Cancel plan').waitFor();
    await button(page, 'Change to Pro').click();
    await page.getByRole('dialog').getByText('To pay now').waitFor();
    await page.keyboard.press('Escape');
  });

  it('is all in the list of orders, each with its story and its receipt', async () => {
    await link(page, 'Orders').click();
    await page.getByRole('radio', { name: 'Not paid' }).click();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Cancelled' }).count()).toBe(2);
    await page.getByRole('radio', { name: 'Credited' }).click();
    await link(page, 'Plan Basic').click();
    const sheet = page.getByRole('dialog', { name: 'Order' });
    const receipt = await sheet.getByRole('link', { name: 'Receipt (PDF)' }).getAttribute('href');
    const paper = await page.request.get(receipt ?? '');
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/orders\?state=credited$/);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('the operator', () => {
  it('completes an order by hand, with a reason', async () => {
    const { id } = await order('100');
    await root.page.goto('/admin/payments');
    await root.page.getByRole('searchbox').fill(id);
    await button(root.page, 'Search').click();
    await link(root.page, email).click();
    await button(root.page, 'Complete by hand').click();
    const question = root.page.getByRole('dialog', { name: 'Complete by hand' });
    await question.getByRole('button', { name: 'Complete by hand' }).click();
    await question.getByText('Say why, in at least three characters.').waitFor();
    await question.getByLabel('Reason').fill('Seen on the bank statement');
    await question.getByRole('button', { name: 'Complete by hand' }).click();
    await root.page.getByRole('dialog', { name: 'Order' }).getByText('Credited').first().waitFor();
    expect(await ask<Order>(`/api/orders/${id}`)).toMatchObject({ status: 'fulfilled' });
  });

  it('is nobody else: the page is not there for a customer, nor an order of somebody else', async () => {
    await page.goto('/admin/payments');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    expect(await link(page, 'Payments').count()).toBe(0);
    const { id } = await order('10');
    await root.page.goto(`/pay/${id}`);
    await root.page.getByText('This order does not exist, or belongs to another account.').waitFor();
  });

  it('sets EPay up, and a browser posts the order to it', async () => {
    const { site, address } = await paymentSite();
    await root.page.goto('/admin/payments/settings');
    const card = root.page
      .locator('[data-slot=card]')
      .filter({ has: root.page.getByRole('heading', { name: 'EPay' }) });
    await card.getByLabel('Base address').fill(address);
    await card.getByLabel('Merchant number').fill('1001');
    await card.getByLabel('Merchant key').fill('a-key-of-the-merchant-1234');
    await card.getByLabel('Switched on').selectOption('1');
    await button(card as unknown as Page, 'Save').click();
    await card.getByText('Ready').waitFor();
    expect(await card.getByLabel('Merchant key').getAttribute('placeholder')).toBe('Set, ends in 1234');
    await page.goto('/topup');
    await page.getByRole('radio', { name: 'Alipay' }).click();
    await button(page, 'Pay ¥10.00').click();
    await page.waitForURL(/\/pay\//);
    await button(page, 'Pay ¥10.00').click();
    await page.waitForURL(`${address}**`);
    expect(await page.content()).toMatch(/POST \/submit\.php .*pid=1001.*type=alipay/);
    await page.goBack();
    await page.getByText('Waiting for the payment.').waitFor();
    site.close();
  });

  it('gave the browsers nothing to complain about but what was refused on purpose', () => {
    const refused = /^Failed to load resource: the server responded with a status of 40[04]/;
    expect([...customer.complaints, ...root.complaints].filter((text) => !refused.test(text))).toEqual([]);
  });
});
