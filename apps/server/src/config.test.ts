import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'farebox-config-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function load(yaml: string, env: Record<string, string> = {}) {
  writeFileSync(join(dir, 'config.yaml'), yaml);
  return loadConfig(env, dir);
}

const secrets = { FAREBOX_SECRET: 'f'.repeat(32), INTERNAL_API_KEY: 'i'.repeat(32) };
const production = { NODE_ENV: 'production', ...secrets };

describe('defaults', () => {
  test('need no file and no environment', () => {
    const config = loadConfig({}, dir);
    expect(config.server).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000' });
    expect(config.credits).toEqual({ welcome: 3_000_000n, cap: 50_000_000_000n });
    expect(config.payments.mockpay.enabled).toBe(true);
    expect(config.dataDir).toBe(join(dir, 'data'));
  });

  test('secrets are made once, for the owner alone, and kept', () => {
    const { secrets: made } = loadConfig({}, dir);
    expect(loadConfig({}, dir).secrets).toEqual(made);
    expect(statSync(join(dir, 'data/secrets.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(dir, 'data/secrets.json'), 'utf8'))).toEqual(made);
  });

  test('the secret of mockpay comes from the server’s, or from its old variable', () => {
    expect(loadConfig(secrets, dir).payments.mockpay.secret).toMatch(/^[0-9a-f]{64}$/);
    const given = loadConfig({ ...secrets, PAYMENT_WEBHOOK_SECRET: 'a secret of its own' }, dir);
    expect(given.payments.mockpay.secret).toBe('a secret of its own');
  });
});

test('the environment overrides the file, the file the defaults', () => {
  const config = load('server:\n  port: 4000\n  host: 0.0.0.0\n', { PORT: '5000' });
  expect(config.server).toMatchObject({ port: 5000, host: '0.0.0.0' });
});

describe('names of older designs', () => {
  const sites = {
    NEXT_PUBLIC_SITE_URL: 'https://next.example.com',
    FRONTEND_BASE_URL: 'https://frontend.example.com/',
    FAREBOX_PUBLIC_URL: 'https://farebox.example.com',
  };

  test('say the public address, and ours wins', () => {
    const { NEXT_PUBLIC_SITE_URL, FRONTEND_BASE_URL } = sites;
    expect(load('', { NEXT_PUBLIC_SITE_URL }).server.publicUrl).toBe('https://next.example.com');
    expect(load('', { NEXT_PUBLIC_SITE_URL, FRONTEND_BASE_URL }).server.publicUrl).toBe('https://frontend.example.com');
    expect(load('', sites).server.publicUrl).toBe('https://farebox.example.com');
  });

  test('are named when they are what is wrong', () => {
    const wrong = { ...sites, FAREBOX_PUBLIC_URL: '', FRONTEND_BASE_URL: 'frontend' };
    expect(() => load('', wrong)).toThrow(/^FRONTEND_BASE_URL \(server\.publicUrl in config\.yaml\) is not valid/);
  });

  test('Stripe’s keys are taken as they were', () => {
    const env = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
    const config = load('payments:\n  stripe:\n    secretKey: sk_test_file\n    automaticTax: true\n', env);
    expect(config.payments.stripe).toEqual({
      secretKey: 'sk_test_1',
      webhookSecret: 'whsec_1',
      automaticTax: true,
    });
    expect(config.sources.get('payments.stripe.secretKey')).toBe('environment');
    expect(config.sources.get('payments.stripe.automaticTax')).toBe('config');
    expect(config.sources.has('payments.stripe.baseUrl')).toBe(false);
  });
});

test('a number with a point is never a float', () => {
  expect(load('credits:\n  welcome: 0.000001\n').credits.welcome).toBe(1n);
});

test('a name in braces is taken from the environment', () => {
  expect(load('name: "\u0024{SHOP} credits"\n', { SHOP: 'Ada' }).name).toBe('Ada credits');
});

describe('what stops the start, with a sentence', () => {
  test.each([
    ['a misspelt section', 'gatway: {}', {}, /config\.yaml: unknown key gatway: remove it or correct its spelling/],
    ['a misspelt key', 'server:\n  prot: 1\n', {}, /unknown key server\.prot/],
    ['a port that is none', '', { PORT: 'http' }, /^PORT \(server\.port in config\.yaml\) is not valid/],
    ['credits that are none', 'credits:\n  welcome: three\n', {}, /credits\.welcome is not valid: must be credits/],
    ['YAML that is none', 'server: [', {}, /is not valid YAML: .* at line 1, column \d+\.$/],
    ['a list', '- server\n- credits\n', {}, /does not hold settings by name/],
    ['a folder in its place', '', { FAREBOX_CONFIG: '.' }, /can't be read \(illegal operation on a directory/],
    [
      'a data folder that is a file',
      '',
      { FAREBOX_DATA_DIR: 'config.yaml' },
      /The data folder .*config\.yaml can't be used/,
    ],
    ['a variable that is not set', 'name: \u0024{NOWHERE}\n', {}, /uses \$\{NOWHERE\}: set NOWHERE/],
    ['a file that is not there', '', { FAREBOX_CONFIG: 'other.yaml' }, /FAREBOX_CONFIG names .*other\.yaml/],
    ['a secret too short', '', { FAREBOX_SECRET: 'short' }, /FAREBOX_SECRET .* at least 32 characters/],
    ['no secrets in production', '', { NODE_ENV: 'production' }, /FAREBOX_SECRET and INTERNAL_API_KEY must be set/],
    [
      'one missing',
      '',
      { ...production, INTERNAL_API_KEY: '' },
      /^INTERNAL_API_KEY must be set when NODE_ENV=production/,
    ],
    [
      'keys sent in clear in production',
      'payments:\n  epay:\n    baseUrl: http://localhost:4020\n',
      production,
      /payments\.epay\.baseUrl is not valid: it must begin with https:\/\/ in production/,
    ],
    ['mockpay in production', 'payments:\n  mockpay:\n    enabled: true\n', production, /test provider/],
  ])('%s', (_, yaml, env, sentence) => {
    expect(() => load(yaml, env as Record<string, string>)).toThrow(ConfigError);
    expect(() => load(yaml, env as Record<string, string>)).toThrow(sentence);
  });
});

test('secrets that cannot be read stop the start', () => {
  mkdirSync(join(dir, 'data'));
  writeFileSync(join(dir, 'data/secrets.json'), 'half a fi');
  expect(() => loadConfig({}, dir)).toThrow(ConfigError);
  expect(() => loadConfig({}, dir)).toThrow(/secrets\.json does not hold the two secrets it should: restore it/);
});

test('production turns the test provider off and writes no secrets', () => {
  const config = load('', production);
  expect(config.payments.mockpay.enabled).toBe(false);
  expect(() => statSync(join(dir, 'data'))).toThrow();
});
