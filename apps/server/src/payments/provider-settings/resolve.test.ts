import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bareKeys, rsa } from '../../../../../tools/testing/provider-settings.ts';
import { type Config, loadConfig } from '../../config.ts';
import { resolve } from './resolve.ts';
import { sealField } from './sealed-fields.ts';
import type { StoredSettings } from './store.ts';
import type { ProviderName } from './types.ts';

const dir = mkdtempSync(join(tmpdir(), 'farebox-settings-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const secrets = { FAREBOX_SECRET: 'f'.repeat(32), INTERNAL_API_KEY: 'i'.repeat(32) };

function configOf(payments: object, env: Record<string, string> = {}): Config {
  writeFileSync(join(dir, 'config.yaml'), JSON.stringify({ payments }));
  return loadConfig({ ...secrets, ...env }, dir);
}

/** A row of the database. */
function row(name: ProviderName, said: object, sealed: Record<string, string> = {}): StoredSettings {
  const kept = { provider: name, version: 1, updatedAt: new Date(), updatedBy: null };
  const { enabled = null, ...others } = said as { enabled?: boolean };
  const bytes = Object.entries(sealed).map(([field, text]) => [
    field,
    sealField({ farebox: secrets.FAREBOX_SECRET }, name, field, text),
  ]);
  return { ...kept, enabled, public: others, sealed: Object.fromEntries(bytes) };
}

const stripeFile = { secretKey: 'sk_test_file', webhookSecret: 'whsec_file', portalConfiguration: 'bpc_file' };
const stripeEnv = { STRIPE_SECRET_KEY: 'sk_test_env', STRIPE_WEBHOOK_SECRET: 'whsec_env' };

test('each field comes from the last place that says it', () => {
  const config = configOf(
    { stripe: stripeFile },
    { STRIPE_SECRET_KEY: 'sk_test_env', STRIPE_WEBHOOK_SECRET: 'whsec_env' },
  );
  const { readings, settings } = resolve(config, 'stripe', row('stripe', {}, { webhookSecret: 'whsec_row' }));
  const from = Object.fromEntries(Object.entries(readings).map(([field, { source }]) => [field, source]));
  expect(from).toMatchObject({
    webhookSecret: 'database',
    secretKey: 'environment',
    portalConfiguration: 'config',
    baseUrl: 'default',
  });
  expect(settings).toEqual({
    secretKey: 'sk_test_env',
    webhookSecrets: ['whsec_row'],
    baseUrl: 'https://api.stripe.com',
    livemode: false,
    currencies: null,
    portalConfiguration: 'bpc_file',
    automaticTax: false,
  });
});

describe('on and off', () => {
  test('nobody said anything: off', () => {
    expect(resolve(configOf({}), 'stripe', null)).toMatchObject({ enabled: false, settings: null });
  });

  test('keys alone switch it on; off is said', () => {
    expect(resolve(configOf({}, stripeEnv), 'stripe', null).enabled).toBe(true);
    expect(resolve(configOf({}, stripeEnv), 'stripe', row('stripe', { enabled: false })).enabled).toBe(false);
    expect(resolve(configOf({ stripe: { enabled: false } }, stripeEnv), 'stripe', null).enabled).toBe(false);
  });

  test('the test provider is there by default and never in production, whatever a row says', () => {
    expect(resolve(configOf({}), 'mockpay', null)).toMatchObject({ enabled: true, settings: { secret: /./ } });
    const production = configOf({}, { NODE_ENV: 'production' });
    expect(resolve(production, 'mockpay', row('mockpay', { enabled: true }))).toMatchObject({
      enabled: false,
      settings: null,
      problems: [{ field: 'enabled', message: expect.stringMatching(/stay off in production/) }],
    });
  });
});

describe('what is missing is told', () => {
  test.each([
    ['stripe', { secretKey: 'sk_test_1' }, ['webhookSecret']],
    ['creem', {}, ['apiKey', 'webhookSecret']],
    ['epay', { baseUrl: 'https://pay.example.com' }, ['pid', 'key']],
    ['epay', { baseUrl: 'https://pay.example.com', pid: '1', version: 'v2' }, ['privateKey', 'platformPublicKey']],
  ] as const)('%s with %j', (name, said, missing) => {
    const { settings, problems } = resolve(configOf({ [name]: said }), name, null);
    expect(settings).toBeNull();
    expect(problems).toEqual(missing.map((field) => ({ field, message: 'is not set' })));
  });
});

describe('what providers are made with', () => {
  test('a live key is live, and two webhook secrets hold during a change', () => {
    const said = { secretKey: 'rk_live_1', webhookSecret: 'whsec_new', previousWebhookSecret: 'whsec_old' };
    const { settings } = resolve(configOf({ stripe: said }), 'stripe', null);
    expect(settings).toMatchObject({ livemode: true, webhookSecrets: ['whsec_new', 'whsec_old'] });
  });

  test.each([
    ['creem_test_1', false, 'https://test-api.creem.io'],
    ['creem_1', true, 'https://api.creem.io'],
  ])('the key %s of Creem decides the world it lives in', (apiKey, livemode, baseUrl) => {
    const { settings } = resolve(configOf({ creem: { apiKey, webhookSecret: 'whsec_1234' } }), 'creem', null);
    expect(settings).toEqual({ apiKey, webhookSecret: 'whsec_1234', livemode, baseUrl, topUpProduct: null });
  });

  test('EPay’s address ends in a slash, whatever folder it is', () => {
    const env = { EPAY_BASE_URL: 'https://pay.example.com/pay', EPAY_PID: '1001', EPAY_KEY: 'k'.repeat(32) };
    const { settings } = resolve(configOf({}, env), 'epay', null);
    expect(settings).toMatchObject({ baseUrl: 'https://pay.example.com/pay/', version: 'v1', mode: 'submit' });
    expect(settings?.types.map(({ type }) => type)).toEqual(['alipay', 'wxpay']);
  });

  test('keys come as PEM, with line ends written out, or bare, and leave in one form', () => {
    const base = { baseUrl: 'https://pay.example.com', pid: '1001', version: 'v2' };
    const pem = rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();
    const variants = [bareKeys.privateKey, pem, pem.replaceAll('\n', '\\n')];
    for (const privateKey of variants) {
      const epay = { ...base, privateKey, platformPublicKey: bareKeys.platformPublicKey };
      expect(resolve(configOf({ epay }), 'epay', null).settings).toMatchObject({ version: 'v2', ...bareKeys });
    }
  });
});

describe('a row that does not hold here', () => {
  test('a secret of another FAREBOX_SECRET is a sentence, and only this provider is out', () => {
    const config = configOf(
      { creem: { apiKey: 'creem_1', webhookSecret: 'whsec_1234' } },
      { FAREBOX_SECRET: 'g'.repeat(32) },
    );
    const { settings, problems } = resolve(config, 'stripe', row('stripe', {}, { secretKey: 'sk_test_row' }));
    expect(settings).toBeNull();
    expect(problems[0]).toEqual({ field: 'secretKey', message: expect.stringMatching(/another FAREBOX_SECRET: set/) });
    expect(resolve(config, 'creem', null).settings).not.toBeNull();
  });

  test('FAREBOX_PREVIOUS_SECRET opens it', () => {
    const env = { FAREBOX_SECRET: 'g'.repeat(32), FAREBOX_PREVIOUS_SECRET: secrets.FAREBOX_SECRET };
    const kept = row('stripe', {}, { secretKey: 'sk_test_row', webhookSecret: 'whsec_row' });
    expect(resolve(configOf({}, env), 'stripe', kept).settings).toMatchObject({ secretKey: 'sk_test_row' });
  });

  test('it does not fall back to the key of the configuration, which may be another account’s', () => {
    const config = configOf({}, { ...stripeEnv, FAREBOX_SECRET: 'g'.repeat(32) });
    expect(resolve(config, 'stripe', row('stripe', {}, { secretKey: 'sk_test_row' })).settings).toBeNull();
  });

  test('an http address kept in development is refused in production', () => {
    const kept = row('creem', { baseUrl: 'http://localhost:4000' }, { apiKey: 'creem_1', webhookSecret: 'whsec_1234' });
    expect(resolve(configOf({}), 'creem', kept).settings).toMatchObject({ baseUrl: 'http://localhost:4000' });
    const { settings, problems } = resolve(configOf({}, { NODE_ENV: 'production' }), 'creem', kept);
    expect(settings).toBeNull();
    expect(problems).toEqual([{ field: 'baseUrl', message: 'must begin with https:// in production' }]);
  });

  test('a secret that was moved to another field does not open', () => {
    const kept = row('stripe', {}, { secretKey: 'sk_test_row', webhookSecret: 'whsec_row' });
    const moved = { ...kept, sealed: { ...kept.sealed, webhookSecret: kept.sealed.secretKey as string } };
    expect(resolve(configOf({}), 'stripe', moved).problems).toEqual([
      { field: 'webhookSecret', message: expect.stringMatching(/changed or moved/) },
    ]);
  });
});
