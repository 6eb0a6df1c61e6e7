import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../../../tools/testing/ask.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import {
  codeOf,
  settingsPath as path,
  putSettings as put,
  shownSettings as shown,
} from '../../../../../tools/testing/provider-settings.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { type ProviderMaker, testConnection } from './connection.ts';
import type { EPaySettings, ProviderName, SettingsByProvider } from './types.ts';

let server: TestServer;
let root: string;

const key = 'k3y/with+signs&=1234';
const complete = { baseUrl: 'https://pay.example.com', pid: '1001', key };

beforeAll(async () => {
  server = await testServer();
  ({ cookie: root } = await staffOf(server, 'root'));
  expect((await put(server, root, 'epay', { ...complete, enabled: false })).status).toBe(200);
});
afterAll(() => server.close());

/** A provider that answers like this, and what it was made with. */
function maker(answer: () => Promise<{ ok: boolean; message: string }>) {
  const made: unknown[] = [];
  const make: ProviderMaker = <Name extends ProviderName>(_: Name, settings: SettingsByProvider[Name] | null) => {
    made.push(settings);
    return { testConnection: answer };
  };
  return { make, made: made as EPaySettings[] };
}

test('what is kept is asked with, also while it is switched off', async () => {
  const { make, made } = maker(async () => ({ ok: true, message: 'Merchant 1001 is active.' }));
  expect(await testConnection(server.deps, make, 'epay', {})).toEqual({
    ok: true,
    message: 'Merchant 1001 is active.',
    details: { baseUrl: 'https://pay.example.com/', livemode: null, problems: [] },
  });
  expect(made).toMatchObject([{ pid: '1001', key }]);
});

test('values that are only tried go over it and are not kept', async () => {
  const { make, made } = maker(async () => ({ ok: false, message: 'No such merchant.' }));
  expect(await testConnection(server.deps, make, 'epay', { pid: '2002' })).toMatchObject({ ok: false });
  expect(made).toMatchObject([{ pid: '2002', key }]);
  expect((await shown(server, root, 'epay')).fields.pid).toMatchObject({ value: '1001' });
});

test('whatever the provider breaks with is an answer, without the key in any form', async () => {
  const { make } = maker(() => {
    throw new Error(`GET https://pay.example.com/api.php?key=${encodeURIComponent(key)} failed; key was ${key}`);
  });
  const { ok, message } = await testConnection(server.deps, make, 'epay', {});
  expect(ok).toBe(false);
  expect(message).toBe('GET https://pay.example.com/api.php?key=[secret] failed; key was [secret]');
});

test('what is missing is the answer, and nobody is asked', async () => {
  const { make, made } = maker(async () => ({ ok: true, message: 'asked' }));
  const answer = await testConnection(server.deps, make, 'creem', { apiKey: 'creem_test_1' });
  expect(answer).toMatchObject({ ok: false, message: 'Not complete yet: webhookSecret is not set.' });
  expect(made).toEqual([]);
});

test('over HTTP: bad values are refused, and so is the eleventh test in a minute', async () => {
  const address = `${path}/epay/test`;
  const first = await ask(server, address, { cookie: root, body: { values: { pid: 'one' } } });
  expect(codeOf(first)).toBe('invalid_request');
  const statuses: number[] = [];
  for (let at = 0; at < 10; at += 1) {
    const incomplete = { cookie: root, body: { values: { pid: null } } };
    statuses.push((await ask(server, address, incomplete)).status);
  }
  expect(statuses).toEqual([...Array(9).fill(200), 429]);
});
