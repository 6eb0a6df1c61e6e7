import { fromMicro, type Receipt, toMicro } from '@farebox/sdk';
import OpenAI from 'openai';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestServer } from '../../../tools/testing/index.ts';
import { formatCredits } from '../src/format/money.ts';
import { formatCount } from '../src/format/number.ts';
import { overhang, type Visit, visit } from './browser.ts';
import { raiseStage, type Stage } from './stage.ts';

const person = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'correct horse battery' };

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let stage: Stage;
let server: TestServer;
let browser: Browser;
let english: Visit;
let key: string;
/** The one call of the story, as its receipt tells it. */
let receipt: Receipt;

beforeAll(async () => {
  stage = await raiseStage();
  ({ server, browser } = stage);
  english = await visit(browser, { locale: 'en-US', timezoneId: 'Europe/Paris', baseURL: server.url });
}, 120_000);

afterAll(() => stage?.close());

const balance = (page: Page) => page.locator('[data-slot=balance]').innerText();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

describe('from sign-up to the first metered call', () => {
  it('signs up and receives the welcome credits', async () => {
    const { page } = english;
    await page.goto('/');
    await link(page, 'Sign up').click();
    await page.getByLabel('Name').fill(person.name);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await button(page, 'Create account').click();
    await page.getByRole('heading', { name: 'From here to your first call' }).waitFor();
    expect(await balance(page)).toMatch(/3\.00\s+credits/);
    await link(page, 'Welcome credits').waitFor();
  });

  it('tops up ¥10 with the test provider', async () => {
    const { page } = english;
    await link(page, 'Top up').first().click();
    await page.getByRole('radio', { name: '¥10 1,000 credits' }).click();
    await page.getByText('1,003.00 credits').waitFor();
    await button(page, 'Pay ¥10.00').click();
    await page.getByText('A test: no real money moves').waitFor();
    await continuesElsewhere(page);
    await button(page, 'Pay ¥10.00').click();
    await page.getByText('The credits are on your balance.').waitFor();
    await expect.poll(() => balance(page)).toMatch(/1,003\.00/);
  });

  it('makes a key, which is shown once', async () => {
    const { page } = english;
    await link(page, 'Keys').click();
    await button(page, 'Create key').first().click();
    await page.getByLabel('Name').fill('The story');
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    key = await page.locator('[data-slot=new-key]').innerText();
    expect(key).toMatch(/^fb-/);
    expect(await page.locator('pre').innerText()).toContain(`${server.url}/v1/chat/completions`);
    await button(page, 'I have copied it').click();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Create key');
    await page.getByRole('cell', { name: 'The story', exact: true }).waitFor();
    expect(await page.content()).not.toContain(key);
  });

  it('calls with the official client', async () => {
    const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: key });
    const call = openai.chat.completions.create({
      model: 'demo-small',
      messages: [{ role: 'user', content: 'What does a farebox do?' }],
      stream: true,
    });
    const { data: stream, response } = await call.withResponse();
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? '';
    expect(text.length).toBeGreaterThan(20);
    receipt = await settled(response.headers.get('x-farebox-receipt') ?? '');
    expect(toMicro(receipt.charged)).toBeGreaterThan(0n);
  });

  it('sees the charge and the balance without reloading', async () => {
    const { page } = english;
    await link(page, 'Dashboard').click();
    const left = formatCredits(fromMicro(toMicro('1003') - toMicro(receipt.charged)));
    await expect.poll(() => balance(page), { timeout: 10_000 }).toContain(left);
    const charge = page.getByRole('row', { name: 'demo-small' }).filter({ hasText: 'Charged' });
    await expect.poll(() => charge.innerText()).toContain(formatCredits(`-${receipt.charged}`));
  });

  it('opens the receipt at an address of its own', async () => {
    const { page } = english;
    await page.getByRole('row', { name: 'demo-small' }).filter({ hasText: 'Charged' }).getByRole('link').click();
    const ticket = page.getByRole('dialog', { name: 'Receipt' });
    await ticket.getByText('Rounded up once').waitFor();
    await page.reload();
    await ticket.getByText('Rounded up once').waitFor();
    const text = await ticket.innerText();
    for (const tokens of [receipt.usage.inputTokens, receipt.usage.outputTokens])
      expect(text).toContain(formatCount(tokens));
    for (const credits of [receipt.held, receipt.charged, receipt.returned])
      expect(text).toContain(formatCredits(credits));
    expect(text).toContain('Welcome credits');
    await page.keyboard.press('Escape');
    await page.waitForURL(`${server.url}/`);
  });

  it('finds it in the usage, by model', async () => {
    const { page } = english;
    await link(page, 'Usage').click();
    await page.getByRole('radio', { name: 'Model' }).click();
    const row = page.getByRole('row', { name: 'demo-small' }).first();
    await expect.poll(() => row.innerText()).toContain(formatCredits(receipt.charged));
    expect(await row.innerText()).toContain(formatCount(receipt.usage.outputTokens));
    await pointAtToday(page);
  });

  it('signs out', async () => {
    const { page } = english;
    await page.getByRole('button', { name: person.email }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/keys');
    await page.waitForURL(/\/sign-in\?next=%2Fkeys/);
  });

  it('gave the browser nothing to complain about', () => {
    expect(english.complaints).toEqual([]);
  });
});

describe('the same in Chinese, on a phone', () => {
  it('leads through signing in to where one wanted, and shows the same figures', async () => {
    const phone = { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true };
    const { page, complaints, close } = await visit(browser, { ...phone, locale: 'zh-CN', baseURL: server.url });
    await page.goto('/usage?group=key');
    await page.getByLabel('邮箱').fill(person.email);
    await page.getByLabel('密码', { exact: true }).fill(person.password);
    await button(page, '登录').click();
    await page.waitForURL(/\/usage\?group=key/);
    await expect
      .poll(() => page.getByRole('row', { name: 'The story' }).innerText())
      .toContain(formatCredits(receipt.charged));
    for (const [name, words] of [
      ['密钥', 'The story'],
      ['充值', '已到账'],
      ['总览', '新用户赠送'],
    ] as const) {
      await link(page, name).click();
      await page.getByText(words).first().waitFor();
      expect(await overhang(page), name).toBe(0);
    }
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(complaints).toEqual([]);
    await close();
  });
});

/** From the list of orders a tab that knows nothing of it finds the way to the payment. */
async function continuesElsewhere(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto('/topup');
  await link(other, 'Top-up').click();
  await link(other, 'Pay ¥10.00').click();
  await other.getByText('A test: no real money moves').waitFor();
  expect(other.url()).toBe(page.url());
  await other.close();
}

/** The last day of the chart tells what it stands for. */
async function pointAtToday(page: Page): Promise<void> {
  const chart = page.getByRole('figure').locator('.recharts-wrapper');
  await chart.waitFor();
  const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {};
  await chart.hover({ position: { x: width - 12, y: height / 2 } });
  await page.locator('.recharts-tooltip-wrapper').getByText('demo-small').waitFor();
}

/** Reads the receipt as its owner until the call is settled. */
async function settled(id: string): Promise<Receipt> {
  const read = () => english.page.evaluate(async (path) => (await fetch(path)).json(), `/api/receipts/${id}`);
  await expect.poll(async () => ((await read()) as Receipt).status).toBe('captured');
  return (await read()) as Receipt;
}
