import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../../../tools/testing/ask.ts';
import { canariesInDatabase, canariesInTexts, keptLog } from '../../../../../tools/testing/canaries.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import {
  bareKeys,
  settingsPath as path,
  putSettings as put,
  shownSettings as shown,
} from '../../../../../tools/testing/provider-settings.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { loadConfig } from '../../config.ts';
import { asOwner } from '../callback.fixture.ts';
import { readProviderSettings } from './read.ts';

const log = keptLog();
const answers: string[] = [];
let server: TestServer;
let root: string;

const stripe = {
  secretKey: 'sk_live_CANARYsecretkey0001',
  webhookSecret: 'whsec_CANARYwebhook0002',
  previousWebhookSecret: 'whsec_CANARYprevious0003',
};
const creem = { apiKey: 'creem_CANARYapikey0004', webhookSecret: 'CANARYcreem0005' };
const epay = {
  pid: '1001',
  baseUrl: 'https://pay.example.com',
  key: 'CANARYepay0006',
  privateKey: bareKeys.privateKey,
};
const entered = [...Object.values(stripe), ...Object.values(creem), epay.key, epay.privateKey.slice(60, 100)];

beforeAll(async () => {
  server = await testServer({ log: log.log, config: { secrets: { farebox: 'f'.repeat(64) } } });
  ({ cookie: root } = await staffOf(server, 'root'));
});
afterAll(() => server.close());

async function keepAnswer(answer: Promise<{ status: number; body: never }>, status: number): Promise<void> {
  const { body, status: got } = await answer;
  answers.push(JSON.stringify(body));
  expect(got).toBe(status);
}

async function enterEverything(): Promise<void> {
  await keepAnswer(put(server, root, 'stripe', stripe), 200);
  await keepAnswer(put(server, root, 'creem', creem), 200);
  await keepAnswer(put(server, root, 'epay', epay), 200);
}

/** Everything that root can do wrong with a secret in hand. */
async function failWithEverything(): Promise<void> {
  await keepAnswer(put(server, root, 'stripe', { webhookSecret: stripe.secretKey }), 400);
  await keepAnswer(put(server, root, 'creem', { apiKey: epay.key, topUpProduct: creem.webhookSecret }), 400);
  await keepAnswer(put(server, root, 'epay', { privateKey: epay.privateKey.slice(0, 200), version: epay.key }), 400);
  await keepAnswer(put(server, root, 'stripe', stripe, 99), 409);
  const wrongShape = { cookie: root, method: 'PUT', body: { expectedVersion: stripe.secretKey, values: epay.key } };
  await keepAnswer(ask(server, `${path}/stripe`, wrongShape), 400);
  // Nobody listens there, and the client's complaint names what it could not send.
  const values = { ...stripe, baseUrl: 'http://127.0.0.1:1' };
  await keepAnswer(ask(server, `${path}/stripe/test`, { cookie: root, body: { values } }), 200);
  const headers = { cookie: root, 'content-type': 'application/json', origin: new URL(server.url).origin };
  const broken = { method: 'PUT', headers, body: `{"expectedVersion": 1, "values": ${stripe.secretKey}` };
  answers.push(await (await server.app.request(`${path}/stripe`, broken)).text());
}

test('no answer, no log line, no audit row and no row of the database has a secret in clear', async () => {
  await enterEverything();
  await failWithEverything();
  answers.push(JSON.stringify(await ask(server, path, { cookie: root })));
  expect(await readProviderSettings(server.deps, 'complete')).toMatchObject({ stripe: { livemode: true }, creem });
  expect(log.text()).toContain('"path":"/api/admin/payments/settings/stripe"');
  expect(canariesInTexts(entered, { answers: answers.join('\n'), log: log.text() })).toEqual([]);
  expect(await canariesInDatabase(entered, server.databaseUrl)).toEqual([]);
});

test('the search itself finds a secret where one is', async () => {
  const keep = 'update farebox.provider_settings set public = public || $1 where provider = $2';
  await asOwner(server.databaseUrl, keep, [{ note: creem.apiKey }, 'creem']);
  const at = entered.indexOf(creem.apiKey);
  expect(await canariesInDatabase(entered, server.databaseUrl)).toEqual([
    `farebox.provider_settings: canary ${at} in 1 rows`,
  ]);
});

describe('when FAREBOX_SECRET is another', () => {
  const secretsOf = (farebox: string, previous?: string) => ({ secrets: { farebox, previous } });

  test('a sentence says so; everything else goes on', async () => {
    const other = await testServer({ config: secretsOf('g'.repeat(64)), databaseUrl: server.databaseUrl });
    const { cookie } = await staffOf(other, 'root');
    const { state, problems, fields } = await shown(other, cookie, 'stripe');
    expect(state).toBe('incomplete');
    expect(problems[0]).toEqual({ field: 'secretKey', message: expect.stringMatching(/FAREBOX_PREVIOUS_SECRET/) });
    expect(fields.secretKey).toEqual({ source: 'database', set: true, endsIn: null });
    expect(await readProviderSettings(other.deps)).toMatchObject({ stripe: null, creem: null, mockpay: {} });
    await other.close();
  });

  test('with the one before all opens, and the next change seals it anew', async () => {
    const moved = secretsOf('g'.repeat(64), 'f'.repeat(64));
    const other = await testServer({ config: moved, databaseUrl: server.databaseUrl });
    const { cookie } = await staffOf(other, 'root');
    expect((await put(other, cookie, 'stripe', { automaticTax: true })).status).toBe(200);
    await other.close();
    const later = await testServer({ config: secretsOf('g'.repeat(64)), databaseUrl: server.databaseUrl });
    expect(await readProviderSettings(later.deps)).toMatchObject({
      stripe: { secretKey: stripe.secretKey },
      creem: null,
    });
    await later.close();
  });
});

test('who is not the server reads nothing, and nobody removes a row', async () => {
  for (const role of ['anon', 'authenticated']) {
    const query = `set role ${role}; select from farebox.provider_settings`;
    await expect(asOwner(server.databaseUrl, query)).rejects.toThrow(/permission denied/);
  }
  const remove = 'set role service_role; delete from farebox.provider_settings';
  await expect(asOwner(server.databaseUrl, remove)).rejects.toThrow(/permission denied/);
});

test.each([
  ['STRIPE_SECRET_KEY', 'pk_CANARY0007'],
  ['STRIPE_WEBHOOK_SECRET', 'CANARY0008'],
  ['EPAY_KEY', 'CANARY 0009'],
  ['EPAY_PRIVATE_KEY', 'CANARY0010'],
  ['CREEM_API_KEY', 'CANARY0011'],
  ['PAYMENT_WEBHOOK_SECRET', 'CANARY0012'],
])('a wrong %s stops the start with a sentence that names it and not its value', (name, value) => {
  const env = { FAREBOX_SECRET: 'f'.repeat(32), INTERNAL_API_KEY: 'i'.repeat(32), [name]: value };
  const load = () => loadConfig(env, '/nowhere');
  expect(load).toThrow(new RegExp(`^${name} \\(payments\\..* in config.yaml\\) is not valid: must`));
  expect(load).not.toThrow(/CANARY/);
});
