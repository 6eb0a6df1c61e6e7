import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Customer, newCustomer } from '../../../tools/testing/customer.ts';
import { staffOf } from '../../../tools/testing/staff.ts';
import { overhang, type Visit } from './browser.ts';
import { arriveAs, raiseStage, type Stage } from './stage.ts';

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const MODEL = 'demo-small';

let stage: Stage;
let customer: Customer;
let admin: Visit;
let page: Page;

beforeAll(async () => {
  stage = await raiseStage();
  customer = await newCustomer(stage.server);
  admin = await arriveAs(stage, (await staffOf(stage.server, 'admin')).cookie);
  page = admin.page;
}, 120_000);

afterAll(() => stage?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const link = (name: string) => page.getByRole('link', { name, exact: true });
const priced = (model: string) => page.getByRole('row').filter({ has: link(model) });

/** What one call of the customer's was charged, once it is settled. */
async function charged(): Promise<string> {
  const messages = [{ role: 'user', content: 'Hello' }];
  const answer = await customer.call('/v1/chat/completions', { model: MODEL, messages });
  expect(answer.status, await answer.text()).toBe(200);
  return (await customer.receipt(answer.headers.get('x-farebox-receipt'))).charged;
}

describe('the channels', () => {
  it('are told as the server knows them, and one can be tested', async () => {
    await page.goto('/');
    await link('Gateway').click();
    await page.waitForURL(/\/admin\/gateway\/channels$/);
    const card = page.locator('[data-slot=card]').filter({ has: page.getByRole('heading', { name: 'demo' }) });
    await card.getByText('Healthy', { exact: true }).waitFor();
    await card.getByText('Needs no key').waitFor();
    await card.getByLabel('Model').selectOption(MODEL);
    await button('Test demo').click();
    await card.getByText(/It answers after [\d,]+ ms/).waitFor();
  });

  it('show a call of the last minute without reloading', async () => {
    await charged();
    await page.getByText(/1 call · 0% failed/).waitFor({ timeout: 15_000 });
  });
});

describe('the prices', () => {
  it('are set with their cost, and the next call is charged by them', async () => {
    await link('Prices').click();
    await expect.poll(() => priced(MODEL).innerText()).toMatch(/Input 10\.00/);
    await link(MODEL).click();
    await page.getByRole('dialog').getByText('Nobody has set a price here').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Set a price' }).click();
    const form = page.getByRole('dialog', { name: `Set a price of ${MODEL}` });
    for (const figure of ['Input', 'Cached input', 'Output']) await form.getByLabel(`Price: ${figure}`).fill('0');
    await form.getByLabel('Add a figure').selectOption('request');
    await form.getByLabel('Price: Request').fill('one');
    await form.getByRole('button', { name: 'Set a price' }).click();
    await form.getByText('A decimal such as 2.5, with at most six places.').waitFor();
    await form.getByLabel('Price: Request').fill('1.5');
    await form.getByLabel('Your cost: Request').fill('1.2');
    await form.getByLabel('Note').fill('By the call from now on');
    await form.getByRole('button', { name: 'Set a price' }).click();
    await form.waitFor({ state: 'detached' });
    const sheet = page.getByRole('dialog', { name: MODEL });
    await sheet.getByText('By the call from now on').waitFor();
    expect(await sheet.getByRole('row', { name: /^Request/ }).innerText()).toMatch(/1\.50\s+1\.20\s+20%/);
    expect(await charged()).toBe('1.5');
  });

  it('go back to the configuration', async () => {
    await button('Give back to config.yaml').click();
    const question = page.getByRole('dialog', { name: `Give ${MODEL} back to config.yaml?` });
    await question.getByRole('button', { name: 'Give back to config.yaml' }).click();
    await question.waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: MODEL }).getByText('Given back to config.yaml').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/admin\/gateway\/prices$/);
    await expect.poll(() => priced(MODEL).innerText()).toMatch(/Input 10\.00/);
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(MODEL);
  });

  it('are multiplied for a group', async () => {
    await link('Price groups').click();
    await button('Make a group').click();
    const form = page.getByRole('dialog', { name: 'Make a group' });
    await form.getByLabel('Name').fill('partners');
    await form.getByLabel('Multiplier').fill('0.8');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('row', { name: /partners/ }).innerText()).toMatch(/×0\.80/);
  });
});

describe('a price list', () => {
  const list = () => page.getByLabel('Price list');
  const look = () => button('Show what would change').click();

  it('with a bad row is refused with its line, and nothing of it is taken', async () => {
    await link('Import').click();
    await list().fill('model,input,output\ndemo-small,1,2\ndemo-large,a lot,2\n');
    await look();
    await page.getByText('Nothing was taken: 1 problem.').waitFor();
    expect(await page.getByRole('row', { name: /demo-large/ }).innerText()).toMatch(/^3\s+demo-large\s+input: /);
    expect(await button('Set 2 prices').count()).toBe(0);
  });

  it('is looked at, then done', async () => {
    await list().fill('model,input,output,cost.input\ndemo-small,11,44,5.5\ndemo-large,120,480,\n');
    await look();
    await page.getByText('New: 1. Changed: 1. Unchanged: 0.').waitFor();
    await button('Set 2 prices').click();
    await page.getByText('2 prices are set.').waitFor();
    await link('To the prices').click();
    await expect.poll(() => priced(MODEL).innerText()).toMatch(/Input 11\.00[\s\S]*50%/);
    await expect.poll(() => priced('demo-large').innerText()).toMatch(/Output 480\.00/);
  });

  it('is looked at again when a price was changed in between', async () => {
    await link('Import').click();
    await list().fill('model,input,output\ndemo-small,12,48\n');
    await look();
    await page.getByText('New: 0. Changed: 1. Unchanged: 0.').waitFor();
    const other = await staffOf(stage.server, 'admin');
    await other.post('/api/admin/prices', { model: MODEL, price: { input: '13', output: '48' } });
    await button('Set 1 price').click();
    await page.getByText('This is what would change now.').waitFor();
    await expect.poll(() => page.getByRole('row', { name: new RegExp(MODEL) }).innerText()).toMatch(/13\.00/);
    await button('Set 1 price').click();
    await page.getByText('1 price is set.').waitFor();
  });

  it('is as wide as a phone', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['channels', 'prices', `prices/${MODEL}`, 'groups', 'import']) {
      await page.goto(`/admin/gateway/${path}`);
      await page.locator('[data-slot=card]').first().waitFor();
      expect(await overhang(page), path).toBeLessThanOrEqual(0);
    }
  });
});

describe('anybody else', () => {
  it('finds nothing there', async () => {
    const visitor = await arriveAs(stage, customer.cookie);
    for (const path of ['', '/channels', '/prices', '/prices/demo-small', '/groups', '/import']) {
      await visitor.page.goto(`/admin/gateway${path}`);
      await visitor.page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    }
    expect(await visitor.page.getByRole('link', { name: 'Gateway', exact: true }).count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('and the browser had nothing to complain about but what was refused on purpose', () => {
    const refused = /^Failed to load resource: the server responded with a status of 40[09]/;
    expect(admin.complaints.filter((text) => !refused.test(text))).toEqual([]);
  });
});
