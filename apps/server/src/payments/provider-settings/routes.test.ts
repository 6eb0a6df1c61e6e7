import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../../../tools/testing/ask.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import {
  bareKeys,
  codeOf,
  settingsPath as path,
  putSettings as put,
  type ShownSettings as Shown,
  shownSettings as shown,
} from '../../../../../tools/testing/provider-settings.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { asOwner } from '../callback.fixture.ts';
import { readProviderSettings } from './read.ts';

let server: TestServer;
let second: TestServer;
let root: string;

beforeAll(async () => {
  const farebox = 'f'.repeat(64);
  const config = {
    secrets: { farebox },
    payments: { stripe: { secretKey: 'sk_test_configured', webhookSecret: 'whsec_configured' } },
  };
  server = await testServer({ config });
  second = await testServer({ config, databaseUrl: server.databaseUrl });
  ({ cookie: root } = await staffOf(server, 'root'));
});
afterAll(async () => {
  await second.close();
  await server.close();
});

describe('only root', () => {
  const asked = [
    ['GET', path],
    ['PUT', `${path}/stripe`],
    ['POST', `${path}/stripe/test`],
  ] as const;
  const body = { expectedVersion: 0, values: { enabled: false } };

  test.each(asked)('%s %s is not there for others', async (method, address) => {
    for (const { cookie } of [await signUp(server.app), await staffOf(server, 'admin')]) {
      const answer = await ask(server, address, { cookie, method, ...(method !== 'GET' && { body }) });
      expect(answer.status).toBe(404);
    }
    expect((await ask(server, address, { method, ...(method !== 'GET' && { body }) })).status).toBe(401);
    expect((await shown(server, root, 'stripe')).version).toBe(0);
  });

  test('and not for the app with the internal token', async () => {
    const headers = { 'x-internal-token': server.deps.config.secrets.internalApiKey };
    expect((await server.app.request(path, { headers })).status).toBe(401);
  });

  test('a provider that nobody knows is a bad request', async () => {
    expect((await put(server, root, 'paypal', {}, 0)).status).toBe(400);
  });
});

test('of ten first changes at once one is kept', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => put(at % 2 ? second : server, root, 'creem', { enabled: null }, 0)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
  expect((await shown(server, root, 'creem')).version).toBe(1);
});

test('the page tells who says each field, and of a secret only its end', async () => {
  const { body } = await ask(server, path, { cookie: root });
  expect((body as { data: Shown[] }).data.map(({ name }) => name)).toEqual(['stripe', 'epay', 'creem', 'mockpay']);
  const stripe = await shown(server, root, 'stripe');
  expect(stripe).toMatchObject({ version: 0, state: 'ready', livemode: false, problems: [], updatedAt: null });
  expect(stripe.fields.secretKey).toEqual({ source: 'config', set: true, endsIn: 'ured' });
  expect(stripe.fields.previousWebhookSecret).toEqual({ source: 'default', set: false, endsIn: null });
  expect(stripe.fields.baseUrl).toEqual({ source: 'default', value: 'https://api.stripe.com' });
  expect(await shown(server, root, 'epay')).toMatchObject({ state: 'off', livemode: null });
  expect(await shown(server, root, 'mockpay')).toMatchObject({
    state: 'ready',
    fields: { enabled: { source: 'default' } },
  });
});

test('a change holds at once, here and in another process, and can be taken back', async () => {
  expect((await put(server, root, 'stripe', { secretKey: 'sk_test_entered_1234' })).status).toBe(200);
  for (const one of [server, second]) {
    expect(await readProviderSettings(one.deps)).toMatchObject({
      stripe: { secretKey: 'sk_test_entered_1234', webhookSecrets: ['whsec_configured'] },
    });
  }
  expect((await shown(second, root, 'stripe')).fields.secretKey).toEqual({
    source: 'database',
    set: true,
    endsIn: '1234',
  });
  await put(second, root, 'stripe', { secretKey: null });
  expect((await readProviderSettings(server.deps)).stripe?.secretKey).toBe('sk_test_configured');
});

test('switched off it is offered no more, but stays complete for what was paid before', async () => {
  await put(server, root, 'stripe', { enabled: false });
  await put(server, root, 'mockpay', { enabled: false });
  expect(await readProviderSettings(second.deps)).toMatchObject({ stripe: null, mockpay: null });
  expect(await readProviderSettings(second.deps, 'complete')).toMatchObject({ stripe: {}, mockpay: null });
  expect((await shown(server, root, 'stripe')).state).toBe('off');
  await put(server, root, 'stripe', { enabled: null });
  await put(server, root, 'mockpay', { enabled: null });
  expect(await readProviderSettings(second.deps)).toMatchObject({ stripe: {}, mockpay: {} });
});

test('a secret too short shows no ending', async () => {
  await put(server, root, 'epay', { key: 'elevenchars' });
  expect((await shown(server, root, 'epay')).fields.key).toEqual({ source: 'database', set: true, endsIn: null });
  await put(server, root, 'epay', { key: 'twelve-chars' });
  expect((await shown(server, root, 'epay')).fields.key?.endsIn).toBe('hars');
});

test('what is missing is told until it is there', async () => {
  await put(server, root, 'epay', { key: null, version: 'v2', pid: '1001' });
  const { state, problems } = await shown(server, root, 'epay');
  expect(state).toBe('incomplete');
  expect(problems.map(({ field }) => field)).toEqual(['baseUrl', 'privateKey', 'platformPublicKey']);
  const { body, status } = await put(server, root, 'epay', { baseUrl: 'https://pay.example.com', ...bareKeys });
  expect({ status, body }).toMatchObject({ status: 200, body: { state: 'ready', problems: [] } });
  expect((await readProviderSettings(second.deps)).epay).toMatchObject({ version: 'v2', ...bareKeys });
});

describe('refused', () => {
  test.each([
    ['a value that cannot be', { secretKey: 'pk_test_123456789012' }, 'values.secretKey'],
    ['a field that is none', { secretkey: 'sk_test_1' }, 'values.secretkey'],
    ['a part of a list', { currencies: ['USD', 'euro'] }, 'values.currencies.1'],
    ['an address that anybody may read on the way', { baseUrl: 'http://stripe.example.com' }, 'values.baseUrl'],
  ])('%s', async (_, values, param) => {
    const before = await shown(server, root, 'stripe');
    const answer = await put(server, root, 'stripe', values);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request', details: { param } } } });
    expect(await shown(server, root, 'stripe')).toEqual(before);
  });

  test('a change that was made on an older page', async () => {
    const { version } = await shown(server, root, 'creem');
    await put(server, root, 'creem', { apiKey: 'creem_test_1' }, version);
    const late = await put(server, root, 'creem', { apiKey: 'creem_test_2' }, version);
    expect(late).toMatchObject({
      status: 409,
      body: { error: { code: 'settings_changed', details: { version: version + 1 } } },
    });
  });

  test.each(['mockpay', 'creem'])('all but one of ten at once: %s', async (name) => {
    const { version } = await shown(server, root, name);
    const both = [server, second];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        put(both[at % 2] as TestServer, root, name, { enabled: at % 3 === 0 }, version),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect((await shown(server, root, name)).version).toBe(version + 1);
  });
});

describe('a secret goes to no address it was not entered for', () => {
  const elsewhere = 'https://stripe.example.com';

  test('an address alone is refused, the same with the secret is kept', async () => {
    expect(codeOf(await put(server, root, 'stripe', { baseUrl: elsewhere }))).toBe('secret_needed_again');
    const body = { values: { baseUrl: elsewhere } };
    const tried = await ask(server, `${path}/stripe/test`, { cookie: root, body });
    expect(codeOf(tried)).toBe('secret_needed_again');
    expect((await put(server, root, 'stripe', { baseUrl: elsewhere, secretKey: 'sk_test_other' })).status).toBe(200);
    expect((await put(server, root, 'stripe', { baseUrl: `${elsewhere}/` })).status).toBe(200);
  });

  test('nor does the configuration’s secret follow to it, while both may go home', async () => {
    expect(codeOf(await put(server, root, 'stripe', { secretKey: null }))).toBe('secret_needed_again');
    expect((await put(server, root, 'stripe', { secretKey: null, baseUrl: null })).status).toBe(200);
    expect((await readProviderSettings(server.deps)).stripe).toMatchObject({
      secretKey: 'sk_test_configured',
      baseUrl: 'https://api.stripe.com',
    });
  });
});

test('every change is written down, secrets as changed only', async () => {
  await put(server, root, 'creem', { webhookSecret: 'whsec_audited_12345', topUpProduct: 'prod_1' });
  await put(server, root, 'creem', { webhookSecret: null, topUpProduct: null });
  const query = `select actor_kind, target_kind, target_id, before, after from farebox.audit_logs
    where action = 'payment_settings.changed' order by id desc limit 2`;
  const common = { actor_kind: 'user', target_kind: 'provider', target_id: 'creem' };
  expect(await asOwner(server.databaseUrl, query)).toEqual([
    {
      ...common,
      before: { webhookSecret: 'set', topUpProduct: 'prod_1' },
      after: { webhookSecret: null, topUpProduct: null },
    },
    {
      ...common,
      before: { webhookSecret: null, topUpProduct: null },
      after: { webhookSecret: 'changed', topUpProduct: 'prod_1' },
    },
  ]);
});
