import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask } from '../../../tools/testing/ask.ts';
import { signUp } from '../../../tools/testing/sign-up.ts';
import { overhang, type Visit, visit } from './browser.ts';
import { raiseStage, type Stage } from './stage.ts';

vi.setConfig({ testTimeout: 60_000 });

let stage: Stage;
let person: Awaited<ReturnType<typeof signUp>>;
let desk: Visit;

beforeAll(async () => {
  stage = await raiseStage();
  person = await signUp(stage.server.app);
  desk = await asPerson({ locale: 'en-US' });
}, 120_000);

afterAll(() => stage?.close());

/** A browser in which the person is signed in. */
async function asPerson(options: Parameters<typeof visit>[1]): Promise<Visit> {
  const visited = await visit(stage.browser, { baseURL: stage.server.url, ...options });
  const [name = '', value = ''] = person.cookie.split(/=(.*)/s);
  await visited.page.context().addCookies([{ name, value, url: stage.server.url }]);
  return visited;
}

const keysNow = async () => {
  const { body } = await ask(stage.server, '/api/keys', { cookie: person.cookie });
  return (body as { data: Record<string, unknown>[] }).data;
};

describe('the limits of a key', () => {
  it('are set when it is made', async () => {
    const { page } = desk;
    await page.goto('/keys?create=1');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Batch');
    await dialog.getByText('Limits', { exact: true }).click();
    await dialog.getByLabel('Per day').fill('5');
    await dialog.getByLabel('Requests a minute').fill('1.5');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    await dialog.getByText('A whole number from 1.').waitFor();
    await dialog.getByLabel('Requests a minute').fill('60');
    await dialog.getByLabel('Addresses it may be used from').fill('10.0.0.0/99');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    await dialog.getByText('must be an address or a network').waitFor();
    await dialog.getByLabel('Addresses it may be used from').fill('127.0.0.1, 10.0.0.0/8');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    expect(await keysNow()).toMatchObject([
      { name: 'Batch', rpm: 60, tpm: null, allowedAddresses: ['127.0.0.1/32', '10.0.0.0/8'] },
    ]);
  });

  it('show what is used, and are changed', async () => {
    const { page } = desk;
    const [key] = await keysNow();
    const usage = { keyId: key?.id as string };
    const charge = { id: randomUUID(), accountId: person.userId, amount: 1_250_000n, usage };
    await stage.server.deps.ledger.charge(charge);
    await page.reload();
    await page.getByRole('row', { name: /Batch/ }).getByText('1.25 of 5.00').waitFor();
    await page.getByRole('button', { name: 'Edit Batch' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Begins anew/).waitFor();
    await dialog.getByLabel('Ever').fill('100');
    await dialog.getByLabel('Requests a minute').fill('');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await keysNow()).toMatchObject([
      { rpm: null, spendLimits: { day: { limit: '5', used: '1.25' }, total: { limit: '100', used: '1.25' } } },
    ]);
    // The browser tells of the one refusal above.
    expect(desk.complaints.filter((complaint) => !complaint.includes('status of 400'))).toEqual([]);
  });

  it.each([
    ['light', 375, 'zh-CN'],
    ['dark', 375, 'zh-CN'],
    ['light', 1280, 'en-US'],
    ['dark', 1280, 'en-US'],
  ] as const)('fit into their page: %s, %i wide, %s', async (colorScheme, width, locale) => {
    const { page, complaints, close } = await asPerson({ colorScheme, locale, viewport: { width, height: 800 } });
    await page.goto('/keys');
    await page.getByRole('button', { name: /^(Edit|编辑) Batch$/ }).click();
    await page.getByRole('dialog').waitFor();
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await close();
  });
});
